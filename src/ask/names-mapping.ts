import { BlockList, isIP } from "node:net";
import { parseArn } from "../core/arn.ts";
import { fitsWhole } from "./name-pattern.ts";

/** What a key of the user's mapping is about. */
export type NamedKind =
  | "user-id"
  | "name"
  | "subject"
  | "account"
  | "principal"
  | "role"
  | "address";

/** One thing that a record names, to be looked for in the mapping. */
export interface Named {
  readonly kind: NamedKind;
  readonly value: string;
  /** Of a role: its account, where the record says so. */
  readonly account?: string;
}

/** An entry of the mapping that fits. */
export interface Entry {
  /** As the user wrote it. */
  readonly key: string;
  /** The name to show. */
  readonly name: string;
}

interface Rule extends Entry {
  readonly kind: NamedKind;
  readonly fits: (named: Named) => boolean;
  /** Higher is more specific. */
  readonly weight: number;
}

/** The user's own mapping, ready to be asked. */
export interface Mapping {
  /** The most specific entry that fits. */
  readonly find: (named: Named) => Entry | undefined;
}

/**
 * Reads `names:` of the configuration. What a key is about shows by its form: 12 digits are an account, `role/…` and a
 * role's ARN a role, `10.0.0.0/8` a network, another ARN a principal, a UUID an Identity Center user id; whatever else has a
 * colon or slash is the subject of a web identity, and the rest the name of a user or session. `*` and `?` fit as in filters,
 * always the whole; an entry without them goes before one with them, and a longer one before a shorter.
 */
export function readMapping(names: ReadonlyMap<string, string>): Mapping {
  const rules = [...names]
    .map(([key, name]) => ruleOf(key.trim(), name))
    .toSorted((one, other) => other.weight - one.weight);
  return { find: (named) => rules.find(({ kind, fits }) => kind === named.kind && fits(named)) };
}

/** An exact entry outweighs every pattern. */
const EXACT = 10_000;

function ruleOf(key: string, name: string): Rule {
  const entry = { key, name };
  const network = networkOf(key);
  if (network) return { ...entry, kind: "address", ...network };
  const role = roleOf(key);
  if (role) return { ...entry, kind: "role", fits: role, weight: weightOf(key) };
  const kind = kindOf(key);
  return { ...entry, kind, fits: ({ value }) => fitsWhole(key, value), weight: weightOf(key) };
}

const USER_ID = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Which kind a key without the form of a role or network is of. */
function kindOf(key: string): NamedKind {
  if (/^[0-9]{12}$/.test(key)) return "account";
  if (key.startsWith("arn:")) return "principal";
  if (USER_ID.test(key)) return "user-id";
  return /[:/]/.test(key) ? "subject" : "name";
}

function weightOf(key: string): number {
  const literal = key.replaceAll(/[*?]/g, "").length;
  return literal === key.length ? EXACT + literal : literal;
}

/** Records name a role without its path, so the path of an ARN is not compared. */
function roleOf(key: string): Rule["fits"] | undefined {
  if (key.startsWith("role/")) {
    const role = lastPart(key);
    return ({ value }) => fitsWhole(role, value);
  }
  const arn = parseArn(key);
  if (arn?.service !== "iam" || !arn.resource.startsWith("role/")) return undefined;
  const role = lastPart(arn.resource);
  return ({ value, account = "" }) => fitsWhole(arn.account, account) && fitsWhole(role, value);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function networkOf(key: string): Pick<Rule, "fits" | "weight"> | undefined {
  const [address = "", prefix, more] = key.split("/");
  const version = isIP(address);
  if (version === 0 || more !== undefined) return undefined;
  const widest = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? widest : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > widest) return undefined;
  const network = new BlockList();
  network.addSubnet(address, bits, version === 4 ? "ipv4" : "ipv6");
  const fits = ({ value }: Named): boolean => {
    const given = isIP(value);
    return given !== 0 && network.check(value, given === 4 ? "ipv4" : "ipv6");
  };
  return { fits, weight: bits };
}
