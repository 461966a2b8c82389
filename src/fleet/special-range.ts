import { BlockList } from "node:net";

/**
 * Ranges that belong to nobody, by what they are for.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const RANGES: readonly (readonly [word: string, ...ranges: readonly string[]])[] = [
  ["private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
  ["carrier-grade NAT", "100.64.0.0/10"],
  ["loopback", "127.0.0.0/8", "::1/128"],
  ["link-local", "169.254.0.0/16", "fe80::/10"],
  [
    "documentation",
    "192.0.2.0/24",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "2001:db8::/32",
    "3fff::/20",
  ],
  ["benchmarking", "198.18.0.0/15", "2001:2::/48"],
  ["multicast", "224.0.0.0/4", "ff00::/8"],
  ["reserved", "0.0.0.0/8", "240.0.0.0/4", "::/128"],
];

const LISTS = RANGES.map(([word, ...ranges]) => {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/");
    list.addSubnet(address, Number(prefix), address.includes(":") ? "ipv6" : "ipv4");
  }
  return { word, list };
});

/** What a range that belongs to nobody is for (`private`, `documentation` …), or nothing for an ordinary address. */
export function specialRangeOf(address: string, family: "ipv4" | "ipv6"): string | undefined {
  return LISTS.find(({ list }) => list.check(address, family))?.word;
}
