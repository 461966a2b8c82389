import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keepFresh, type Credentials } from "./fresh-credentials.ts";

const MINUTE = 60_000;

/** An issuer of credentials for an hour, under a clock that the test moves. */
class Issuer {
  now = Date.UTC(2026, 10, 20);
  issued = 0;
  isDown = false;

  readonly issue = async (): Promise<Credentials> => {
    await Promise.resolve();
    if (this.isDown) throw new Error("down");
    this.issued += 1;
    const expiration = new Date(this.now + 60 * MINUTE);
    return { accessKeyId: `ASIA${String(this.issued)}`, secretAccessKey: "x", expiration };
  };
}

describe("credentials that are kept fresh", () => {
  const start = (): { issuer: Issuer; ask: (force?: boolean) => Promise<string> } => {
    const issuer = new Issuer();
    const provider = keepFresh(issuer.issue, () => issuer.now);
    const ask = async (forceRefresh = false): Promise<string> =>
      (await provider({ forceRefresh })).accessKeyId;
    return { issuer, ask };
  };

  it("are asked for once by many at a time", async () => {
    const { ask } = start();
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), ["ASIA1", "ASIA1", "ASIA1"]);
  });

  it("are renewed five minutes before their end", async () => {
    const { issuer, ask } = start();
    assert.equal(await ask(), "ASIA1");
    issuer.now += 54 * MINUTE;
    assert.equal(await ask(), "ASIA1");
    issuer.now += 2 * MINUTE;
    assert.equal(await ask(), "ASIA2");
  });

  it("are renewed when AWS did not accept them", async () => {
    const { ask } = start();
    await ask();
    assert.equal(await ask(true), "ASIA2");
    assert.equal(await ask(), "ASIA2");
  });

  it("serve to their end where renewing fails, and not a moment longer", async () => {
    const { issuer, ask } = start();
    await ask();
    issuer.isDown = true;
    issuer.now += 57 * MINUTE;
    assert.equal(await ask(), "ASIA1");
    issuer.now += 3 * MINUTE;
    await assert.rejects(ask(), /down/);
    issuer.isDown = false;
    assert.equal(await ask(), "ASIA2");
  });

  it("are tried again ten seconds after a failure, not with every request", async () => {
    const { issuer, ask } = start();
    await ask();
    issuer.isDown = true;
    issuer.now += 56 * MINUTE;
    await ask();
    issuer.isDown = false;
    issuer.now += 9000;
    assert.equal(await ask(), "ASIA1");
    issuer.now += 1000;
    assert.equal(await ask(), "ASIA2");
  });

  it("are kept for good where they have no end", async () => {
    let issued = 0;
    const provider = keepFresh(async () => {
      await Promise.resolve();
      issued += 1;
      return { accessKeyId: "AKIA", secretAccessKey: "x" };
    });
    await provider();
    await provider();
    assert.equal(issued, 1);
  });
});
