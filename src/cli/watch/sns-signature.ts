import { createVerify, X509Certificate } from "node:crypto";
import type { JsonObject } from "../../core/record.ts";

/** Gets the certificate that an address names, as PEM. */
export type FetchCertificate = (url: string) => Promise<string>;

/** Only SNS itself hands out its certificates and takes confirmations, over TLS, at this host of each region. */
const HOST = /^sns\.[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?$/;
const CERTIFICATE = /^\/SimpleNotificationService-[\da-f]{8,64}\.pem$/;

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ["1", "RSA-SHA1"],
  ["2", "RSA-SHA256"],
]);

/**
 * Proves that SNS signed a message.
 *
 * @returns why it is not believed, or nothing.
 * @throws what `fetchCertificate` throws: then nothing is known, and SNS should try again.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export async function flawOfSns(
  message: JsonObject,
  fetchCertificate: FetchCertificate,
  now: Date,
): Promise<string | undefined> {
  const { SignatureVersion, Signature } = message;
  const url = message["SigningCertURL"] ?? message["SigningCertUrl"];
  const algorithm = ALGORITHMS.get(typeof SignatureVersion === "string" ? SignatureVersion : "");
  if (algorithm === undefined) return "its signature has a version that is not known";
  if (typeof Signature !== "string" || typeof url !== "string") return "it is not signed";
  if (!isCertificateUrl(url)) return "its certificate does not come from SNS";
  const signed = signedText(message);
  if (signed === undefined) return "it lacks what is signed";
  const pem = await fetchCertificate(url);
  try {
    const certificate = new X509Certificate(pem);
    if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) {
      return "its certificate has expired";
    }
    const isRight = createVerify(algorithm)
      .update(signed, "utf8")
      .verify(certificate.publicKey, Signature, "base64");
    return isRight ? undefined : "its signature is wrong";
  } catch (error) {
    return `its certificate could not be read (${error instanceof Error ? error.name : "unknown"})`;
  }
}

/** Whether an address is SNS's own, over TLS, at the usual port and without anything that leads elsewhere. */
export function isSnsUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, username, password } = new URL(text);
  return protocol === "https:" && HOST.test(host) && username === "" && password === "";
}

function isCertificateUrl(text: string): boolean {
  if (!isSnsUrl(text)) return false;
  const { pathname, search, hash } = new URL(text);
  return CERTIFICATE.test(pathname) && search === "" && hash === "";
}

const SIGNED: ReadonlyMap<string, readonly string[]> = new Map([
  ["Notification", ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]],
  [
    "SubscriptionConfirmation",
    ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  ],
  [
    "UnsubscribeConfirmation",
    ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  ],
]);

/** Names and values, each on its line, in the order of the names; only a subject may be absent. */
function signedText(message: JsonObject): string | undefined {
  const { Type } = message;
  const names = SIGNED.get(typeof Type === "string" ? Type : "");
  const lines = names?.map((name) => {
    const value = message[name];
    if (name === "Subject" && (value === undefined || value === null)) return "";
    return typeof value === "string" ? `${name}\n${value}\n` : undefined;
  });
  return lines === undefined || lines.includes(undefined) ? undefined : lines.join("");
}

const MOST_CERTIFICATES = 20;
const LONGEST_CERTIFICATE = 16_384;

/** Fetches each certificate once; SNS changes them about once a year. */
export function rememberCertificates(): FetchCertificate {
  const known = new Map<string, string>();
  return async (url) => {
    const found = known.get(url);
    if (found !== undefined) return found;
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(5000) });
    const text = await response.text();
    if (!response.ok || text.length > LONGEST_CERTIFICATE) throw new Error("no certificate");
    if (known.size >= MOST_CERTIFICATES) known.clear();
    known.set(url, text);
    return text;
  };
}
