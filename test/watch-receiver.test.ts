import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createSign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openReceiver, type ReceiverOptions } from "../src/cli/watch/receiver.ts";
import { flawOfSns, isSnsUrl } from "../src/cli/watch/sns-signature.ts";
import type { JsonObject } from "../src/core/record.ts";
import type { Page } from "../src/ingest/source.ts";
import { rawRecord } from "./ledger-records.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:ecs";
const CERTIFICATE =
  "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";
// Behind the second in which the certificate is made.
const NOW = new Date(Date.now() + 60_000);

const folder = mkdtempSync(join(tmpdir(), "tasktrail-receiver-"));
const hasOpenssl = (() => {
  try {
    const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
    const how = [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=sns.amazonaws.com",
    ];
    execFileSync("openssl", [...how, ...files], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
const skip = !hasOpenssl && "needs openssl";
after(() => rmSync(folder, { recursive: true }));

const fetched: string[] = [];
const fetchCertificate = async (url: string): Promise<string> => {
  fetched.push(url);
  return readFileSync(join(folder, "cert.pem"), "utf8");
};

/** A message as SNS sends and signs it. */
function signed(more: Readonly<Record<string, string>> = {}): JsonObject {
  const message: Record<string, string> = {
    Type: "Notification",
    MessageId: "m1",
    TopicArn: TOPIC,
    Message: JSON.stringify(rawRecord(1)),
    Timestamp: NOW.toISOString(),
    SignatureVersion: "2",
    SigningCertURL: CERTIFICATE,
    ...more,
  };
  const names =
    message["Type"] === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const text = names
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name] ?? ""}\n`)
    .join("");
  const algorithm = message["SignatureVersion"] === "1" ? "RSA-SHA1" : "RSA-SHA256";
  const key = readFileSync(join(folder, "key.pem"));
  return { ...message, Signature: createSign(algorithm).update(text).sign(key, "base64") };
}

describe("a message that says it is SNS's", { skip }, () => {
  const flaw = (message: JsonObject, now = NOW): Promise<string | undefined> =>
    flawOfSns(message, fetchCertificate, now);

  test("is believed with either version of the signature, with and without a subject", async () => {
    assert.equal(await flaw(signed()), undefined);
    assert.equal(await flaw(signed({ SignatureVersion: "1" })), undefined);
    assert.equal(await flaw(signed({ Subject: "hello" })), undefined);
  });

  test("is not believed once anything that is signed has changed", async () => {
    for (const name of ["Message", "MessageId", "Timestamp", "TopicArn"]) {
      assert.equal(await flaw({ ...signed(), [name]: "other" }), "its signature is wrong", name);
    }
    assert.equal(await flaw({ ...signed(), Subject: "added" }), "its signature is wrong");
    assert.match((await flaw({ ...signed(), SignatureVersion: "3" })) ?? "", /version/);
    assert.match((await flaw({ ...signed(), Signature: 7 })) ?? "", /not signed/);
    assert.match((await flaw(signed(), new Date("2099-01-01"))) ?? "", /expired/);
  });

  test("names no certificate but SNS's own, and no other is even fetched", async () => {
    const urls = [
      "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
      "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef.pem",
      "https://evil.example/SimpleNotificationService-0123456789abcdef.pem",
      "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef.pem",
      "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0123456789abcdef.pem",
      "https://bucket.s3.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
      "https://sns.eu-west-1.amazonaws.com/other.pem",
      `${CERTIFICATE}?x=1`,
      "not a url",
    ];
    fetched.length = 0;
    for (const SigningCertURL of urls) {
      const said = await flaw(signed({ SigningCertURL }));
      assert.equal(said, "its certificate does not come from SNS", SigningCertURL);
    }
    assert.deepEqual(fetched, []);
    assert.ok(isSnsUrl("https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription"));
  });
});

describe("the receiver", { skip, concurrency: false }, () => {
  const pages: Page[] = [];
  const told: string[] = [];
  const confirmed: string[] = [];
  const stop = new AbortController();
  let url = "";
  let reading: Promise<void>;
  let isBroken = false;

  const options: ReceiverOptions = {
    host: "127.0.0.1",
    port: 0,
    secret: "correct horse",
    topics: [TOPIC],
    settings: {},
    now: () => NOW,
    tell: (line) => told.push(line),
    fetchCertificate,
    confirm: async (address) => {
      confirmed.push(address);
    },
  };

  before(async () => {
    const source = openReceiver(options);
    const request = {
      window: { from: "", to: "" },
      now: NOW,
      covered: () => [],
      memory: { get: () => undefined, set: () => undefined },
      signal: stop.signal,
    };
    reading = (async () => {
      for await (const page of source.read(request)) {
        pages.push(page);
        if (!isBroken) await page.settle?.();
      }
    })();
    while (url === "") {
      await new Promise((resolve) => setImmediate(resolve));
      url = told.find((line) => line.startsWith("receiving"))?.slice("receiving at ".length) ?? "";
    }
  });
  after(async () => {
    stop.abort();
    await reading;
  });

  const post = async (body: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(url, { method: "POST", body, headers })).status;
  const secret = { "x-api-key": "correct horse" };
  const sns = { "x-amz-sns-message-type": "Notification" };
  const event = (number: number): string =>
    JSON.stringify({
      source: "aws.ecs",
      "detail-type": "AWS API Call via CloudTrail",
      detail: rawRecord(number),
    });

  test("takes EventBridge's events with the API key, in any of its usual places", async () => {
    assert.equal(await post(event(1), secret), 200);
    assert.equal(await post(event(2), { authorization: "Bearer correct horse" }), 200);
    assert.equal(pages.flatMap(({ records }) => records).length, 2);
  });

  test("believes nobody without it", async () => {
    const had = pages.length;
    assert.equal(await post(event(3)), 401);
    assert.equal(await post(event(3), { "x-api-key": "correct hors" }), 401);
    assert.equal(await post(event(3), { "x-api-key": "" }), 401);
    assert.equal((await fetch(url)).status, 405);
    assert.equal(pages.length, had);
  });

  test("takes SNS's messages of its own topics, and of no others however well signed", async () => {
    const had = pages.length;
    assert.equal(await post(JSON.stringify(signed()), sns), 200);
    assert.equal(pages.length, had + 1);
    const other = signed({ TopicArn: "arn:aws:sns:eu-west-1:999988887777:mine" });
    assert.equal(await post(JSON.stringify(other), sns), 403);
    assert.equal(await post(JSON.stringify({ ...signed(), Message: event(9) }), sns), 403);
    assert.equal(await post("not json", sns), 400);
    assert.equal(pages.length, had + 1);
  });

  test("confirms a subscription to its own topic, at SNS's own address only", async () => {
    const type = { "x-amz-sns-message-type": "SubscriptionConfirmation" };
    const confirmation = (SubscribeURL: string): string =>
      JSON.stringify(signed({ Type: "SubscriptionConfirmation", Token: "t", SubscribeURL }));
    const right = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
    assert.equal(await post(confirmation(right), type), 200);
    assert.equal(await post(confirmation("http://169.254.169.254/latest/"), type), 403);
    assert.deepEqual(confirmed, [right]);
  });

  test("says of what it cannot read that it is wrong, so that it goes to the dead-letter queue", async () => {
    assert.equal(await post("{}", secret), 422);
    assert.ok((pages.at(-1)?.unreadable.length ?? 0) > 0);
  });

  test("reads no body that is larger than anything EventBridge or SNS sends", async () => {
    const big = Buffer.alloc(2 * 1024 * 1024 + 1, 97);
    assert.equal(await post(big.toString(), secret), 413);
    // Without a length the size is only seen as it comes.
    const status = await new Promise<number>((resolve) => {
      const sending = httpRequest(url, { method: "POST", headers: secret }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sending.on("error", () => resolve(0));
      sending.write(big);
      sending.end(big);
    });
    assert.ok(status === 413 || status === 0, String(status));
  });

  test("asks for the same again while nothing can be kept", async () => {
    isBroken = true;
    assert.equal(await post(event(20), secret), 503);
    isBroken = false;
    assert.equal(await post(event(20), secret), 200);
  });

  test("is not opened where nobody could be believed", () => {
    const { secret: _, ...open } = options;
    assert.throws(() => openReceiver({ ...open, topics: [] }), /whom to believe/);
  });
});
