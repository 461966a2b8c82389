import { gzipSync } from "node:zlib";
import { Dice } from "./dice.ts";
import { Members, Writer, Written, type Loose } from "./loose-json.ts";

const SERVICES = [
  "ecs.amazonaws.com",
  "ecs.amazonaws.com",
  "kms.amazonaws.com",
  "kms.amazonaws.com",
  "ec2.amazonaws.com",
  "s3.amazonaws.com",
  "sts.amazonaws.com",
  "autoscaling.amazonaws.com",
  "secretsmanager.amazonaws.com",
  "iam.amazonaws.com",
] as const;
const OPERATIONS = [
  "UpdateService",
  "DescribeKey",
  "AssumeRole",
  "RunInstances",
  "TerminateInstances",
  "PutSecretValue",
  "DetachRolePolicy",
  "GetObject",
] as const;
const ODD = [null, "", 0, -1.5e3, true, "Insight", "\u0000", "é€😀"] as const;
const ODD_SERVICES: readonly [Loose, ...Loose[]] = [
  "ECS.amazonaws.com",
  "aws:s3",
  "ecs.amazonaws.com ",
  new Written('"\\u0065cs.amazonaws.com"'),
  new Written('"ecs\\u002eamazonaws.com"'),
  new Written('"kms\\/"'),
  null,
  "",
  7,
];
const TIMES: readonly [Loose, ...Loose[]] = [
  "2026-11-20T14:02:11Z",
  "2024-02-29T00:00:00Z",
  "2023-02-29T00:00:00Z",
  "2026-04-31T00:00:00Z",
  "2026-12-31T23:59:59Z",
  "2026-11-20T24:00:00Z",
  "2026-13-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "2026-11-20T14:02:11.5Z",
  "2026-11-20 14:02:11",
  1763647331,
  "yesterday",
  null,
  new Written('"2026\\u002d11-20T14:02:11Z"'),
];
const KEYS = [
  "eventSource",
  "eventName",
  "type",
  "userIdentity",
  "eventTime",
  "eventCategory",
  "insightDetails",
  "Records",
  "__proto__",
  "constructor",
  "a",
  "",
] as const;

const TEXTS = [
  "ecs.amazonaws.com",
  '{"eventSource":"ecs.amazonaws.com"}',
  '\\"eventSource\\":\\"ecs.amazonaws.com\\"',
  "Root",
  "],[{}",
  "\\",
  'a\\"b',
  "\u2028é😀",
  "x".repeat(15),
  "x".repeat(16),
  "x".repeat(17),
] as const;

/** One document that is, or once was, a trail file: as bytes, packed or not. */
export function makeDocument(seed: number): Buffer {
  const dice = new Dice(seed);
  const text = Buffer.from(dress(dice, makeRecords(dice)));
  const damaged = dice.is(35) ? damage(dice, text) : text;
  return dice.is(40) ? pack(dice, damaged) : damaged;
}

function makeRecords(dice: Dice): string {
  const { space } = new Writer(dice);
  const writer = new Writer(dice);
  const items = Array.from({ length: dice.below(6) }, () => writer.write(makeItem(dice)));
  return `[${space()}${items.join(`${space()},${space()}`)}${space()}]`;
}

function makeItem(dice: Dice): Loose {
  if (dice.is(1)) return new Written(`${1 + dice.below(9)}`.repeat(1 + dice.below(60)));
  return dice.is(4) ? makeValue(dice, 2) : makeRecord(dice);
}

function makeRecord(dice: Dice): Members {
  const odd = (percent: number, usual: Loose, others: readonly [Loose, ...Loose[]]): Loose =>
    dice.is(percent) ? dice.pick(others) : usual;
  const list: (readonly [string, Loose])[] = [
    ["eventVersion", "1.11"],
    ["userIdentity", odd(15, makeIdentity(dice), [null, "Root", '{"type":"Root"}', [], 1])],
    ["eventTime", odd(12, `2026-11-20T14:02:1${dice.below(10)}Z`, TIMES)],
    ["eventSource", odd(8, dice.pick(SERVICES), ODD_SERVICES)],
    ["eventName", odd(5, dice.pick(OPERATIONS), [...ODD])],
    ["awsRegion", odd(3, "eu-west-1", ["eu-west-10", "eu-west-2", ...ODD])],
    ["recipientAccountId", odd(3, "111122223333", [111122223333, "1111222233334444555", ...ODD])],
    ["requestParameters", makeValue(dice, 3)],
    ["eventID", `e${dice.below(100)}`],
    ["eventCategory", odd(5, "Management", [...ODD])],
  ];
  const kept = list.filter(() => !dice.is(2));
  if (dice.is(10)) kept.push([dice.pick(KEYS), makeValue(dice, 2)]);
  if (dice.is(5)) kept.push(["readOnly", dice.is(50)]);
  if (dice.is(3)) kept.push(["eventSource", dice.pick(SERVICES)]);
  if (dice.is(15)) kept.sort(() => dice.below(3) - 1);
  return new Members(...kept);
}

function makeIdentity(dice: Dice): Loose {
  const type = dice.is(15) ? "Root" : dice.pick(["AssumedRole", "IAMUser"]);
  const list: (readonly [string, Loose])[] = [
    ["principalId", "AROA"],
    ["type", dice.is(5) ? dice.pick<Loose>([null, "root", new Written('"Ro\\u006ft"')]) : type],
    ["sessionContext", new Members(["sessionIssuer", new Members(["type", "Root"])])],
  ];
  if (dice.is(5)) list.push(["type", "Root"]);
  return new Members(...list.slice(dice.below(2)));
}

function makeValue(dice: Dice, depth: number): Loose {
  const kind = dice.below(depth === 0 ? 4 : 9);
  if (kind === 0)
    return dice.pick<Loose>([null, true, false, 0, -0.5, 1e21, new Written("-0E+05")]);
  if (kind < 4) return dice.pick(TEXTS);
  const count = dice.below(4);
  if (kind < 6) return Array.from({ length: count }, () => makeValue(dice, depth - 1));
  if (kind === 6 && dice.is(30)) return [makeRecord(dice), makeRecord(dice)];
  if (kind === 7 && dice.is(2)) return nest(dice.pick([60, 89, 95, 101, 130, 1100]));
  const member = (): readonly [string, Loose] => [dice.pick(KEYS), makeValue(dice, depth - 1)];
  return new Members(...Array.from({ length: count }, member));
}

function nest(levels: number): Written {
  return new Written(`${"[".repeat(levels)}${"]".repeat(levels)}`);
}

/** Mostly as CloudTrail wraps records; now and then otherwise. */
function dress(dice: Dice, records: string): string {
  const { space } = new Writer(dice);
  const usual = `${space()}{${space()}"Records"${space()}:${space()}${records}${space()}}${space()}`;
  if (dice.is(88)) return usual;
  return dice.pick([
    `\uFEFF${usual}`,
    `{"a":1,"Records":${records}}`,
    `{"Records":${records},"a":[{"eventSource":"ecs.amazonaws.com"}]}`,
    `{"Records":${records},"Records":[]}`,
    `{"\\u0052ecords":${records}}`,
    records,
    `${usual}\n${usual}`,
    `${usual}x`,
    `${usual}}`,
    `${usual}]`,
    `${usual},`,
    `{"Events":${records}}`,
    `{"Records":{"Records":${records}}}`,
    "",
    `${usual}\0`,
  ]);
}

const SIGNS = [
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "0",
  "-",
  "e",
  "n",
  " ",
  "\n",
  "\0",
  "\t",
  "u",
];

/** One of JSON's own signs instead of another. */
function twist(dice: Dice, text: Buffer): Buffer {
  const places = [...text.keys()].filter((at) =>
    '{}[],:"\\'.includes(text.toString("latin1", at, at + 1)),
  );
  const twisted = Buffer.from(text);
  const at = places[dice.below(places.length)];
  if (at !== undefined) twisted.write(dice.pick(["{", "}", "[", "]", ",", ":", '"']), at);
  return twisted;
}

function damage(dice: Dice, text: Buffer): Buffer {
  if (dice.is(30)) return twist(dice, text);
  const at = dice.below(text.length + 1);
  const to = Math.min(text.length, at + dice.below(dice.is(80) ? 3 : 200));
  const sign = SIGNS[dice.below(SIGNS.length)] ?? "";
  const filling = dice.pick([
    Buffer.from(sign),
    Buffer.alloc(0),
    Buffer.from([dice.below(256)]),
    Buffer.from(text.subarray(at, to)),
  ]);
  if (dice.is(10)) return text.subarray(0, at);
  return Buffer.concat([text.subarray(0, at), filling, text.subarray(to)]);
}

function pack(dice: Dice, text: Buffer): Buffer {
  const cut = dice.is(30) ? dice.below(text.length + 1) : text.length;
  const members = [text.subarray(0, cut), text.subarray(cut)].filter((part) => part.length > 0);
  const level = dice.below(10);
  const packed = Buffer.concat(members.map((part) => gzipSync(part, { level })));
  if (dice.is(80)) return packed;
  return dice.pick([
    packed.subarray(0, dice.below(packed.length + 1)),
    damage(dice, packed),
    Buffer.concat([packed, Buffer.alloc(dice.below(9))]),
    Buffer.concat([packed, Buffer.from("junk")]),
  ]);
}
