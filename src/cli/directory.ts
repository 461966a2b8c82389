import type { DirectoryName, KnownNames } from "../ask/name-actors.ts";
import { isObject } from "../core/record.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** What Identity Center's directory said earlier, kept in the ledger. */
export function directoryIn(ledger: Pick<Ledger, "note">): NonNullable<KnownNames["directory"]> {
  const known = new Map<string, DirectoryName | undefined>();
  return (userId) => {
    if (!known.has(userId)) known.set(userId, read(ledger.note(keyOf(userId))));
    return known.get(userId);
  };
}

/** Keeps what Identity Center's directory said. */
export function rememberName(
  ledger: Pick<Ledger, "saveNote">,
  userId: string,
  name: DirectoryName,
): void {
  ledger.saveNote(keyOf(userId), JSON.stringify(name));
}

function keyOf(userId: string): string {
  return `identity center user ${userId}`;
}

function read(text: string | undefined): DirectoryName | undefined {
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) return undefined;
  const { name, askedAt } = value;
  return typeof name === "string" && typeof askedAt === "string" ? { name, askedAt } : undefined;
}
