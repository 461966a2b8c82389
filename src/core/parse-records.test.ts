import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleRecord } from "./envelope.ts";
import { ENVELOPES } from "./envelopes/index.ts";
import { parseRecords } from "./parse-records.ts";

const text = (eventID: string) => JSON.stringify(exampleRecord(eventID));
const trail = (...ids: readonly string[]) => ({ Records: ids.map((id) => exampleRecord(id)) });

function read(material: string) {
  const { records, unreadable } = parseRecords(material);
  return {
    ids: records.map(({ record }) => record.eventID),
    flaws: unreadable.map(({ position, reason }) => `${position}: ${reason}`),
  };
}

for (const { name, examples } of ENVELOPES) {
  for (const example of examples) {
    test(`${name}: ${example.title}`, () => {
      const { records, effects, unreadable } = parseRecords(example.text);

      assert.deepEqual(
        records.map(({ record }) => record.eventID),
        example.records,
      );
      assert.deepEqual(
        effects.map(({ effect }) => effect.id),
        example.effects ?? [],
      );
      assert.deepEqual(
        unreadable.map(({ reason }) => reason),
        example.unreadable ?? [],
      );
    });
  }
}

test("one record, an array, NDJSON and JSON texts with or without anything between them are read", () => {
  const two = { ids: ["e1", "e2"], flaws: [] };

  assert.deepEqual(read(text("e1")), { ids: ["e1"], flaws: [] });
  assert.deepEqual(read(`[${text("e1")},${text("e2")}]`), two);
  assert.deepEqual(read(`${text("e1")}\r\n\r\n${text("e2")}\r\n`), two);
  assert.deepEqual(read(text("e1") + text("e2")), two);
  assert.deepEqual(read(`${text("e1")}\t${text("e2")}\n`), two);
  assert.deepEqual(read(`${JSON.stringify(text("e1"))}\n${JSON.stringify(text("e2"))}`), two);
  const pretty = ["e1", "e2"].map((id) => JSON.stringify(exampleRecord(id), undefined, 2));
  assert.deepEqual(read(pretty.join("\n")), two);
});

test("a byte order mark, junk lines and a prefix on the line do not hide the records", () => {
  assert.deepEqual(read(`\uFEFF${text("e1")}`), { ids: ["e1"], flaws: [] });
  assert.deepEqual(read(`Fetching events\nplease wait\n${text("e1")}\n${text("e2")}`), {
    ids: ["e1", "e2"],
    flaws: ["line 1: not JSON", "line 2: not JSON"],
  });
  assert.deepEqual(read(`<134>Nov 20 host trail[7]: ${text("e1")}\n<134>${text("e2")} ok`), {
    ids: ["e1", "e2"],
    flaws: [],
  });
});

test("envelopes are opened inside of envelopes", () => {
  const detail = { "detail-type": "AWS API Call via CloudTrail", detail: exampleRecord("e1") };
  const notification = { Type: "Notification", Message: JSON.stringify(detail) };
  const message = { MessageId: "m", Body: JSON.stringify(notification) };
  const log = { timestamp: 1, message: JSON.stringify({ Messages: [message, message] }) };

  assert.deepEqual(read(JSON.stringify({ events: [log] })), { ids: ["e1", "e1"], flaws: [] });
});

test("a flaw tells the way to it through all envelopes", () => {
  const body = JSON.stringify({ Records: [exampleRecord("e1"), { eventName: "StopTask" }] });
  const page = JSON.stringify({ Messages: [{ MessageId: "m", Body: body }] });

  assert.deepEqual(read(`${text("e0")}\n${page}\n`), {
    ids: ["e0", "e1"],
    flaws: ["line 2, message 1, record 2: no eventSource"],
  });
});

test("a file that is cut off gives its whole records and one unreadable for the cut", () => {
  const whole = JSON.stringify(trail("e1", "e2", "e3"));
  const third = whole.indexOf(text("e3"));

  for (let length = third + 1; length < whole.length - 2; length += 7) {
    const { ids, flaws } = read(whole.slice(0, length));

    assert.deepEqual(ids, ["e1", "e2"]);
    assert.deepEqual(flaws, [`character ${third + 1}: cut off: the text ends inside of it`]);
  }
  assert.deepEqual(read(JSON.stringify(trail("e1", "e2"), undefined, 2).slice(0, -300)), {
    ids: ["e1"],
    flaws: ["line 15: cut off: the text ends inside of it"],
  });
});

test("a damaged line among good ones loses only itself", () => {
  const cutShort = text("e2").slice(0, -20);
  const lines = [text("e1"), cutShort, text("e3"), `x${text("e4").slice(3)}`, text("e5")];

  assert.deepEqual(read(lines.join("\n")), {
    ids: ["e1", "e3", "e5"],
    flaws: ["line 2: cut off: its line ends inside of it", "line 4: not JSON"],
  });
});

test("a damaged record in a trail's file of one line loses only itself", () => {
  const whole = JSON.stringify(trail("e1", "e2", "e3"));
  const damages = [
    whole.replace(`"e2"`, `"e2`),
    whole.replace(`,"eventID":"e2"`, `"eventID":"e2"`),
    whole.replace(`"e2"}`, `"e2"`),
    whole.replace(`"e2"`, `"\\q"`),
    whole.replace(`"e2"`, `e2`),
  ];

  for (const damaged of damages) {
    const { ids, flaws } = read(damaged);

    assert.deepEqual(ids, ["e1", "e3"], damaged);
    assert.equal(flaws.length, 1);
  }
});

test("a damaged pretty-printed file loses only the damaged record", () => {
  const whole = JSON.stringify(trail("e1", "e2", "e3"), undefined, 4);

  const { ids, flaws } = read(whole.replace(`"eventID": "e2"`, `"eventID": e2`));

  assert.deepEqual(ids, ["e1", "e3"]);
  assert.equal(flaws.length, 1);
});

test("what is no record is counted with its reason", () => {
  const reason = (material: string) => read(material).flaws;

  assert.deepEqual(reason(" \n"), ["the whole text: nothing there: the text is empty"]);
  assert.deepEqual(reason("Hello\nworld"), ["line 1: not JSON"]);
  assert.deepEqual(reason("\u001F\uFFFD\b\0"), [
    "the whole text: compressed (gzip): unpack it first",
  ]);
  assert.deepEqual(reason("PNG\0\0"), ["the whole text: binary, not text"]);
  assert.deepEqual(reason("42"), ["the whole text: 42 is no record"]);
  assert.deepEqual(reason("[null,true]"), [
    "record 1: null is no record",
    "record 2: true is no record",
  ]);
  assert.deepEqual(reason("{}"), ["the whole text: no eventName"]);
  assert.deepEqual(reason(`{"Records":[]}`), []);
  assert.deepEqual(reason(`-----\n|LookupEvents|`), [
    "the whole text: a table for people: ask the AWS CLI for --output json",
  ]);
});

test("a row of Athena's CSV that is damaged loses only itself", () => {
  const rows = [
    `eventid,eventname,eventsource,eventtime,errormessage,requestparameters`,
    `e1,StopTask,ecs.amazonaws.com,2026-11-20T14:02:11Z,"one,\ntwo","{""cluster"":""prod""}"`,
    `e2,"StopTask"x,ecs.amazonaws.com,2026-11-20T14:02:11Z,,`,
    `e3,StopTask`,
    `e4,StopTask,ecs.amazonaws.com,2026-11-20T14:02:11Z,,`,
  ];

  const { records, unreadable } = parseRecords(rows.join("\n"));

  assert.deepEqual(
    records.map(({ record }) => [record.eventID, record.errorMessage, record.requestParameters]),
    [
      ["e1", "one,\ntwo", { cluster: "prod" }],
      ["e4", undefined, undefined],
    ],
  );
  assert.deepEqual(unreadable, [
    { position: "line 4", reason: "not CSV: text after a quote" },
    { position: "line 5", reason: "2 cells under 6 columns" },
  ]);
});

test("an Athena row becomes the record it was, capitals and structs restored", () => {
  const row = {
    eventversion: "1.08",
    useridentity:
      "{type=AssumedRole, principalid=AROA1:jane, arn=arn:aws:sts::111122223333:assumed-role/ops/jane, " +
      "accountid=111122223333, invokedby=null, accesskeyid=ASIA1, username=null, " +
      "onbehalfof={userid=u-1, identitystorearn=arn:aws:identitystore::1:identitystore/d-1}, " +
      "sessioncontext={attributes={mfaauthenticated=true, creationdate=2026-11-20T13:00:00Z}, " +
      "sessionissuer={type=Role, principalid=AROA1, arn=arn:aws:iam::111122223333:role/ops, " +
      "accountid=111122223333, username=ops}, ec2roledelivery=null, " +
      "webidfederationdata={federatedprovider=null, attributes={}}}}",
    eventtime: "2026-11-20T14:02:11Z",
    eventsource: "ecs.amazonaws.com",
    eventname: "UpdateService",
    awsregion: "eu-west-1",
    sourceipaddress: "203.0.113.7",
    useragent: "aws-cli/2.36.17",
    requestparameters: `{"service":"api","desiredCount":0}`,
    responseelements: "null",
    requestid: "r1",
    eventid: "e1",
    resources: "[{arn=arn:aws:ecs:x, accountid=111122223333, type=AWS::ECS::Service}]",
    readonly: "false",
    recipientaccountid: "111122223333",
    tlsdetails: "{tlsversion=TLSv1.3, ciphersuite=X, clientprovidedhostheader=ecs.eu-west-1}",
  };

  const [restored] = parseRecords(JSON.stringify(row)).records;

  assert.deepEqual(restored?.record, {
    eventVersion: "1.08",
    eventID: "e1",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.36.17",
    requestParameters: { service: "api", desiredCount: 0 },
    requestID: "r1",
    readOnly: false,
    recipientAccountId: "111122223333",
    resources: [{ ARN: "arn:aws:ecs:x", accountId: "111122223333", type: "AWS::ECS::Service" }],
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "X",
      clientProvidedHostHeader: "ecs.eu-west-1",
    },
    userIdentity: {
      type: "AssumedRole",
      principalId: "AROA1:jane",
      arn: "arn:aws:sts::111122223333:assumed-role/ops/jane",
      accountId: "111122223333",
      accessKeyId: "ASIA1",
      onBehalfOf: { userId: "u-1", identityStoreArn: "arn:aws:identitystore::1:identitystore/d-1" },
      sessionContext: {
        creationDate: "2026-11-20T13:00:00Z",
        mfaAuthenticated: true,
        sessionIssuer: {
          type: "Role",
          principalId: "AROA1",
          arn: "arn:aws:iam::111122223333:role/ops",
          accountId: "111122223333",
          userName: "ops",
        },
      },
    },
  });
});

test("an identity that could be read in two ways is not read at all", () => {
  const rows = [
    "{type=IAMUser, username=eve, arn=arn:aws:iam::1:user/jane, username=jane}",
    "{type=IAMUser, username=eve}, more}",
    "{type=IAMUser",
  ].map((useridentity) => ({
    eventid: "e1",
    eventname: "StopTask",
    eventsource: "ecs.amazonaws.com",
    eventtime: "2026-11-20T14:02:11Z",
    useridentity,
  }));

  const { records } = parseRecords(JSON.stringify(rows));

  assert.deepEqual(
    records.map(({ record }) => record.userIdentity),
    [{}, {}, {}],
  );
});

test("hostile texts take time in proportion to their length and do not overflow the stack", () => {
  const many = 300_000;
  const hostile = [
    "[".repeat(many),
    "[".repeat(many) + "]".repeat(many),
    `{"Records":[`.repeat(many),
    `{"Records":[\n`.repeat(many),
    `{"eventVersion" `.repeat(many),
    `"{\n`.repeat(many / 10),
    `{"a":`.repeat(many),
    `eventname,eventtime\n${`"\n""`.repeat(many)}`,
    `{"eventname":"x","useridentity":"{type=${", type=".repeat(many)}"}`,
    JSON.stringify({ ...exampleRecord("e1"), requestParameters: `{"a":`.repeat(many) }),
  ];

  for (const material of hostile) {
    const started = performance.now();
    parseRecords(material);

    assert.ok(performance.now() - started < 5000, material.slice(0, 40));
  }
});

test("a backslash lost from JSON inside JSON hides no record behind it on the line", () => {
  const listed = (id: string) => ({
    timestamp: 1,
    message: JSON.stringify({ ...exampleRecord(id), resources: [{ ARN: "x" }] }),
  });
  const whole = JSON.stringify({ events: ["e1", "e2", "e3", "e4"].map(listed) });
  const at = whole.indexOf('x\\"', whole.indexOf("e2")) + 1;

  const { ids, flaws } = read(whole.slice(0, at) + whole.slice(at + 1));

  assert.deepEqual(ids, ["e1", "e3", "e4"]);
  assert.equal(flaws.length, 1);
});
