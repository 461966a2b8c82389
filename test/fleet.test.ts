import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, describe, test } from "node:test";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Coverage } from "../src/core/coverage.ts";
import {
  startEmulator,
  type Emulator,
  type EmulatorSettings,
  type Scenario,
} from "../src/emulator/index.ts";
import type { Fleet } from "../src/fleet/fleet.ts";
import { parseConfig } from "../src/fleet/read-config.ts";
import { resolveFleet } from "../src/fleet/resolve-fleet.ts";
import type { FleetOptions } from "../src/fleet/surroundings.ts";

const HUB = "111111111111";
const PROD = "222222222222";
const DEV = "333333333333";

const scenario: Scenario = {
  name: "three-accounts",
  title: "Three accounts of one organisation",
  now: "2026-11-20T14:25:00Z",
  accounts: [
    { id: HUB, name: "acme-hub", accessKeyId: "AKIAHUB000000EXAMPLE" },
    { id: PROD, name: "acme-prod", accessKeyId: "AKIAPROD00000EXAMPLE" },
    { id: DEV, name: "acme-dev", accessKeyId: "AKIADEV000000EXAMPLE" },
  ],
  regions: ["eu-west-1", "us-east-1"],
  labels: [],
  records: [],
  incidents: [],
};

const SECRET = "wJalrXUtnFEMI-hush";
const HUB_KEYS = `aws_access_key_id = AKIAHUB000000EXAMPLE\naws_secret_access_key = ${SECRET}\n`;
const SETTINGS = `
[default]
region = eu-west-1
${HUB_KEYS}
[profile hub]
region = eu-west-1
${HUB_KEYS}
[profile dev]
aws_access_key_id = AKIADEV000000EXAMPLE
aws_secret_access_key = ${SECRET}
region = us-east-1

[sso-session acme]
sso_region = eu-west-1
sso_start_url = https://acme.awsapps.com/start
[profile sso]
sso_session = acme
sso_account_id = ${PROD}
sso_role_name = ReadOnly
region = eu-west-1

[profile behind-sso]
role_arn = arn:aws:iam::${DEV}:role/Reader
source_profile = sso
region = eu-west-1

[profile helper]
credential_process = sh -c 'echo ${SECRET} >&2; exit 3'
region = eu-west-1

[profile device]
role_arn = arn:aws:iam::${DEV}:role/Reader
source_profile = hub
mfa_serial = arn:aws:iam::${HUB}:mfa/jane
region = eu-west-1
`;

const folder = mkdtempSync(join(tmpdir(), "tasktrail-fleet-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, ".aws"));
writeFileSync(join(folder, ".aws/config"), SETTINGS);
const ENV = {
  HOME: folder,
  USER: "jane",
  AWS_CONFIG_FILE: join(folder, ".aws/config"),
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
};
// The SDK reads the process's own.
for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
Object.assign(process.env, ENV);

const running: Emulator[] = [];
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.close();
});

async function start(settings: Partial<EmulatorSettings> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ scenario, ...settings });
  running.push(emulator);
  return emulator;
}

async function fleetOf(
  text: string,
  emulator: Pick<Emulator, "url">,
  options: Partial<FleetOptions> = {},
): Promise<Fleet> {
  const config = await parseConfig(text, "tasktrail.yaml");
  return resolveFleet(config, { env: ENV, endpointUrl: emulator.url, ...options });
}

function placesOf({ places }: Fleet): readonly string[] {
  return places.map(({ account = "", region }) => `${account} ${region}`);
}

function notReached({
  unreached,
}: Fleet): readonly Pick<Coverage, "account" | "region" | "state">[] {
  return unreached.map(({ account, region, state }) => ({ account, region, state }));
}

function notesOf({ unreached }: Fleet): string {
  return unreached.map(({ note = "" }) => note).join("\n");
}

function calls({ requests }: Emulator): readonly string[] {
  return requests.map(({ operation }) => operation);
}

/** As `aws sso login` leaves it behind. */
function signIn(expiresAt: string): void {
  const name = createHash("sha1").update("acme").digest("hex");
  const cache = join(folder, ".aws/sso/cache");
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, `${name}.json`), JSON.stringify({ accessToken: "hush", expiresAt }));
}

const ROLE = (account: string): string => `arn:aws:iam::${account}:role/TaskTrail`;

describe("a fleet", () => {
  test("is entered by profile and by role, and each place has credentials of its own account", async () => {
    const emulator = await start();
    const fleet = await fleetOf(
      `accounts:
  - { name: hub, profile: hub, regions: [eu-west-1] }
  - { name: prod, role: "${ROLE(PROD)}", via: hub, regions: [eu-west-1, us-east-1] }
  - { name: dev, role: "${ROLE(DEV)}", via: prod, regions: [us-east-1] }
`,
      emulator,
    );
    assert.deepEqual(placesOf(fleet), [
      `${HUB} eu-west-1`,
      `${PROD} eu-west-1`,
      `${PROD} us-east-1`,
      `${DEV} us-east-1`,
    ]);
    assert.deepEqual(fleet.unreached, []);
    for (const { account, region, credentials, profile } of fleet.places) {
      assert.ok(credentials);
      const sts = new STSClient({ region, endpoint: emulator.url, credentials });
      const { Account } = await sts.send(new GetCallerIdentityCommand({}));
      assert.equal(Account, account);
      assert.equal(profile, "hub");
    }
    // Prod's credentials serve both its regions and the role behind it.
    assert.equal(calls(emulator).filter((name) => name === "AssumeRole").length, 2);
    const assumed = emulator.requests.find(({ operation }) => operation === "AssumeRole");
    assert.equal(assumed?.input["RoleSessionName"], "tasktrail-jane");
  });

  test("is entered through Identity Center, by an account itself and on behalf of a role", async () => {
    signIn("2099-01-01T00:00:00Z");
    const asked: string[] = [];
    const portal = createServer((request, response) => {
      asked.push(`${request.url ?? ""} ${String(request.headers["x-amz-sso_bearer_token"])}`);
      const keys = { accessKeyId: "AKIAPROD00000EXAMPLE", secretAccessKey: SECRET };
      const expiration = Date.now() + 3_600_000;
      response.end(JSON.stringify({ roleCredentials: { ...keys, sessionToken: "t", expiration } }));
    }).listen(0, "127.0.0.1");
    await once(portal, "listening");
    const { port } = portal.address() as AddressInfo;
    process.env["AWS_ENDPOINT_URL_SSO"] = `http://127.0.0.1:${String(port)}`;
    try {
      const emulator = await start();
      const text = `accounts: [{ profile: sso }, { role: "${ROLE(DEV)}", via: sso }]`;
      const fleet = await fleetOf(text, emulator);
      assert.deepEqual(placesOf(fleet), [`${PROD} eu-west-1`, `${DEV} eu-west-1`]);
      assert.deepEqual(calls(emulator).toSorted(), ["AssumeRole", "GetCallerIdentity"]);
      const [only = "", ...more] = asked;
      assert.deepEqual(more, []);
      assert.match(only, /^\/federation\/credentials\?.* hush$/);
      assert.match(only, new RegExp(`account_id=${PROD}`));
      assert.match(only, /role_name=ReadOnly/);
    } finally {
      delete process.env["AWS_ENDPOINT_URL_SSO"];
      portal.close();
      rmSync(join(folder, ".aws/sso"), { recursive: true });
    }
  });

  test("may be the whole organisation, without a role in the account that lists it", async () => {
    const emulator = await start();
    const fleet = await fleetOf(
      "organization: { profile: hub, role: OrganizationAccountAccessRole, regions: enabled }",
      emulator,
    );
    assert.deepEqual(placesOf(fleet), [
      `${HUB} eu-west-1`,
      `${HUB} us-east-1`,
      `${PROD} eu-west-1`,
      `${PROD} us-east-1`,
      `${DEV} eu-west-1`,
      `${DEV} us-east-1`,
    ]);
    assert.deepEqual(
      fleet.places.map(({ name }) => name),
      ["acme-hub", "acme-hub", "acme-prod", "acme-prod", "acme-dev", "acme-dev"],
    );
  });

  test("takes an account that it names itself only once", async () => {
    const fleet = await fleetOf(
      `accounts: [{ name: ours, profile: dev, id: ${DEV} }]
organization: { profile: hub, role: R, regions: [us-east-1], exclude: { ids: [${HUB}] } }`,
      await start(),
    );
    assert.deepEqual(
      fleet.places.map(({ account, name, region }) => [account, name, region]),
      [
        [DEV, "ours", "us-east-1"],
        [PROD, "acme-prod", "us-east-1"],
      ],
    );
  });

  test("hands the external id on", async () => {
    const emulator = await start();
    await fleetOf(
      `accounts: [{ role: "${ROLE(PROD)}", externalId: tasktrail-4711, via: hub }]`,
      emulator,
    );
    const assumed = emulator.requests.find(({ operation }) => operation === "AssumeRole");
    assert.equal(assumed?.input["ExternalId"], "tasktrail-4711");
  });

  test("keeps secrets out of what can be written down", async () => {
    const fleet = await fleetOf(
      `accounts: [{ profile: hub }, { role: "${ROLE(PROD)}", via: hub, externalId: hush-hush }]`,
      await start(),
    );
    assert.equal(fleet.places.length, 2);
    assert.doesNotMatch(JSON.stringify(fleet), /AKIA|hush|emulator/);
  });
});

describe("the regions of an account", () => {
  const HUB_ONLY = (regions: string): string => `accounts: [{ profile: hub, regions: ${regions} }]`;

  test("are those that are enabled, where it says so", async () => {
    const fleet = await fleetOf(HUB_ONLY("enabled"), await start());
    assert.deepEqual(placesOf(fleet), [`${HUB} eu-west-1`, `${HUB} us-east-1`]);
  });

  test("are its profile's where nothing is said", async () => {
    const fleet = await fleetOf("accounts: [{ profile: dev }]", await start());
    assert.deepEqual(placesOf(fleet), [`${DEV} us-east-1`]);
  });

  test("are the configuration's where the account has none", async () => {
    const text = "regions: [us-east-1]\naccounts: [{ profile: hub }]";
    assert.deepEqual(placesOf(await fleetOf(text, await start())), [`${HUB} us-east-1`]);
  });

  test("are the environment's variable's before, and the flag's before that", async () => {
    const emulator = await start();
    const env = { ...ENV, TASKTRAIL_REGIONS: "eu-north-1, eu-west-3" };
    const byVariable = await fleetOf(HUB_ONLY("[us-east-1]"), emulator, { env });
    assert.deepEqual(placesOf(byVariable), [`${HUB} eu-north-1`, `${HUB} eu-west-3`]);
    const byFlag = await fleetOf(HUB_ONLY("enabled"), emulator, { env, regions: ["us-west-2"] });
    assert.deepEqual(placesOf(byFlag), [`${HUB} us-west-2`]);
  });

  test("are the settings' where AWS does not tell, and it is said what is missing", async () => {
    const emulator = await start({
      faults: [{ kind: "access-denied", operation: "ListRegions" }],
    });
    const fleet = await fleetOf(HUB_ONLY("enabled"), emulator);
    assert.deepEqual(placesOf(fleet), [`${HUB} eu-west-1`]);
    assert.deepEqual(
      notReached(fleet).map(({ account, region }) => [account, region]),
      [[HUB, ""]],
    );
    assert.match(notesOf(fleet), /enabled regions are not known, only eu-west-1 is looked at/);
    assert.match(notesOf(fleet), /account:ListRegions or ec2:DescribeRegions/);
  });

  test("lie in the partition of the role", async () => {
    const text = `regions: [eu-west-1]
accounts:
  - { role: "arn:aws-us-gov:iam::${PROD}:role/R", via: hub, regions: [us-gov-west-1] }
  - { name: dev, role: "${ROLE(DEV)}", via: hub }`;
    const fleet = await fleetOf(text, await start());
    assert.deepEqual(placesOf(fleet), [`${DEV} eu-west-1`]);
    assert.deepEqual(notReached(fleet), [
      { account: PROD, region: "us-gov-west-1", state: "denied" },
    ]);
  });
});

describe("an account that cannot be entered", () => {
  const BESIDE = "- { profile: hub }";

  /** Whatever the first account is like, the second is entered. */
  async function beside(entry: string, settings: Partial<EmulatorSettings> = {}): Promise<Fleet> {
    const emulator = await start(settings);
    const fleet = await fleetOf(`accounts:\n  - ${entry}\n  ${BESIDE}\n`, emulator, {
      timeoutMs: 3000,
    });
    assert.deepEqual(placesOf(fleet), [`${HUB} eu-west-1`]);
    assert.doesNotMatch(JSON.stringify(fleet), /hush|AKIA/);
    return fleet;
  }

  test("because its role does not trust us: which policies to mend", async () => {
    const fleet = await beside(
      `{ role: "${ROLE("444444444444")}", via: hub, regions: [eu-west-1, us-east-1] }`,
    );
    assert.deepEqual(notReached(fleet), [
      { account: "444444444444", region: "eu-west-1", state: "denied" },
      { account: "444444444444", region: "us-east-1", state: "denied" },
    ]);
    assert.match(
      notesOf(fleet),
      /allow sts:AssumeRole on arn:aws:iam::444444444444:role\/TaskTrail to arn:aws:iam::111111111111:user\/tasktrail-reader; the role must exist, its trust policy must name/,
    );
  });

  test("because the Identity Center session has expired: how to sign in", async () => {
    const fleet = await beside("{ name: prod, profile: sso }");
    assert.deepEqual(notReached(fleet), [{ account: PROD, region: "eu-west-1", state: "denied" }]);
    assert.match(notesOf(fleet), /the sign-in has expired: aws sso login --profile sso$/);
  });

  test("because its token has run out: how to sign in", async () => {
    signIn("2026-01-01T00:00:00Z");
    const fleet = await beside("{ name: prod, profile: sso }");
    assert.match(notesOf(fleet), /the sign-in has expired: aws sso login --profile sso$/);
  });

  test("because the profile behind its own has expired: whom to sign in", async () => {
    const fleet = await beside("{ profile: behind-sso }");
    assert.deepEqual(notReached(fleet), [{ account: DEV, region: "eu-west-1", state: "denied" }]);
    assert.match(notesOf(fleet), /aws sso login --profile sso$/);
  });

  test("because the role's profile has expired", async () => {
    const fleet = await beside(`{ role: "${ROLE(PROD)}", via: sso }`);
    assert.match(notesOf(fleet), /aws sso login --profile sso$/);
  });

  test("because the session of the caller has expired", async () => {
    const faults = [{ kind: "expired-token", operation: "AssumeRole", times: Infinity }] as const;
    const fleet = await beside(`{ role: "${ROLE(PROD)}", via: hub }`, { faults });
    assert.match(notesOf(fleet), /has expired: renew the credentials of the profile hub/);
  });

  test("because there is no such profile", async () => {
    const fleet = await beside("{ profile: nobody }");
    assert.deepEqual(notReached(fleet), [{ account: "nobody", region: "", state: "denied" }]);
    assert.match(notesOf(fleet), /the AWS settings have no profile nobody/);
  });

  test("because a helper program fails: without its words and its command", async () => {
    const fleet = await beside("{ profile: helper }");
    assert.match(notesOf(fleet), /the profile helper leads to no credentials/);
  });

  test("because its profile asks for the code of a device", async () => {
    const fleet = await beside("{ profile: device }");
    assert.match(notesOf(fleet), /asks for a code of a device/);
  });

  test("because AWS does not know the key", async () => {
    const faults = [{ kind: "rejected-token", account: DEV, times: Infinity }] as const;
    const fleet = await beside("{ profile: dev }", { faults });
    assert.deepEqual(notReached(fleet), [{ account: "dev", region: "us-east-1", state: "denied" }]);
    assert.match(notesOf(fleet), /does not accept the credentials of the profile dev/);
  });

  test("because the credentials are another account's", async () => {
    const fleet = await beside(`{ profile: dev, id: ${PROD} }`);
    assert.deepEqual(notReached(fleet), [{ account: PROD, region: "us-east-1", state: "denied" }]);
    assert.match(notesOf(fleet), /lead to 333333333333, not to 222222222222/);
  });

  test("because nothing answers", async () => {
    const faults = [{ kind: "hang", operation: "AssumeRole", times: Infinity }] as const;
    const emulator = await start({ faults });
    const fleet = await fleetOf(
      `accounts:\n  - { role: "${ROLE(PROD)}", via: hub }\n  ${BESIDE}\n`,
      emulator,
      { timeoutMs: 300 },
    );
    assert.deepEqual(placesOf(fleet), [`${HUB} eu-west-1`]);
    assert.deepEqual(notReached(fleet), [
      { account: PROD, region: "eu-west-1", state: "unreachable" },
    ]);
    assert.match(notesOf(fleet), /no answer to sts:AssumeRole.*: check the network/);
  });

  test("because AWS is down or throttles", async () => {
    for (const kind of ["server-error", "throttle"] as const) {
      const faults = [{ kind, operation: "AssumeRole", times: Infinity }];
      const fleet = await beside(`{ role: "${ROLE(PROD)}", via: hub }`, { faults });
      assert.deepEqual(
        notReached(fleet).map(({ state }) => state),
        ["unreachable"],
        kind,
      );
    }
  });

  test("because nobody listens at all", async () => {
    const fleet = await fleetOf("accounts: [{ profile: hub }]", { url: "http://127.0.0.1:9" });
    assert.deepEqual(fleet.places, []);
    assert.match(notesOf(fleet), /no answer to sts:GetCallerIdentity \(ECONNREFUSED\)/);
  });

  test("with the organisation, because the account may not list it", async () => {
    const text = "accounts: [{ profile: hub }]\norganization: { profile: dev, role: R }\n";
    const fleet = await fleetOf(text, await start());
    assert.deepEqual(placesOf(fleet), [`${HUB} eu-west-1`]);
    assert.deepEqual(notReached(fleet), [{ account: "organization", region: "", state: "denied" }]);
    assert.match(
      notesOf(fleet),
      /the organisation's accounts are not known: AWS denies it: allow organizations:ListAccounts/,
    );
  });

  test("because the organisation has no such account", async () => {
    const text = `organization: { profile: hub, role: R, include: { ids: [${PROD}, 444444444444] } }
environments: { prod: { accounts: [acme-prd, ${PROD}] }, test: { accounts: [nobody] } }`;
    const emulator = await start();
    const fleet = await fleetOf(text, emulator, { environment: "prod" });
    assert.deepEqual(placesOf(fleet), [`${PROD} eu-west-1`]);
    assert.deepEqual(
      notReached(fleet).map(({ account }) => account),
      ["acme-prd", "444444444444"],
    );
    assert.match(notesOf(fleet), /the environment prod names it, .* did you mean acme-prod\?/);
    assert.match(notesOf(fleet), /include names it/);
  });

  test("because the organisation leaves none", async () => {
    const text = "organization: { profile: hub, role: R, include: { ous: [ou-ab12-34cd56ef] } }";
    const fleet = await fleetOf(text, await start());
    assert.deepEqual(fleet.places, []);
    assert.match(notesOf(fleet), /no active account that include and exclude leave/);
  });

  test("tells the window that was asked about", async () => {
    const window = { from: "2026-11-20T12:00:00Z", to: "2026-11-20T14:00:00Z" };
    const fleet = await fleetOf("accounts: [{ profile: nobody }]", await start(), { window });
    const [{ from, to, selector, source } = {}] = fleet.unreached as readonly Partial<Coverage>[];
    assert.deepEqual(
      [from, to, selector, source],
      [window.from, window.to, "everything", "event-history://"],
    );
  });
});

describe("a choice among the fleet", () => {
  const FLEET = `accounts:
  - { name: hub, profile: hub }
  - { name: dev, profile: dev, environment: test }
environments:
  prod: { accounts: [hub, ${DEV}], clusters: [prod] }
`;

  test("is an environment, with its clusters", async () => {
    const emulator = await start();
    const prod = await fleetOf(FLEET, emulator, { environment: "prod" });
    assert.deepEqual(
      prod.places.map(({ account, environment }) => [account, environment]),
      [[HUB, "prod"]],
    );
    assert.deepEqual(prod.clusters, ["prod"]);
    const own = await fleetOf(FLEET, emulator, { environment: "test" });
    assert.deepEqual(placesOf(own), [`${DEV} us-east-1`]);
    assert.equal(own.clusters, undefined);
  });

  test("is some accounts, by name or id", async () => {
    const fleet = await fleetOf(FLEET, await start(), { accounts: ["dev"] });
    assert.deepEqual(placesOf(fleet), [`${DEV} us-east-1`]);
    assert.equal(fleet.places[0]?.environment, "test");
  });

  test("is a profile instead of all accounts, also by the environment's variable", async () => {
    const emulator = await start();
    const env = { ...ENV, TASKTRAIL_PROFILE: "dev" };
    const byVariable = await fleetOf(FLEET, emulator, { env });
    assert.deepEqual(byVariable.places, [{ region: "us-east-1", profile: "dev" }]);
    const byFlag = await fleetOf(FLEET, emulator, { env, profile: "hub" });
    assert.deepEqual(byFlag.places, [{ region: "eu-west-1", profile: "hub" }]);
    assert.deepEqual(emulator.requests, []);
  });

  test("of what is not there says what was meant", async () => {
    const emulator = await start();
    const wrong: readonly (readonly [Partial<FleetOptions>, RegExp, RegExp])[] = [
      [{ accounts: ["hbu"] }, /No account is called "hbu"/, /Known: hub, dev|Did you mean hub/],
      [{ environment: "prd" }, /No environment is called "prd"/, /Did you mean prod/],
      [{ regions: ["eu-west"] }, /--region: "eu-west" is no AWS region/, /eu-west-1/],
      [
        { env: { ...ENV, TASKTRAIL_REGIONS: "europe" } },
        /TASKTRAIL_REGIONS: "europe"/,
        /eu-west-1/,
      ],
      [{ env: { ...ENV, TASKTRAIL_LABELS: "office" } }, /"office" is not a label/, /203\.0/],
    ];
    for (const [options, message, hint] of wrong) {
      await assert.rejects(fleetOf(FLEET, emulator, options), {
        code: "bad-argument",
        message,
        hint,
      });
    }
  });

  test("is not called wrong where the organisation could not be listed", async () => {
    const text = "organization: { profile: dev, role: R }";
    const fleet = await fleetOf(text, await start(), { accounts: ["acme-prod"] });
    assert.deepEqual(fleet.places, []);
    assert.match(notesOf(fleet), /the organisation's accounts are not known/);
  });

  test("is given up when the user interrupts", async () => {
    const emulator = await start({ latencyMs: 2000 });
    const signal = AbortSignal.timeout(100);
    await assert.rejects(fleetOf(FLEET, emulator, { signal }), (error) => error === signal.reason);
  });

  test("leaves the labels, unless the environment's variable has others", async () => {
    const text = "labels: [203.0.113.0/24=office]\nregions: [eu-west-1]";
    const emulator = await start();
    assert.deepEqual((await fleetOf(text, emulator)).labels, ["203.0.113.0/24=office"]);
    const env = { ...ENV, TASKTRAIL_LABELS: "198.51.100.0/24=vpn,192.0.2.1=bastion" };
    const { labels } = await fleetOf(text, emulator, { env });
    assert.deepEqual(labels, ["198.51.100.0/24=vpn", "192.0.2.1=bastion"]);
  });
});

describe("without accounts in a configuration", () => {
  test("there is one place for each region, and nothing is asked", async () => {
    const options = { env: ENV, regions: ["eu-west-1", "us-east-1"] };
    assert.deepEqual(await resolveFleet(undefined, options), {
      labels: [],
      unreached: [],
      places: [{ region: "eu-west-1" }, { region: "us-east-1" }],
    });
  });

  test("the region is the environment's, else the profile's", async () => {
    const region = async (env: FleetOptions["env"], profile?: string): Promise<unknown> => {
      const options = { env: { ...ENV, ...env }, ...(profile !== undefined && { profile }) };
      return (await resolveFleet(undefined, options)).places;
    };
    assert.deepEqual(await region({ AWS_REGION: "us-west-1" }), [{ region: "us-west-1" }]);
    assert.deepEqual(await region({ AWS_DEFAULT_REGION: "us-west-2" }), [{ region: "us-west-2" }]);
    assert.deepEqual(await region({}), [{ region: "eu-west-1" }]);
    assert.deepEqual(await region({ AWS_PROFILE: "dev" }), [{ region: "us-east-1" }]);
    assert.deepEqual(await region({}, "dev"), [{ region: "us-east-1", profile: "dev" }]);
    await assert.rejects(region({ AWS_CONFIG_FILE: "/dev/null" }), { code: "no-region" });
  });

  test("regions of the configuration still count, and may be all", async () => {
    const emulator = await start();
    const listed = await fleetOf("regions: [us-west-2]", emulator);
    assert.deepEqual(listed.places, [{ region: "us-west-2" }]);
    assert.deepEqual(emulator.requests, []);
    const all = await fleetOf("regions: enabled", emulator);
    assert.deepEqual(placesOf(all), [`${HUB} eu-west-1`, `${HUB} us-east-1`]);
  });
});

describe("credentials of a role in a long run", () => {
  const PROD_ONLY = `accounts: [{ role: "${ROLE(PROD)}", via: hub, regions: [eu-west-1, us-east-1] }]`;

  test("are renewed before they run out, once for all places", async () => {
    let now = Date.now();
    const emulator = await start();
    const { places } = await fleetOf(PROD_ONLY, emulator, { now: () => now });
    const assumed = (): number => calls(emulator).filter((name) => name === "AssumeRole").length;
    const use = (): Promise<unknown> =>
      Promise.all(places.flatMap((place) => place.credentials?.() ?? []));
    now += 50 * 60_000;
    await use();
    assert.equal(assumed(), 1);
    now += 6 * 60_000;
    await use();
    assert.equal(assumed(), 2);
  });

  test("serve to their end where they cannot be renewed, and then say how to mend it", async () => {
    let now = Date.now();
    const emulator = await start();
    const { places } = await fleetOf(PROD_ONLY, emulator, { now: () => now });
    const use = async (): Promise<unknown> => places[0]?.credentials?.();
    emulator.inject({ kind: "expired-token", operation: "AssumeRole", times: Infinity });
    now += 56 * 60_000;
    assert.ok(await use());
    now += 5 * 60_000;
    await assert.rejects(use(), (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.equal(error.name, "ExpiredToken");
      assert.match(error.message, /has expired: renew the credentials of the profile hub/);
      assert.doesNotMatch(JSON.stringify(error), /hush|AKIA/);
      assert.equal(error.cause, undefined);
      return true;
    });
  });
});
