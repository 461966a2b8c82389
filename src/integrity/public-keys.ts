import type { KeyObject } from "node:crypto";
import { OperatorError } from "../core/errors.ts";
import { isObject } from "../core/record.ts";
import { readPublicKey } from "./signature.ts";

/** One public key as `aws cloudtrail list-public-keys` tells it. */
export interface PublicKey {
  /** 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** Base64 of a DER. */
  readonly value: string;
}

/** A stretch of time in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Where public keys come from. CloudTrail's keys belong to a region.
 *
 * @throws OperatorError where they cannot be had.
 */
export type ListPublicKeys = (region: string, span: Span) => Promise<readonly PublicKey[]>;

/** Finds keys by fingerprint, and asks for each region and time only once. */
export class PublicKeys {
  readonly #list: ListPublicKeys;
  readonly #lists = new Map<string, Promise<readonly PublicKey[]>>();
  readonly #keys = new Map<string, KeyObject | undefined>();
  /** Every key that proved something, for evidence. */
  readonly used = new Map<string, PublicKey>();

  constructor(list: ListPublicKeys) {
    this.#list = list;
  }

  /** @throws OperatorError where the region's keys cannot be had. */
  async find(region: string, span: Span, fingerprint: string): Promise<KeyObject | undefined> {
    const named = JSON.stringify([region, span.from, span.to]);
    let list = this.#lists.get(named);
    if (!list) {
      list = this.#list(region, span);
      this.#lists.set(named, list);
    }
    const found = (await list).filter((key) => key.fingerprint === fingerprint);
    for (const key of found) {
      const read = this.#read(key);
      if (!read) continue;
      this.used.set(fingerprint, key);
      return read;
    }
    return undefined;
  }

  #read({ value }: PublicKey): KeyObject | undefined {
    if (!this.#keys.has(value)) this.#keys.set(value, readPublicKey(value));
    return this.#keys.get(value);
  }
}

/**
 * The keys in what `aws cloudtrail list-public-keys` printed: one output, or several one after the other.
 *
 * @throws OperatorError `bad-input` where there is none.
 */
export function readPublicKeyList(text: string, name: string): readonly PublicKey[] {
  const lists = parseSeveral(text).flatMap((value) =>
    isObject(value) && Array.isArray(value["PublicKeyList"])
      ? (value["PublicKeyList"] as readonly unknown[])
      : [value],
  );
  const keys = lists.flatMap((one) => {
    if (!isObject(one)) return [];
    const { Fingerprint: fingerprint, Value: value } = one;
    if (typeof fingerprint !== "string" || typeof value !== "string") return [];
    return readPublicKey(value) ? [{ fingerprint, value }] : [];
  });
  if (keys.length > 0) return keys;
  throw new OperatorError("bad-input", `There is no public key of CloudTrail in ${name}.`, {
    hint: "Save one with: aws cloudtrail list-public-keys --start-time … --end-time … --output json",
  });
}

/** Whoever asks several regions appends one output to the other. */
function parseSeveral(text: string): readonly unknown[] {
  for (const candidate of [text, `[${text.replaceAll(/\}\s*\{/g, "},{")}]`]) {
    try {
      const value: unknown = JSON.parse(candidate);
      return Array.isArray(value) ? (value as readonly unknown[]) : [value];
    } catch {
      // Then it is several.
    }
  }
  return [];
}
