import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { followSession } from "./follow-session.ts";
import type { Archive } from "./handle.ts";
import { handlesOf } from "./handles-of.ts";
import { readRecord } from "./read-record.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

const HOME = "111122223333";
const AWAY = "444455556666";
const GITHUB = `arn:aws:iam::${HOME}:oidc-provider/token.actions.githubusercontent.com`;

const BEGUN = { attributes: { creationDate: "2026-11-20T14:00:00Z", mfaAuthenticated: "false" } };
let made = 0;

describe("a chain of sessions", () => {
  it("leads from the key that signed to the IAM user who took the role", () => {
    const actor = who(call(session("deploy", "botocore-session-1", "ASIA1")), [
      assumes("ASIA1", "deploy", "botocore-session-1", alice("AKIA1")),
    ]);

    assert.deepEqual(told(actor), ["person", "alice", "IAM user", "proven"]);
    assert.deepEqual(
      actor.through.map(({ principal, how, grade }) => [principal, how, grade]),
      [[arnOf("deploy", "botocore-session-1"), "AssumeRole", "proven"]],
    );
    assert.deepEqual(actor.gaps, []);
    assert.equal(actor.principal, arnOf("deploy", "botocore-session-1"));
    assert.equal(actor.accessKeyId, "ASIA1");
    assert.ok(
      actor.evidence.every(({ field, eventID }) => field !== "userIdentity.userName" || eventID),
    );
  });

  it("goes through four roles, whatever came first", () => {
    const chain = [
      assumes("ASIA4", "four", "s4", session("three", "s3", "ASIA3")),
      assumes("ASIA2", "two", "s2", session("one", "s1", "ASIA1")),
      assumes("ASIA3", "three", "s3", session("two", "s2", "ASIA2")),
      assumes("ASIA1", "one", "s1", alice("AKIA1")),
    ];
    for (const records of [chain, chain.toReversed()]) {
      const actor = who(call(session("four", "s4", "ASIA4")), records);

      assert.deepEqual(told(actor), ["person", "alice", "IAM user", "proven"]);
      assert.deepEqual(
        actor.through.map(({ principal }) => principal.split("/")[1]),
        ["four", "three", "two", "one"],
      );
    }
  });

  it("names the hop that is missing, and how to ask for it", () => {
    const signed = session("two", "s2", "ASIA2");
    const actor = who(call(signed), [assumes("ASIA2", "two", "s2", session("one", "s1", "ASIA1"))]);

    assert.deepEqual([actor.kind, actor.through.length], ["unknown", 1]);
    const [gap] = actor.gaps;
    assert.equal(gap?.unknown, "who assumed the role one");
    assert.match(gap?.missing ?? "", /issued ASIA1/);
    assert.deepEqual(gap?.lookups, [
      {
        account: HOME,
        region: "eu-west-1",
        selector: "ResourceName=ASIA1",
        from: "2026-11-20T13:55:00Z",
        to: "2026-11-20T14:05:00Z",
      },
      {
        account: HOME,
        region: "us-east-1",
        selector: "ResourceName=ASIA1",
        from: "2026-11-20T13:55:00Z",
        to: "2026-11-20T14:05:00Z",
      },
    ]);
  });

  it("ends where it leads in a circle", () => {
    const actor = who(call(session("one", "s1", "ASIA1")), [
      assumes("ASIA1", "one", "s1", session("two", "s2", "ASIA2")),
      assumes("ASIA2", "two", "s2", session("one", "s1", "ASIA1")),
    ]);

    assert.equal(actor.kind, "unknown");
    assert.match(actor.gaps[0]?.missing ?? "", /circle/);
  });

  it("chooses nobody where two events issued the same key to different callers", () => {
    const actor = who(call(session("deploy", "jane@example.com", "ASIA1")), [
      assumes("ASIA1", "deploy", "jane@example.com", alice("AKIA1")),
      assumes("ASIA1", "deploy", "jane@example.com", bob("AKIA2")),
    ]);

    assert.deepEqual(told(actor).slice(0, 2), ["person", "jane@example.com"]);
    assert.equal(actor.grade, "claimed");
    assert.match(actor.gaps[0]?.unknown ?? "", /which of 2 events/);
  });

  it("does not believe a session's name where it knows who chose it", () => {
    for (const name of [
      "jane@example.com",
      "GitHubActions",
      "i-0123456789abcdef0",
      "7e9894e088ad416eb5cab92af1b2c3d4",
      "AWSCloudFormation",
    ]) {
      const actor = who(call(session("deploy", name, "ASIA1")), [
        assumes("ASIA1", "deploy", name, alice("AKIA1")),
      ]);

      assert.deepEqual(told(actor), ["person", "alice", "IAM user", "proven"], name);
    }
  });

  it("does not keep an instance whose session a role opened, though that role's user is unknown", () => {
    const actor = who(call(session("app", "i-0123456789abcdef0", "ASIA2")), [
      assumes("ASIA2", "app", "i-0123456789abcdef0", session("build", "s1", "ASIA1")),
    ]);

    assert.notEqual(actor.kind, "workload");
    assert.notEqual(actor.grade, "proven");
  });

  it("keeps a claimed name where the chain ends with nobody", () => {
    const actor = who(call(session("deploy", "jane@example.com", "ASIA2")), [
      assumes(
        "ASIA2",
        "deploy",
        "jane@example.com",
        session("base", "botocore-session-7", "ASIA1"),
      ),
    ]);

    assert.deepEqual(told(actor), [
      "person",
      "jane@example.com",
      "role deploy, claimed",
      "claimed",
    ]);
    assert.equal(actor.through.length, 1);
    assert.match(actor.gaps[0]?.missing ?? "", /ASIA1/);
  });

  it("says when the record that issued the key is of another role's session", () => {
    const actor = who(call(session("deploy", "s1", "ASIA1")), [
      assumes("ASIA1", "other", "s1", alice("AKIA1")),
    ]);

    assert.notEqual(actor.name, "alice");
  });

  it("is the person behind CloudFormation, which kept the session but signs with keys of its own", () => {
    const signed = {
      ...session("deploy", "AWSCloudFormation", "ASIAFAS"),
      invokedBy: "cloudformation.amazonaws.com",
    };
    const actor = who(call(signed, { sourceIPAddress: "cloudformation.amazonaws.com" }), [
      assumes("ASIA1", "deploy", "AWSCloudFormation", alice("AKIA1")),
    ]);

    assert.deepEqual(told(actor), ["person", "alice", "IAM user", "inferred"]);
  });

  it("is CloudFormation where CloudFormation itself took its service role", () => {
    const signed = {
      ...session("cfn-exec", "AWSCloudFormation", "ASIA1"),
      invokedBy: "cloudformation.amazonaws.com",
    };
    const actor = who(call(signed), [
      assumes("ASIA1", "cfn-exec", "AWSCloudFormation", service("cloudformation")),
    ]);

    assert.deepEqual(told(actor), ["aws-service", "CloudFormation", "role cfn-exec", "proven"]);
    assert.match(actor.gaps[0]?.missing ?? "", /UpdateStack/);
  });

  it("takes no other session of the same name for this one, though it began in the same second", () => {
    const actor = who(call(session("deploy", "ci", "ASIA9")), [
      assumes("ASIA1", "deploy", "ci", alice("AKIA1")),
    ]);

    assert.notEqual(actor.name, "alice");
  });
});

describe("sessions that AWS services open", () => {
  const cases = [
    ["ec2", "i-0123456789abcdef0", "instance i-0123456789abcdef0"],
    ["ecs-tasks", "7e9894e088ad416eb5cab92af1b2c3d4", "task 7e9894e088ad416eb5cab92af1b2c3d4"],
    ["lambda", "night-shift", "night-shift"],
  ] as const;
  for (const [opened, name, holder] of cases) {
    it(`leave ${holder} as the actor, never ${opened}`, () => {
      const actor = who(call(session("app", name, "ASIA1")), [
        assumes("ASIA1", "app", name, service(opened)),
      ]);

      assert.deepEqual([actor.kind, actor.name, actor.grade], ["workload", holder, "proven"]);
    });
  }

  it("are a task's by inference where only ECS knows a task of that id", () => {
    const id = "7e9894e088ad416eb5cab92af1b2c3d4";
    const known = recordOf(alice("AKIA1"), {
      eventName: "ExecuteCommand",
      requestParameters: { cluster: "prod", task: id },
    });
    const archive: Archive = {
      find: ({ kind, name }) => (kind === "task" && name === id ? [known] : []),
    };

    const actor = followSession(call(session("app", id, "ASIA1")), archive);

    assert.deepEqual([actor.kind, actor.name, actor.grade], ["workload", `task ${id}`, "inferred"]);
    assert.equal(followSession(call(session("app", id, "ASIA1")), archiveOf([])).grade, "claimed");
  });
});

describe("a session of a workflow", () => {
  const opened = (
    userAgent: string,
    userName = "repo:acme/shop:ref:refs/heads/main",
  ): CloudTrailRecord =>
    assumes(
      "ASIA1",
      "deploy-prod",
      "GitHubActions",
      { type: "WebIdentityUser", userName, identityProvider: GITHUB },
      { eventName: "AssumeRoleWithWebIdentity", userAgent },
    );
  const signed = call({
    ...session("deploy-prod", "GitHubActions", "ASIA1"),
    sessionContext: { ...BEGUN, webIdFederationData: { federatedProvider: GITHUB } },
  });

  it("names repository, branch, role and run", () => {
    const actor = who(signed, [opened("aws-sdk-js/3.1100.0 md/run_id#15500000001 md/attempt#2")]);

    assert.deepEqual(told(actor), [
      "pipeline",
      "acme/shop",
      "GitHub Actions, refs/heads/main, role deploy-prod",
      "proven",
    ]);
    assert.equal(actor.link, "https://github.com/acme/shop/actions/runs/15500000001");
    const run = actor.evidence.find(({ field }) => field === "userAgent");
    assert.equal(run?.grade, "claimed");
    assert.deepEqual(actor.gaps, []);
  });

  it("gives no address where the run's number or the repository is not what it should be", () => {
    for (const [agent, subject] of [
      ["md/run_id#12x", undefined],
      ["md/run_id#../../evil", undefined],
      ["md/run_id#1 md/run_id#2", undefined],
      ["md/run_id#1", "repo:acme/..:ref:refs/heads/main"],
      ["md/run_id#1", "repo:acme/shop?x=/y:ref:refs/heads/main"],
      ["md/run_id#1", "repository_owner:acme"],
      ["", undefined],
    ] as const) {
      assert.equal(who(signed, [opened(agent, subject)]).link, undefined, `${agent} ${subject}`);
    }
  });

  it("names the provider alone where the token's event is missing, and says so", () => {
    const actor = who(signed, []);

    assert.deepEqual(told(actor), ["pipeline", "GitHub Actions", "role deploy-prod", "proven"]);
    assert.match(actor.gaps[0]?.unknown ?? "", /repository and run/);
    assert.equal(actor.gaps[0]?.lookups?.[0]?.selector, "ResourceName=ASIA1");
  });

  it("stays the workflow's through a second role", () => {
    const actor = who(call(session("release", "GitHubActions", "ASIA2")), [
      opened("md/run_id#7"),
      assumes(
        "ASIA2",
        "release",
        "GitHubActions",
        session("deploy-prod", "GitHubActions", "ASIA1"),
      ),
    ]);

    assert.equal(actor.name, "acme/shop");
    assert.match(actor.via, /role deploy-prod$/);
    assert.equal(actor.link, "https://github.com/acme/shop/actions/runs/7");
    assert.equal(actor.through.length, 2);
  });
});

describe("a role of another account", () => {
  const key = { sharedEventID: "5a1f0c4e-1111-4000-8000-000000000001" };
  const theirs = assumes(
    "ASIA1",
    "ops",
    "s1",
    { type: "AWSAccount", accountId: AWAY, principalId: "AIDA1" },
    key,
  );
  const ours = assumes(
    "ASIA1",
    "ops",
    "s1",
    { ...alice("AKIA1", AWAY) },
    { ...key, recipientAccountId: AWAY },
  );
  const signed = call(session("ops", "s1", "ASIA1"));

  it("is the person, by the caller's account's copy of the event", () => {
    for (const records of [[theirs, ours], [ours, theirs], [ours]]) {
      assert.deepEqual(told(who(signed, records)), ["person", "alice", "IAM user", "proven"]);
    }
  });

  it("is the account where its copy is missing, and asks for it there", () => {
    const actor = who(signed, [theirs]);

    assert.deepEqual(told(actor), ["account", `account ${AWAY}`, "another account", "proven"]);
    assert.equal(actor.through.length, 1);
    assert.deepEqual(
      actor.gaps[0]?.lookups?.map(({ account, selector }) => [account, selector]),
      [[AWAY, "ResourceName=ASIA1"]],
    );
  });

  it("is not taken from a copy that another account's caller made", () => {
    const wrong = assumes("ASIA9", "ops", "s1", alice("AKIA1", "999988887777"), key);

    assert.equal(who(signed, [theirs, wrong]).kind, "account");
  });
});

describe("a session of the console", () => {
  const switched = assumes(
    "ASIAISSUED",
    "ops",
    "alice",
    { type: "AWSAccount", accountId: AWAY, principalId: "AIDA1" },
    { sourceIPAddress: "AWS Internal", userAgent: "AWS Internal" },
  );
  const signIn = recordOf(
    { type: "AssumedRole", arn: arnOf("ops", "alice"), accountId: HOME },
    {
      eventSource: "signin.amazonaws.com",
      eventName: "SwitchRole",
      eventTime: "2026-11-20T14:00:00Z",
      responseElements: { SwitchRole: "Success" },
      additionalEventData: { SwitchFrom: `arn:aws:iam::${AWAY}:user/alice` },
    },
  );
  const clicked = call(session("ops", "alice", "ASIACONSOLE"), {
    sessionCredentialFromConsole: "true",
  });

  it("is whoever switched to the role, by session and moment", () => {
    for (const records of [[switched, signIn], [signIn]]) {
      const actor = who(clicked, records);

      assert.deepEqual(told(actor), ["person", "alice", "IAM user", "inferred"]);
      assert.equal(actor.through[0]?.how, "SwitchRole");
    }
  });

  it("is the account where only STS's event of the switch is there", () => {
    assert.deepEqual(told(who(clicked, [switched])), [
      "account",
      `account ${AWAY}`,
      "another account",
      "inferred",
    ]);
  });

  it("is whoever signed in through SAML, though the sign-in to the console is there too", () => {
    const saml = assumes(
      "ASIAISSUED",
      "ops",
      "jane@example.com",
      { type: "SAMLUser", userName: "jane@example.com", principalId: "X:jane@example.com" },
      { eventName: "AssumeRoleWithSAML" },
    );
    const login = recordOf(session("ops", "jane@example.com", "ASIAOTHER"), {
      eventSource: "signin.amazonaws.com",
      eventName: "ConsoleLogin",
      eventTime: "2026-11-20T14:00:01Z",
      responseElements: { ConsoleLogin: "Success" },
    });
    const later = call(session("ops", "jane@example.com", "ASIACONSOLE"), {
      sessionCredentialFromConsole: "true",
    });

    assert.deepEqual(told(who(later, [login, saml])), [
      "person",
      "jane@example.com",
      "SAML",
      "inferred",
    ]);
  });
});

describe("what one record already proves", () => {
  it("is not looked up", () => {
    let asked = 0;
    const archive: Archive = {
      find: () => {
        asked += 1;
        return [];
      },
    };
    for (const identity of [
      alice("AKIA1"),
      { type: "AWSService", invokedBy: "ecs.amazonaws.com" },
      { type: "Root", accountId: HOME, arn: `arn:aws:iam::${HOME}:root`, accessKeyId: "" },
      {
        ...session("app", "f", "ASIA1"),
        inScopeOf: { credentialsIssuedTo: "arn:aws:lambda:x:1:function:f" },
      },
    ])
      followSession(call(identity), archive);

    assert.equal(asked, 0);
  });

  it("shows the portal's event of an Identity Center session, which the name does not need", () => {
    const role = "AWSReservedSSO_Admin_0123456789abcdef";
    const path = "role/aws-reserved/sso.amazonaws.com/eu-west-1";
    const signed = call({
      ...session(role, "jane@example.com", "ASIA1"),
      sessionContext: {
        ...BEGUN,
        sessionIssuer: { userName: role, arn: `arn:aws:iam::${HOME}:${path}/${role}` },
      },
    });
    const portal = recordOf(
      { type: "IdentityCenterUser", accountId: AWAY, onBehalfOf: { userId: "11fb6570" } },
      {
        eventSource: "sso.amazonaws.com",
        eventName: "GetRoleCredentials",
        eventTime: "2026-11-20T14:00:00Z",
        serviceEventDetails: { role_name: "Admin", account_id: HOME },
      },
    );

    const actor = who(signed, [portal]);

    assert.deepEqual(told(actor), [
      "person",
      "jane@example.com",
      "Identity Center, Admin",
      "proven",
    ]);
    assert.deepEqual(
      actor.through.map(({ how, grade, evidence }) => [how, grade, evidence[0]?.value]),
      [["Identity Center", "inferred", "11fb6570"]],
    );
    assert.deepEqual(who(signed, []).through, []);
    assert.equal(who(call(session(role, "jane@example.com", "ASIA1")), []).grade, "inferred");
  });

  it("does not hide who took the organization's root session", () => {
    const root = {
      type: "Root",
      accountId: AWAY,
      arn: `arn:aws:iam::${AWAY}:root`,
      accessKeyId: "ASIAROOT",
      sessionContext: { ...BEGUN, assumedRoot: "true" },
    };
    const taken = recordOf(alice("AKIA1"), {
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRoot",
      requestParameters: { targetPrincipal: AWAY },
      responseElements: { credentials: { accessKeyId: "ASIAROOT" } },
    });

    assert.deepEqual(told(who(call(root), [taken])), [
      "person",
      "alice",
      `IAM user, as root of ${AWAY}`,
      "proven",
    ]);
    assert.deepEqual(who(call(root), []).kind, "root");
  });

  it("prefers whom the chain proves to a source identity, and that to an account", () => {
    const signed = call({
      ...session("ops", "s1", "ASIA1"),
      sessionContext: { ...BEGUN, sourceIdentity: "ceo" },
    });
    const account = { type: "AWSAccount", accountId: AWAY };

    assert.equal(who(signed, [assumes("ASIA1", "ops", "s1", alice("AKIA1"))]).name, "alice");
    const inferred = who(signed, [assumes("ASIA1", "ops", "s1", account)]);
    assert.deepEqual([inferred.name, inferred.grade], ["ceo", "inferred"]);
    assert.equal(inferred.gaps.length, 1);
  });
});

describe("an archive", () => {
  it("is asked once for each session", () => {
    let asked = 0;
    const inner = archiveOf([assumes("ASIA1", "deploy", "s1", alice("AKIA1"))]);
    const archive: Archive = {
      find: (handle, search) => {
        asked += 1;
        return inner.find(handle, search);
      },
    };
    for (let index = 0; index < 100; index++)
      followSession(call(session("deploy", "s1", "ASIA1")), archive);

    assert.equal(asked, 1);
  });

  it("whose records name prototypes harms nothing", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const actor = who(call(session(name, name, name)), [assumes(name, name, name, alice(name))]);

      assert.equal(actor.name, "alice");
    }
  });
});

function arnOf(role: string, name: string): string {
  return `arn:aws:sts::${HOME}:assumed-role/${role}/${name}`;
}

function session(role: string, name: string, accessKeyId: string): JsonObject {
  return {
    type: "AssumedRole",
    principalId: `AROA:${name}`,
    arn: arnOf(role, name),
    accountId: HOME,
    accessKeyId,
    sessionContext: BEGUN,
  };
}

function alice(accessKeyId: string, accountId = HOME): JsonObject {
  return user("alice", accessKeyId, accountId);
}

function bob(accessKeyId: string): JsonObject {
  return user("bob", accessKeyId, HOME);
}

function user(userName: string, accessKeyId: string, accountId: string): JsonObject {
  return {
    type: "IAMUser",
    arn: `arn:aws:iam::${accountId}:user/${userName}`,
    accountId,
    accessKeyId,
    userName,
  };
}

function service(name: string): JsonObject {
  return { type: "AWSService", invokedBy: `${name}.amazonaws.com` };
}

function assumes(
  accessKeyId: string,
  role: string,
  name: string,
  userIdentity: JsonObject,
  more: JsonObject = {},
): CloudTrailRecord {
  return recordOf(userIdentity, {
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    eventTime: "2026-11-20T14:00:00Z",
    requestParameters: { roleArn: `arn:aws:iam::${HOME}:role/${role}`, roleSessionName: name },
    responseElements: {
      credentials: { accessKeyId },
      assumedRoleUser: { arn: arnOf(role, name), assumedRoleId: `AROA:${name}` },
    },
    ...more,
  });
}

function call(userIdentity: JsonObject, more: JsonObject = {}): CloudTrailRecord {
  return recordOf(userIdentity, {
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    eventTime: "2026-11-20T14:02:11Z",
    ...more,
  });
}

function recordOf(userIdentity: JsonObject, more: JsonObject): CloudTrailRecord {
  made += 1;
  const record = readRecord({
    eventVersion: "1.11",
    eventID: `0b8d7a5e-0000-4000-8000-${String(made).padStart(12, "0")}`,
    eventTime: "2026-11-20T14:00:00Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    recipientAccountId: HOME,
    userIdentity,
    ...more,
  });
  assert.ok(!("flaw" in record));
  return record;
}

function archiveOf(records: readonly CloudTrailRecord[]): Archive {
  return {
    find: (handle, { from = "", to = "9999" } = {}) =>
      records.filter(
        (record) =>
          record.eventTime >= from &&
          record.eventTime < to &&
          handlesOf(record).some(({ kind, name }) => kind === handle.kind && name === handle.name),
      ),
  };
}

function who(
  record: CloudTrailRecord,
  records: readonly CloudTrailRecord[],
): ReturnType<typeof followSession> {
  return followSession(record, archiveOf([...records, record]));
}

function told({
  kind,
  name,
  via,
  grade,
}: ReturnType<typeof followSession>): readonly (string | undefined)[] {
  return [kind, name, via, grade];
}
