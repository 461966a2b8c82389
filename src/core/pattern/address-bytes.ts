import { isIPv6 } from "../address.ts";

/** Addresses from `low` to `high`, both included, as bytes: 4 of them or 16. */
export interface AddressRange {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * An address as bytes, or nothing for other text. Leading zeros are decimal here: the service takes `010.1.2.3` for
 * `10.1.2.3`.
 */
export function addressBytes(text: string): readonly number[] | undefined {
  if (text.length > 45) return undefined;
  const octets = octetsOf(text);
  if (octets !== undefined) return octets;
  return isIPv6(text) ? groupBytes(text) : undefined;
}

function octetsOf(text: string): readonly number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const octets = parts.map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

function groupBytes(text: string): readonly number[] {
  const [head = "", tail] = text.split("::");
  const front = halfBytes(head);
  if (tail === undefined) return front;
  const back = halfBytes(tail);
  const zeros = Array.from({ length: Math.max(0, 16 - front.length - back.length) }, () => 0);
  return [...front, ...zeros, ...back];
}

function halfBytes(half: string): readonly number[] {
  if (half === "") return [];
  return half.split(":").flatMap((group) => {
    const octets = octetsOf(group);
    if (octets !== undefined) return octets;
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

/** `10.0.0.0/8` as a range, or why it is none, in the service's words. */
export function readCidr(text: string): AddressRange | { readonly flaw: string } {
  const [address = "", mask = "", ...more] = text.split("/");
  if (mask === "" || more.length > 0) return { flaw: "Malformed CIDR, one '/' required" };
  const bytes = addressBytes(address);
  if (bytes === undefined) return { flaw: `Nonstandard IP address: ${address.slice(0, 60)}` };
  const bits = /^\d{1,3}$/.test(mask) ? Number(mask) : Number.NaN;
  if (!(bits <= bytes.length * 8))
    return { flaw: "Malformed CIDR, mask must be an integer of at most 32 or 128" };
  const kept = bytes.map((_, index) => keptBits(bits - index * 8));
  return {
    low: bytes.map((byte, index) => byte & (kept[index] ?? 0)),
    high: bytes.map((byte, index) => byte | (255 & ~(kept[index] ?? 0))),
  };
}

/** A byte's mask, of which this many leading bits are kept. */
function keptBits(count: number): number {
  return 255 & ~(255 >> Math.max(0, Math.min(8, count)));
}

/** Whether a text is an address in the range. */
export function isInRange(text: string, { low, high }: AddressRange): boolean {
  const bytes = addressBytes(text);
  return (
    bytes !== undefined &&
    bytes.length === low.length &&
    bytes.every((byte, index) => byte >= (low[index] ?? 0) && byte <= (high[index] ?? 0))
  );
}
