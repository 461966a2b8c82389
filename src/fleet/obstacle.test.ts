import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readObstacle, type Attempt, type Obstacle } from "./obstacle.ts";

const ROLE = "arn:aws:iam::222222222222:role/TaskTrail";
const JANE = "arn:aws:sts::111111111111:assumed-role/Dev/jane";
const ASSUME: Attempt = { call: "sts:AssumeRole", role: ROLE, profile: "hub" };

function error(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

function read(given: unknown, attempt: Partial<Attempt> = {}): Obstacle {
  return readObstacle(given, { call: "sts:GetCallerIdentity", ...attempt });
}

/** As AWS words a denial, with what it adds where it tells which policy it was. */
function denial(reason = ""): Error {
  const said = `User: ${JANE} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}${reason}`;
  return error("AccessDenied", said, { $metadata: { httpStatusCode: 403 } });
}

describe("a denial", () => {
  it("names the caller, the role, and both policies where AWS does not say which it was", () => {
    const { state, note } = read(denial(), ASSUME);
    assert.equal(state, "denied");
    assert.match(note, new RegExp(`allow sts:AssumeRole on ${ROLE} to ${JANE}`));
    assert.match(note, /its trust policy must name .*jane and ask for no external id, unless/);
  });

  it("speaks of the external id where one was sent", () => {
    const { note } = read(denial(), { ...ASSUME, hasExternalId: true });
    assert.match(note, /and ask for the external id of the configuration$/);
  });

  it("asks only for the caller's policy where that is missing", () => {
    const reason = " because no identity-based policy allows the sts:AssumeRole action";
    const { note } = read(denial(reason), ASSUME);
    assert.equal(note, `AWS denies it: allow sts:AssumeRole on ${ROLE} to ${JANE}`);
  });

  it("sends to the organisation where its policy forbids it", () => {
    for (const reason of [
      " with an explicit deny in a service control policy",
      " because no service control policy allows the sts:AssumeRole action",
      " with an explicit deny in a resource control policy",
    ]) {
      const { state, note } = read(denial(reason), ASSUME);
      assert.equal(state, "denied");
      assert.match(note, /an organisation's policy \(SCP or RCP\) forbids sts:AssumeRole/, reason);
    }
  });

  it("says that a deny is explicit", () => {
    const { note } = read(denial(" with an explicit deny in an identity-based policy"), ASSUME);
    assert.match(note, /a policy denies sts:AssumeRole on .* explicitly$/);
  });

  it("repeats nothing that is no ARN", () => {
    const { note } = read(error("AccessDenied", "User: \u001b[31mhush is not authorized"), ASSUME);
    assert.ok(!note.includes("hush") && !note.includes("\u001b"));
    assert.match(note, /this principal/);
  });
});

describe("credentials that do not serve", () => {
  it("are renewed in the way that their profile has", () => {
    const expired = error("ExpiredTokenException", "The security token is expired");
    const kinds = {
      sso: "aws sso login --profile p",
      login: "aws login --profile p",
      keys: "renew the credentials of the profile p",
    } as const;
    for (const kind of ["sso", "login", "keys"] as const) {
      const settings = { name: "p", kind, mfa: false };
      const { state, note } = read(expired, { profile: "p", settings });
      assert.deepEqual([state, note], ["denied", `the sign-in has expired: ${kinds[kind]}`]);
    }
    assert.match(read(expired).note, /aws sso login, or renew AWS_SESSION_TOKEN$/);
  });

  it("do not show the token that AWS repeats with a wrong signature", () => {
    const said = "The Canonical String should have been 'POST x-amz-security-token:FwoGhush'";
    const { state, note } = read(error("SignatureDoesNotMatch", said), { profile: "p" });
    assert.equal(state, "denied");
    assert.match(note, /does not accept the credentials of the profile p: check key, secret/);
    assert.doesNotMatch(note, /hush/);
  });

  it("do not show the command of a helper program", () => {
    const said = "Command failed: vault read --token hush\nhush";
    const settings = { name: "p", kind: "process", mfa: false } as const;
    const { note } = read(error("CredentialsProviderError", said), { profile: "p", settings });
    assert.match(note, /^the profile p leads to no credentials/);
  });

  it("may be no one's", () => {
    const none = error("CredentialsProviderError", "Could not load credentials from any providers");
    assert.match(read(none).note, /there are no AWS credentials/);
    const forbidden = error("CredentialsProviderError", "ForbiddenException: No access");
    assert.match(read(forbidden, { profile: "p" }).note, /does not give the profile p its role/);
  });

  it("may be for a region that is switched off", () => {
    const off = error("RegionDisabledException", "STS is not activated in this region");
    assert.match(read(off, ASSUME).note, /refuses sts:AssumeRole: the region is switched off/);
  });

  it("may be of an account without organisation", () => {
    const { note } = read(error("AWSOrganizationsNotInUseException", "…"));
    assert.match(note, /in no organisation/);
  });
});

describe("silence", () => {
  it("is told with what the network said", () => {
    const refused = error("Error", "connect", { code: "ECONNREFUSED", syscall: "connect" });
    const failed = new TypeError("fetch failed", {
      cause: error("Error", "x", { code: "ENOTFOUND" }),
    });
    const search = error("CredentialsProviderError", "getaddrinfo ENOTFOUND portal.sso");
    assert.deepEqual(
      [refused, failed].map((one) => read(one).note.split(":", 2).join(":")),
      [
        "no answer to sts:GetCallerIdentity (ECONNREFUSED)",
        "no answer to sts:GetCallerIdentity (ENOTFOUND)",
      ],
    );
    assert.equal(read(search).state, "unreachable");
  });

  it("is told of AWS's own faults and throttling too", () => {
    const down = error("InternalFailure", "x", { $metadata: { httpStatusCode: 500 } });
    assert.match(read(down).note, /no answer to .* \(HTTP 500\)/);
    assert.equal(read(error("Throttling", "Rate exceeded")).state, "unreachable");
  });
});

describe("what is no obstacle", () => {
  it("is a bug of ours, and stays one", () => {
    const bug = new TypeError("cannot read properties of undefined");
    assert.throws(() => read(bug), bug);
    assert.throws(() => read("a text"), /^a text$/u);
  });
});
