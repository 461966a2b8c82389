import assert from "node:assert/strict";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { parse } from "yaml";
import { OperatorError } from "../src/core/errors.ts";
import { configSchema } from "../src/fleet/config-schema.ts";
import { findConfig } from "../src/fleet/find-config.ts";
import { parseConfig, readConfig } from "../src/fleet/read-config.ts";

const WHOLE = `# The fleet of acme.
regions: [eu-west-1, us-east-1]
accounts:
  - name: hub
    profile: acme-hub
  - name: prod
    id: 210987654321
    role: arn:aws:iam::210987654321:role/TaskTrail
    externalId: tasktrail-4711
    via: hub
    regions: enabled
    environment: prod
  - { name: china, role: "arn:aws-cn:iam::012345678901:role/TaskTrail", via: china-hub, regions: [cn-north-1] }
organization:
  via: hub
  role: OrganizationAccountAccessRole
  include: { ous: [ou-ab12-34cd56ef] }
  exclude: { ids: [012345678902], tags: { team: sandbox } }
environments:
  staging:
    accounts: [hub]
    clusters: [staging]
labels:
  - 203.0.113.0/24=office
names:
  jane@example.com: Jane Doe
`;

describe("a configuration", () => {
  test("says accounts, the organisation, environments, labels and names", async () => {
    const config = await parseConfig(WHOLE, "tasktrail.yaml");
    assert.deepEqual(config, {
      file: "tasktrail.yaml",
      regions: ["eu-west-1", "us-east-1"],
      accounts: [
        { name: "hub", profile: "acme-hub" },
        {
          name: "prod",
          id: "210987654321",
          role: "arn:aws:iam::210987654321:role/TaskTrail",
          externalId: "tasktrail-4711",
          via: "hub",
          regions: "enabled",
          environment: "prod",
        },
        {
          name: "china",
          role: "arn:aws-cn:iam::012345678901:role/TaskTrail",
          via: "china-hub",
          regions: ["cn-north-1"],
        },
      ],
      organization: {
        via: "hub",
        role: "OrganizationAccountAccessRole",
        include: { ous: ["ou-ab12-34cd56ef"] },
        exclude: { ids: ["012345678902"], tags: new Map([["team", "sandbox"]]) },
      },
      environments: new Map([["staging", { accounts: ["hub"], clusters: ["staging"] }]]),
      labels: ["203.0.113.0/24=office"],
      names: new Map([["jane@example.com", "Jane Doe"]]),
      sinks: [],
    });
  });

  test("may be empty", async () => {
    const { accounts, labels } = await parseConfig("# nothing yet\n", "tasktrail.yaml");
    assert.deepEqual([accounts, labels], [[], []]);
  });

  test("may be JSON, and name its schema", async () => {
    const text = '{"$schema": "./config.schema.json", "regions": ["eu-west-1"]}';
    assert.deepEqual((await parseConfig(text, "tasktrail.json")).regions, ["eu-west-1"]);
  });

  test("may repeat a part by its anchor", async () => {
    const text = "regions: &here [eu-west-1]\naccounts:\n  - { profile: a, regions: *here }\n";
    assert.deepEqual((await parseConfig(text, "t.yaml")).accounts[0]?.regions, ["eu-west-1"]);
  });

  test("takes names that mean something to JavaScript as names", async () => {
    const text =
      "names: { __proto__: x, constructor: y }\nenvironments: { __proto__: { accounts: [] } }";
    const { names, environments } = await parseConfig(text, "t.yaml");
    assert.deepEqual(
      [...names],
      [
        ["__proto__", "x"],
        ["constructor", "y"],
      ],
    );
    assert.deepEqual([...environments.keys()], ["__proto__"]);
  });

  test("is as the guide shows it", async () => {
    const guide = readFileSync(new URL("../docs/guide/fleet.md", import.meta.url), "utf8");
    const blocks = Array.from(guide.matchAll(/```yaml\n([\s\S]*?)```/g), ([, block = ""]) => block);
    assert.ok(blocks.length >= 3);
    const whole = await parseConfig(blocks.join("\n"), "fleet.md");
    assert.deepEqual([...whole.environments.keys()], ["prod"]);
    for (const block of blocks.slice(0, 2)) await parseConfig(block, "fleet.md");
  });

  test("fits the published schema, as others read it", () => {
    const validate = new Ajv2020({ strict: true, strictTypes: false, unicodeRegExp: true }).compile(
      configSchema,
    );
    // A reader that knows only YAML's own rules takes an id without quotes for a number.
    const quoted = WHOLE.replaceAll(/(?<=[ [])(\d{12})\b/g, '"$1"');
    assert.ok(validate(parse(quoted)), JSON.stringify(validate.errors));
    assert.ok(!validate({ accounts: [{ proflie: "x" }] }));
  });
});

interface Wrong {
  readonly what: string;
  readonly text: string;
  /** Line and column, both from 1. */
  readonly at: string;
  readonly says: RegExp;
  readonly hint: RegExp;
}

const ROLE = "arn:aws:iam::210987654321:role/TaskTrail";

const WRONG: readonly Wrong[] = [
  {
    what: "YAML that is none",
    text: "accounts:\n  - name: [prod\n",
    at: "3:1",
    says: /flow sequence/i,
    hint: /must be YAML or JSON/,
  },
  {
    what: "a key that stands twice",
    text: "regions: enabled\nregions: enabled\n",
    at: "2:1",
    says: /keys must be unique/i,
    hint: /YAML/,
  },
  {
    what: "an unknown field",
    text: "accounts:\n  - name: prod\n    proflie: acme\n",
    at: "3:5",
    says: /accounts\[0\]\.proflie is not known/,
    hint: /Did you mean profile\? Accepted here: name, id, profile, role,/,
  },
  {
    what: "an unknown field at the top",
    text: "acounts: []\n",
    at: "1:1",
    says: /acounts is not known/,
    hint: /Did you mean accounts\?/,
  },
  {
    what: "a field that nothing resembles",
    text: "zzzzzzzz: 1\n",
    at: "1:1",
    says: /zzzzzzzz is not known/,
    hint: /^Accepted here: \$schema, regions, accounts,/,
  },
  {
    what: "a text where a mapping belongs",
    text: "hello\n",
    at: "1:1",
    says: /the configuration is "hello", not a mapping/,
    hint: /Write the configuration of TaskTrail/,
  },
  {
    what: "a mapping where a list belongs",
    text: "accounts:\n  prod: acme\n",
    at: "1:1",
    says: /accounts is a mapping, not a list/,
    hint: /Write accounts to look at/,
  },
  {
    what: "a list where a text belongs",
    text: "accounts:\n  - profile: [a]\n",
    at: "2:5",
    says: /accounts\[0\]\.profile is a list, not a text/,
    hint: /a profile of ~\/\.aws\/config, as in acme-prod/,
  },
  {
    what: "a field without a value",
    text: "accounts:\n  - name: prod\n    profile:\n",
    at: "3:5",
    says: /accounts\[0\]\.profile is empty, not a text/,
    hint: /a profile of/,
  },
  {
    what: "an id that is too short",
    text: "accounts:\n  - { id: 1234, profile: a }\n",
    at: "2:7",
    says: /accounts\[0\]\.id is "1234"/,
    hint: /an account's 12 digits, as in 210987654321/,
  },
  {
    what: "a role that is no ARN",
    text: "accounts:\n  - role: TaskTrail\n",
    at: "2:5",
    says: /accounts\[0\]\.role is "TaskTrail"/,
    hint: /the ARN of a role, as in arn:aws:iam::210987654321:role\/TaskTrail/,
  },
  {
    what: "a region that is none",
    text: "regions:\n  - eu-west-1\n  - eu-west\n",
    at: "3:5",
    says: /regions\[1\] is "eu-west"/,
    hint: /a region, as in eu-west-1/,
  },
  {
    what: "a word for all regions that is not the word",
    text: "regions: all\n",
    at: "1:1",
    says: /regions is "all"/,
    hint: /a list of regions, or enabled for every region/,
  },
  {
    what: "an organisation without a role",
    text: "regions: enabled\norganization:\n  profile: hub\n",
    at: "2:1",
    says: /organization has no role/,
    hint: /the name of the role to assume in each account/,
  },
  {
    what: "a unit that is none",
    text: "organization: { role: R, include: { ous: [Production] } }\n",
    at: "1:43",
    says: /organization\.include\.ous\[0\] is "Production"/,
    hint: /a unit's id, as in ou-ab12-34cd56ef/,
  },
  {
    what: "an account that says no way in",
    text: "accounts:\n  - name: prod\n",
    at: "2:5",
    says: /accounts\[0\] says no way in/,
    hint: /profile, or role/,
  },
  {
    what: "an account with two ways in",
    text: `accounts:\n  - profile: a\n    role: ${ROLE}\n`,
    at: "2:5",
    says: /both profile and role/,
    hint: /via names the profile/,
  },
  {
    what: "an external id without a role",
    text: "accounts:\n  - profile: a\n    externalId: tasktrail\n",
    at: "3:5",
    says: /accounts\[0\]\.externalId is of use only with role/,
    hint: /Leave it out/,
  },
  {
    what: "an id that is not the role's",
    text: `accounts:\n  - id: 123456789012\n    role: ${ROLE}\n`,
    at: "2:5",
    says: /accounts\[0\]\.id is 123456789012, and its role is in 210987654321/,
    hint: /one account's/,
  },
  {
    what: "a region of another partition than the role's",
    text: `accounts:\n  - role: ${ROLE}\n    regions: [eu-west-1, cn-north-1]\n`,
    at: "3:26",
    says: /cn-north-1 is not in the partition aws of the role/,
    hint: /its own partition/,
  },
  {
    what: "a name that stands twice",
    text: "accounts:\n  - { name: prod, profile: a }\n  - { name: prod, profile: b }\n",
    at: "3:7",
    says: /accounts\[1\] and accounts\[0\] are both "prod"/,
    hint: /each account once/,
  },
  {
    what: "an account that stands twice, once by its role",
    text: `accounts:\n  - { id: 210987654321, profile: a }\n  - { name: b, role: "${ROLE}" }\n`,
    at: "3:5",
    says: /accounts\[1\] and accounts\[0\] are both "210987654321"/,
    hint: /each account once/,
  },
  {
    what: "a chain that goes in a circle",
    text: `accounts:\n  - { name: a, role: "${ROLE}", via: b }\n  - { name: b, role: "arn:aws:iam::123456789012:role/T", via: a }\n`,
    at: "2:66",
    says: /accounts\[0\]\.via goes in a circle: a, b, a/,
    hint: /must begin at an account with a profile/,
  },
  {
    what: "an organisation that is listed in two ways",
    text: "organization:\n  role: R\n  profile: a\n  via: b\n",
    at: "4:3",
    says: /organization has both profile and via/,
    hint: /one of them/,
  },
  {
    what: "an environment of an account that is not there",
    text: "accounts: [{ name: acme-prod, profile: a }]\nenvironments:\n  prod:\n    accounts: [acme-prd]\n",
    at: "4:16",
    says: /no account is called "acme-prd"/,
    hint: /Did you mean acme-prod\?/,
  },
  {
    what: "a label that is none",
    text: "labels:\n  - 203.0.113.0/33=office\n",
    at: "2:5",
    says: /labels\[0\]: "203\.0\.113\.0\/33=office" is not a label for a network/,
    hint: /203\.0\.113\.0\/24=office/,
  },
  {
    what: "a name without a text",
    text: "names:\n  jane: [a]\n",
    at: "2:3",
    says: /names\.jane is a list, not a text/,
    hint: /the name to show/,
  },
];

/** What random configurations are made of. */
const PIECES =
  "accounts regions organization role via __proto__ enabled null [ ] { } # << |\n \n - : &a *a ? !x"
    .split(" ")
    .flatMap((piece) => [piece, `${piece} `]);

describe("what is wrong in a configuration", () => {
  for (const { what, text, at, says, hint } of WRONG) {
    test(`${what} is told with its place`, async () => {
      const error = await refusal(text);
      assert.equal(error.code, "bad-input");
      assert.ok(error.message.startsWith(`acme/tasktrail.yaml:${at}: `), error.message);
      assert.match(error.message, says);
      assert.match(error.hint ?? "", hint);
    });
  }

  test("is told all at once", async () => {
    const { message, hint } = await refusal("regions: all\nlabel: []\naccounts: 3\n");
    assert.match(message, /:1:1: regions is "all"\.$/);
    assert.match(hint ?? "", /Also: 2:1 label is not known; 3:1 accounts is "3", not a list\.$/);
  });

  test("is told of any text at all, and nothing else is thrown", async () => {
    const word = fc.constantFrom(...PIECES);
    const text = fc.oneof(
      fc.string(),
      fc.array(word).map((words) => words.join("")),
    );
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        await parseConfig(given, "t.yaml").catch((error: unknown) => {
          assert.ok(error instanceof OperatorError, String(error));
          assert.match(error.message, /^t\.yaml:\d+:\d+: /);
        });
      }),
      { numRuns: 1000 },
    );
    for (const deep of ["[", "{a: ", "- "]) {
      assert.equal((await refusal(deep.repeat(20_000))).code, "bad-input");
    }
  });

  test("does not repeat an external id, nor a secret in a field of its own", async () => {
    const role = `accounts: [{ role: "${ROLE}", externalId: "hush hush" }]`;
    const keys = "accounts: [{ profile: a, aws_secret_access_key: wJalrXUtnFEMI }]";
    for (const text of [role, keys]) {
      const { message, hint } = await refusal(text);
      assert.doesNotMatch(`${message} ${hint ?? ""}`, /hush|wJalr/);
    }
  });
});

async function refusal(text: string): Promise<OperatorError> {
  try {
    await parseConfig(text, "acme/tasktrail.yaml");
  } catch (error) {
    assert.ok(error instanceof OperatorError);
    return error;
  }
  return assert.fail(`accepted: ${text}`);
}

describe("the configuration that applies", () => {
  const root = mkdtempSync(join(tmpdir(), "tasktrail-config-"));
  after(() => rmSync(root, { recursive: true }));
  const inner = join(root, "a/b");
  mkdirSync(inner, { recursive: true });
  mkdirSync(join(root, "xdg/tasktrail"), { recursive: true });
  const xdg = join(root, "xdg/tasktrail/config.yaml");
  writeFileSync(xdg, "regions: enabled\n");
  const env = { XDG_CONFIG_HOME: join(root, "xdg"), HOME: root };

  test("is the user's own where no directory has one", async () => {
    assert.equal(await findConfig({ cwd: inner, env }), xdg);
    assert.equal(await findConfig({ cwd: inner, env: { HOME: inner } }), undefined);
  });

  test("is the nearest above the working directory", async () => {
    const file = join(root, "tasktrail.json");
    writeFileSync(file, "{}");
    assert.equal(await findConfig({ cwd: inner, env }), file);
    const nearer = join(root, "a/tasktrail.yml");
    writeFileSync(nearer, "");
    assert.equal(await findConfig({ cwd: inner, env }), nearer);
    assert.equal(await findConfig({ cwd: root, env }), file);
  });

  test("is the one that is named, and none where the name is empty", async () => {
    const named = { ...env, TASKTRAIL_CONFIG: "my.yaml" };
    assert.equal(await findConfig({ cwd: inner, env: named }), join(inner, "my.yaml"));
    assert.equal(
      await findConfig({ cwd: inner, env: { ...env, TASKTRAIL_CONFIG: "" } }),
      undefined,
    );
  });

  test("is never one that another user laid in the way", async () => {
    const file = join(root, "planted/tasktrail.yaml");
    mkdirSync(join(root, "planted"));
    writeFileSync(file, "labels: [0.0.0.0/0=office]\n");
    // Root may give the file away; anybody else pretends to be a third one.
    const owner = process.getuid?.() ?? 0;
    if (owner === 0) chownSync(file, 4321, 4321);
    const search = { cwd: join(root, "planted"), env, user: 1234 };
    await assert.rejects(findConfig(search), { code: "bad-input", message: /another user/ });
    const named = { ...search, env: { ...env, TASKTRAIL_CONFIG: file } };
    assert.equal(await findConfig(named), file);
  });

  test("must be there when it is named", async () => {
    await assert.rejects(readConfig(join(root, "none.yaml")), {
      code: "not-found",
      message: /none\.yaml cannot be read/,
    });
  });

  test("is read from its file", async () => {
    assert.equal((await readConfig(xdg)).regions, "enabled");
    assert.equal(readFileSync(xdg, "utf8"), "regions: enabled\n");
  });
});
