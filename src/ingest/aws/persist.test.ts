import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OperatorError } from "../../core/errors.ts";
import { failureError, readFailure, type Failure } from "./failure.ts";
import { Pace } from "./pace.ts";
import { persist, type Persistence } from "./persist.ts";

/** As the SDK throws them. */
function awsError(name: string, status = 400, more: object = {}): Error {
  return Object.assign(new Error(`${name} happened`), {
    name,
    $metadata: { httpStatusCode: status, ...more },
  });
}

const refused = Object.assign(new Error("connect ECONNREFUSED"), {
  code: "ECONNREFUSED",
  syscall: "connect",
});

interface Watched extends Persistence {
  readonly slept: number[];
  readonly renewed: () => number;
}

function patience(more: Partial<Persistence> = {}): Watched {
  const slept: number[] = [];
  let renewals = 0;
  return {
    pace: new Pace(),
    sleep: async (ms) => {
      slept.push(ms);
    },
    timeoutMs: 5000,
    renew: async () => {
      renewals++;
    },
    slept,
    renewed: () => renewals,
    ...more,
  };
}

/** Fails so often before it answers. */
function failing(error: Error, times: number): () => Promise<string> {
  let calls = 0;
  return async () => {
    if (calls++ < times) throw error;
    return "answer";
  };
}

describe("a call that fails", () => {
  const CASES: readonly (readonly [string, Error, number, Failure["kind"]])[] = [
    ["throttled", awsError("ThrottlingException"), 12, "throttled"],
    ["throttled by status", awsError("Whatever", 429), 12, "throttled"],
    ["AWS has an internal error", awsError("InternalFailure", 500), 5, "server"],
    ["the endpoint refuses", refused, 3, "unreachable"],
    ["the credentials have expired", awsError("ExpiredTokenException"), 2, "expired"],
    ["access is denied", awsError("AccessDeniedException"), 1, "denied"],
    ["an unknown refusal", awsError("OddException", 403), 1, "denied"],
    ["the key is unknown", awsError("UnrecognizedClientException"), 1, "not-accepted"],
    [
      "our clock was wrong",
      awsError("InvalidSignatureException", 403, { clockSkewCorrected: true }),
      2,
      "not-accepted",
    ],
  ];

  for (const [says, error, attempts, kind] of CASES) {
    test(`${says}: ${String(attempts)} attempts in all`, async () => {
      const answered = await persist(failing(error, attempts - 1), patience());
      const given = await persist(failing(error, 100), patience());

      assert.deepEqual(answered, { output: "answer", requests: attempts });
      assert.ok("failure" in given);
      assert.deepEqual([given.failure.kind, given.requests], [kind, attempts]);
    });
  }

  test("in several ways is given up for none that did not stay", async () => {
    const errors = [
      ...Array.from({ length: 11 }, () => awsError("ThrottlingException")),
      awsError("ExpiredTokenException"),
      refused,
      awsError("InternalFailure", 500),
      refused,
    ];
    const call = async (): Promise<string> => {
      const error = errors.shift();
      if (error) throw error;
      return "answer";
    };

    assert.deepEqual(await persist(call, patience()), { output: "answer", requests: 16 });
  });

  test("by our own doing is not hidden", async () => {
    await assert.rejects(
      persist(failing(new TypeError("x is undefined"), 1), patience()),
      TypeError,
    );
  });

  test("is tried with new credentials once they have expired", async () => {
    const watched = patience();

    await persist(failing(awsError("ExpiredTokenException"), 1), watched);

    assert.equal(watched.renewed(), 1);
  });

  test("waits between attempts, at random and never longer than 20 s", async () => {
    const pace = Object.assign(new Pace(), { wait: async () => 0 });
    const watched = patience({ pace });

    await persist(failing(awsError("ThrottlingException"), 100), watched);

    assert.equal(watched.slept.length, 11);
    assert.ok(watched.slept.every((ms) => ms >= 0 && ms <= 20_000));
    assert.equal(new Set(watched.slept).size, 11);
  });
});

test("a request that is never answered is given up and tried again", async () => {
  const hanging = (signal: AbortSignal): Promise<string> =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(new DOMException("aborted", "AbortError"));
      });
    });

  const given = await persist(hanging, patience({ timeoutMs: 20 }));

  assert.ok("failure" in given);
  assert.deepEqual([given.failure.kind, given.requests], ["unreachable", 3]);
  assert.match(given.failure.said, /no answer within 0.02 s/);
});

test("the signal stops between attempts", async () => {
  const stop = new AbortController();
  const call = async (): Promise<string> => {
    stop.abort(new Error("the user has gone"));
    throw awsError("ThrottlingException");
  };

  await assert.rejects(persist(call, patience({ signal: stop.signal })), /the user has gone/);
});

describe("a failure, to the operator", () => {
  const where = { region: "eu-west-1", profile: "prod", call: "cloudtrail:LookupEvents" };
  const CASES: readonly (readonly [Error, string, RegExp])[] = [
    [awsError("AccessDeniedException"), "access-denied", /Allow cloudtrail:LookupEvents/],
    [awsError("ExpiredToken"), "expired-credentials", /aws sso login --profile prod/],
    [awsError("InvalidClientTokenId", 403), "access-denied", /key and secret/],
    [awsError("ThrottlingException"), "unreachable", /2 requests a second/],
    [refused, "unreachable", /network/],
    [new Error("Region is missing"), "no-region", /--region/],
    [
      Object.assign(new Error("Could not load credentials from any providers"), {
        name: "CredentialsProviderError",
      }),
      "no-credentials",
      /--profile/,
    ],
    [
      Object.assign(new Error("The SSO session has expired. Refresh it with aws sso login."), {
        name: "CredentialsProviderError",
      }),
      "expired-credentials",
      /aws sso login/,
    ],
  ];

  for (const [error, code, hint] of CASES) {
    test(`${error.name} (${error.message.slice(0, 30)}) is ${code}, with the way out`, () => {
      const failure = readFailure(error);
      assert.ok(failure);

      const told = failureError(failure, where);

      assert.ok(told instanceof OperatorError);
      assert.equal(told.code, code);
      assert.match(told.hint ?? "", hint);
      assert.equal(told.cause, error);
    });
  }
});
