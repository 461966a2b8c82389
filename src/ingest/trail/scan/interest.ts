import { PLACES } from "./layout.ts";

/** Which records are looked for: all of a service (`ecs.amazonaws.com`), or some of its operations. */
export type Interest = ReadonlyMap<string, ReadonlySet<string> | "all">;

/** Writes hashes of what is looked for where the finder asks for them. What has the same hash by chance is taken too. */
export function writeInterest(interest: Interest, memory: Int32Array): void {
  for (const [service, operations] of interest) {
    const hash = hashOf(service, PLACES.basis);
    if (operations === "all") put(memory, PLACES.sources, hash);
    else for (const name of operations) put(memory, PLACES.operations, hashOf(name, hash));
  }
}

function put(memory: Int32Array, table: number, hash: number): void {
  for (let slot = hash, tried = 0; tried < PLACES.slots / 2; slot++, tried++) {
    const place = table / 4 + (slot & (PLACES.slots - 1));
    if (memory[place] === 0) memory[place] = hash;
    if (memory[place] === hash) return;
  }
  throw new Error("more operations are of interest than the finder has room for");
}

function hashOf(text: string, basis: number): number {
  let hash = basis;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 16_777_619);
  return hash;
}
