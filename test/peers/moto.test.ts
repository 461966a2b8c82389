import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  TagResourceCommand,
} from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Fleet } from "../../src/fleet/fleet.ts";
import { parseConfig } from "../../src/fleet/read-config.ts";
import { resolveFleet } from "../../src/fleet/resolve-fleet.ts";
import { freePort, untilAnswered } from "./await-server.ts";

// moto is an emulation of AWS by others: it has STS, Organizations and EC2's regions, and no ListRegions.
const MOTO = "moto_server";
const isMissing = spawnSync(MOTO, ["--help"], { stdio: "ignore" }).status !== 0;
const skip = isMissing && "needs moto_server (pip install 'moto[server]')";

const ENV = {
  HOME: "/nonexistent",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_REGION: "eu-west-1",
};
for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
Object.assign(process.env, ENV);

describe("moto's STS and Organizations", { skip, concurrency: false }, () => {
  let server: ChildProcess | undefined;
  let url = "";
  const ids: { management: string; prod: string; dev: string } = {
    management: "",
    prod: "",
    dev: "",
  };
  let unit = "";

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${String(port)}`;
    server = spawn(MOTO, ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    });
    await untilAnswered(url, server);
    const client = new OrganizationsClient({ region: "us-east-1", endpoint: url });
    const { Organization } = await client.send(new CreateOrganizationCommand({}));
    ids.management = Organization?.MasterAccountId ?? "";
    for (const name of ["prod", "dev"] as const) {
      const command = new CreateAccountCommand({
        AccountName: `acme-${name}`,
        Email: `${name}@x.io`,
      });
      ids[name] = (await client.send(command)).CreateAccountStatus?.AccountId ?? "";
    }
    const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
    const ParentId = root?.Id ?? "";
    const workloads = new CreateOrganizationalUnitCommand({ ParentId, Name: "Workloads" });
    const above = (await client.send(workloads)).OrganizationalUnit?.Id ?? "";
    const production = new CreateOrganizationalUnitCommand({ ParentId: above, Name: "Production" });
    const DestinationParentId = (await client.send(production)).OrganizationalUnit?.Id ?? "";
    const move = { AccountId: ids.prod, SourceParentId: ParentId, DestinationParentId };
    await client.send(new MoveAccountCommand(move));
    const Tags = [{ Key: "team", Value: "platform" }];
    await client.send(new TagResourceCommand({ ResourceId: ids.dev, Tags }));
    unit = above;
  });

  after(async () => {
    if (server?.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill();
    await ended;
  });

  const fleetOf = async (text: string): Promise<Fleet> =>
    resolveFleet(await parseConfig(text, "tasktrail.yaml"), { env: ENV, endpointUrl: url });
  const namesOf = ({ places }: Fleet): readonly string[] =>
    places.map(({ name = "" }) => name).toSorted();

  test("lead into three accounts, each with credentials of its own", async () => {
    const fleet = await fleetOf(
      "organization: { role: OrganizationAccountAccessRole, regions: [eu-west-1] }",
    );
    assert.deepEqual(fleet.unreached, []);
    assert.deepEqual(
      fleet.places.map(({ account = "" }) => account).toSorted(),
      [ids.management, ids.prod, ids.dev].toSorted(),
    );
    const keys = new Set<string>();
    for (const { account, region, credentials } of fleet.places) {
      assert.ok(credentials);
      keys.add((await credentials()).accessKeyId);
      const sts = new STSClient({ region, endpoint: url, credentials });
      assert.equal((await sts.send(new GetCallerIdentityCommand({}))).Account, account);
    }
    assert.equal(keys.size, 3);
  });

  test("follow one role on another", async () => {
    const { places, unreached } = await fleetOf(`accounts:
  - { name: prod, role: "arn:aws:iam::${ids.prod}:role/Hop" }
  - { name: dev, role: "arn:aws:iam::${ids.dev}:role/TaskTrail", via: prod, externalId: tasktrail-4711 }`);
    assert.deepEqual(unreached, []);
    assert.deepEqual(
      places.map(({ account, region }) => [account, region]),
      [
        [ids.prod, "eu-west-1"],
        [ids.dev, "eu-west-1"],
      ],
    );
  });

  test("know units and tags", async () => {
    const organization = (filters: string): string =>
      `organization: { role: R, regions: [eu-west-1], ${filters} }`;
    const below = await fleetOf(organization(`include: { ous: [${unit}] }`));
    assert.deepEqual(namesOf(below), ["acme-prod"]);
    const tagged = await fleetOf(organization("include: { tags: { team: platform } }"));
    assert.deepEqual(namesOf(tagged), ["acme-dev"]);
    const others = await fleetOf(
      organization(`exclude: { ous: [${unit}], ids: [${ids.management}] }`),
    );
    assert.deepEqual(namesOf(others), ["acme-dev"]);
  });

  test("tell of enabled regions by EC2's DescribeRegions where ListRegions is not to be had", async () => {
    const { places, unreached } = await fleetOf(
      `accounts: [{ role: "arn:aws:iam::${ids.prod}:role/TaskTrail", regions: enabled }]`,
    );
    assert.deepEqual(unreached, []);
    const regions = places.map(({ region }) => region);
    assert.ok(regions.includes("eu-west-1") && regions.includes("us-east-1"));
    assert.ok(regions.length > 10);
  });
});
