/** True for a dotted IPv4 address, without leading zeros. */
export function isIPv4(text: string): boolean {
  if (text.length > 15) return false;
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => OCTET.test(part) && Number(part) <= 255);
}

/** True for an IPv6 address, also with an IPv4 tail; without a zone. */
export function isIPv6(text: string): boolean {
  if (text.length < 2 || text.length > 45 || !text.includes(":")) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const all = groups.flat();
  const tail = all.at(-1) ?? "";
  const hasTail = tail.includes(".");
  const hex = hasTail ? all.slice(0, -1) : all;
  if (!hex.every((group) => GROUP.test(group)) || (hasTail && !isIPv4(tail))) return false;
  const count = hex.length + (hasTail ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
