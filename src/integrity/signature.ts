import { createPublicKey, verify, type KeyObject } from "node:crypto";
import type { Digest } from "./digest.ts";

/** What CloudTrail signs: the end as the digest spells it, its place, its content's hash, and the signature before. */
function stringToSign(digest: Digest, sha256: string): string {
  const { endText, bucket, object, previousSignature } = digest;
  return `${endText}\n${bucket}/${object}\n${sha256}\n${previousSignature ?? "null"}`;
}

/**
 * Whether CloudTrail, whose public key this is, signed the digest (RSASSA-PKCS1-v1_5 with SHA-256). Never throws.
 *
 * @param sha256 of the digest's unpacked content, hexadecimal.
 * @param signature hexadecimal, as in the object's metadata.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export function isSignedBy(
  key: KeyObject,
  digest: Digest,
  sha256: string,
  signature: string,
): boolean {
  if (!/^(?:[0-9a-f]{2})+$/i.test(signature)) return false;
  try {
    const text = Buffer.from(stringToSign(digest, sha256));
    return verify("sha256", text, key, Buffer.from(signature, "hex"));
  } catch {
    return false;
  }
}

/**
 * A public key as ListPublicKeys gives it: base64 of a DER that is PKCS #1, or SPKI as in one of AWS's own examples.
 * Nothing for what is no RSA key.
 */
export function readPublicKey(value: string): KeyObject | undefined {
  const der = Buffer.from(value, "base64");
  for (const type of ["pkcs1", "spki"] as const) {
    try {
      const key = createPublicKey({ key: der, format: "der", type });
      if (key.asymmetricKeyType === "rsa") return key;
    } catch {
      // Perhaps it is of the other kind.
    }
  }
  return undefined;
}
