import { BlockList, isIP } from "node:net";
import { fileURLToPath } from "node:url";
import { OperatorError } from "../core/errors.ts";
import type { AddressBook } from "../core/origin.ts";
import { readNetworkTable, type NetworkTable } from "./network-table.ts";
import { specialRangeOf } from "./special-range.ts";

/** A network of the user's own and what to call it. */
interface Label {
  readonly name: string;
  readonly prefix: number;
  readonly addresses: BlockList;
}

/**
 * Opens an address book: the user's labels, and offline who announces an address and where it is registered.
 *
 * @param options.labels `203.0.113.0/24=office`, `2001:db8::/32=vpn` or one address, `203.0.113.7=bastion`. Where two hold
 *   an address, the smaller network names it.
 * @param options.networks `false` leaves network and country out.
 * @throws OperatorError `bad-argument`, naming the label that is none.
 */
export function openAddressBook(options: {
  readonly labels: readonly string[];
  readonly networks?: boolean;
}): AddressBook {
  const labels = options.labels.map(readLabel).toSorted((a, b) => b.prefix - a.prefix);
  const table = options.networks === false ? undefined : lazily(openTable);
  const lookUp: AddressBook["lookUp"] = (text) => {
    const address = withoutMapping(text);
    const version = isIP(address);
    if (version === 0) return {};
    const family = version === 4 ? "ipv4" : "ipv6";
    const label = labels.find(({ addresses }) => addresses.check(address, family))?.name;
    return { ...(label !== undefined && { label }), ...networkOf(address, family, table) };
  };
  return { hasLabels: labels.length > 0, lookUp: remembering(lookUp) };
}

/** Records come from a few addresses again and again. */
const REMEMBERED = 10_000;

function remembering(lookUp: AddressBook["lookUp"]): AddressBook["lookUp"] {
  const known = new Map<string, ReturnType<AddressBook["lookUp"]>>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const found = lookUp(address);
    known.set(address, found);
    return found;
  };
}

/** `::ffff:203.0.113.7` is 203.0.113.7. */
function withoutMapping(address: string): string {
  const mapped = /^::ffff:([\d.]{7,15})$/i.exec(address)?.[1] ?? "";
  return isIP(mapped) === 4 ? mapped : address;
}

function networkOf(
  address: string,
  family: "ipv4" | "ipv6",
  table: (() => NetworkTable | undefined) | undefined,
): { readonly network?: string; readonly country?: string } {
  const network = specialRangeOf(address, family);
  return network === undefined ? (table?.()?.lookUp(address) ?? {}) : { network };
}

const TABLE = fileURLToPath(new URL("../../data/networks.br", import.meta.url));

function openTable(): NetworkTable | undefined {
  try {
    return readNetworkTable(TABLE);
  } catch {
    // The table is an extra: an answer without networks is still an answer.
    return undefined;
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function readLabel(text: string): Label {
  const equals = text.indexOf("=");
  const [address = "", prefixText, ...more] = text.slice(0, Math.max(0, equals)).trim().split("/");
  const name = text.slice(equals + 1).trim();
  const version = isIP(address);
  const widest = version === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? widest : readPrefix(prefixText);
  if (equals < 1 || name === "" || version === 0 || more.length > 0 || !(prefix <= widest)) {
    throw new OperatorError("bad-argument", `"${text}" is not a label for a network.`, {
      hint: "Write a network and a name, as in 203.0.113.0/24=office.",
    });
  }
  const addresses = new BlockList();
  addresses.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6");
  return { name, prefix: widest === 32 ? prefix + 96 : prefix, addresses };
}

function readPrefix(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}
