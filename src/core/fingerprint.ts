import { isObject, type Json } from "./record.ts";

/**
 * A stable name for a JSON value: equal for equal values whatever the order of their keys. 26 hexadecimal digits; good
 * against chance, not against an adversary. The value must not be nested deeper than the call stack allows.
 */
export function fingerprint(value: Json): string {
  const text = canonical(value);
  return hash(text, 0) + hash(text, 0x9e3779b9);
}

function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

/** Two multiplicative lanes over UTF-16 units, mixed at the end (the public-domain cyrb53): 52 of 64 bits kept. */
function hash(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return hex(low >>> 12, 5) + hex(high, 8);
}

function hex(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(digits, "0");
}
