import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { demoFleet, startEmulator } from "../src/emulator/index.ts";
import { draftConfig, writeConfig } from "../src/fleet/init-config.ts";
import { parseConfig } from "../src/fleet/read-config.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-init-"));
after(() => rmSync(folder, { recursive: true }));

const SECRET = "wJalrXUtnFEMI-hush";
const SETTINGS = `
[default]
region = eu-west-1
aws_access_key_id = AKIAPROD00000EXAMPLE
aws_secret_access_key = ${SECRET}

[sso-session acme]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1

[profile prod-admin]
sso_session = acme
sso_account_id = 012345678901
sso_role_name = AdministratorAccess
region = eu-west-1

[profile prod "read"]
sso_session = acme
sso_account_id = 012345678901
sso_role_name = ReadOnly ; the modest one
region = eu-central-1
s3 =
  max_concurrent_requests = 20

[profile on]
role_arn = arn:aws:iam::333333333333:role/Reader
source_profile = default

[profile device]
role_arn = arn:aws:iam::444444444444:role/Reader
mfa_serial = arn:aws:iam::444444444444:mfa/jane
source_profile = default

[profile only-a-region]
region = us-east-1
`;
const file = join(folder, "config");
writeFileSync(file, SETTINGS);
const env = {
  HOME: folder,
  AWS_CONFIG_FILE: file,
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
};
for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
Object.assign(process.env, env);

describe("a configuration that was drafted", () => {
  test("has one profile of each account, the most modest one, and says of the others", async () => {
    const text = await draftConfig({ env });
    const accounts = text.slice(text.indexOf("accounts:"), text.indexOf("# environments"));
    assert.equal(
      accounts,
      `accounts:
  - profile: default # an access key
    regions: [eu-west-1]
  - profile: "prod read" # Identity Center: ReadOnly
    id: "012345678901"
    regions: [eu-central-1]
  # the same account: profile prod-admin (Identity Center: AdministratorAccess)
  - profile: "on" # a role: arn:aws:iam::333333333333:role/Reader
    id: "333333333333"
    regions: enabled
  # left out: profile device asks for the code of a device, which TaskTrail cannot

`,
    );
    assert.doesNotMatch(text, /hush|AKIA/);
  });

  test("is one that TaskTrail reads", async () => {
    const { accounts } = await parseConfig(await draftConfig({ env }), "tasktrail.yaml");
    assert.deepEqual(
      accounts.map(({ profile }) => profile),
      ["default", "prod read", "on"],
    );
  });

  test("also where there is no profile at all", async () => {
    const text = await draftConfig({ env: { ...env, AWS_CONFIG_FILE: "/dev/null" } });
    assert.match(text, /# The AWS settings have no profile that can be used\./);
    assert.deepEqual((await parseConfig(text, "tasktrail.yaml")).accounts, []);
  });

  test("has the organisation where it can be listed, and asks for it only then", async () => {
    const emulator = await startEmulator({ scenario: demoFleet() });
    try {
      await draftConfig({ env, endpointUrl: emulator.url });
      assert.deepEqual(emulator.requests, []);
      const text = await draftConfig({ env, endpointUrl: emulator.url, organization: true });
      assert.match(text, /# The organisation has 2 active accounts:\n#   210987654321 acme-prod\n/);
      const { organization } = await parseConfig(text, "tasktrail.yaml");
      assert.deepEqual(organization, { profile: "default", role: "OrganizationAccountAccessRole" });

      emulator.inject({ kind: "access-denied", operation: "ListAccounts" });
      const denied = await draftConfig({ env, endpointUrl: emulator.url, organization: true });
      assert.match(
        denied,
        /# The organisation could not be listed .*allow organizations:ListAccounts/,
      );
      assert.equal((await parseConfig(denied, "tasktrail.yaml")).organization, undefined);
    } finally {
      await emulator.close();
    }
  });

  test("is never laid over one that is there, unless that is asked for", async () => {
    const target = join(folder, "tasktrail.yaml");
    await writeConfig(target, "regions: enabled\n");
    await assert.rejects(writeConfig(target, "lost\n"), { code: "bad-argument", hint: /--force/ });
    assert.equal(readFileSync(target, "utf8"), "regions: enabled\n");
    await writeConfig(target, "regions: [eu-west-1]\n", { force: true });
    assert.equal(readFileSync(target, "utf8"), "regions: [eu-west-1]\n");
  });
});
