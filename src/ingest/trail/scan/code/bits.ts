/**
 * Words that inflate's code is made of. `$bits` holds what comes next of the packed text, its lowest bit first; `$n` in its
 * lower six bits how many of them count; `$in` is the place of the next byte.
 */
export const get = (name: string): string => `(local.get $${name})`;
export const set = (name: string, value: string): string => `(local.set $${name} ${value})`;
export const int = (value: number): string => `(i32.const ${value})`;
export const add = (one: string, other: string): string => `(i32.add ${one} ${other})`;
export const sub = (one: string, other: string): string => `(i32.sub ${one} ${other})`;
export const and = (one: string, other: string): string => `(i32.and ${one} ${other})`;
export const or = (one: string, other: string): string => `(i32.or ${one} ${other})`;
export const shl = (one: string, by: string): string => `(i32.shl ${one} ${by})`;
export const shr = (one: string, by: string): string => `(i32.shr_u ${one} ${by})`;

/** Fills up to at least 56 bits, without asking how many there are: what is read twice is the same. */
export const refill = `
  ${set("bits", `(i64.or ${get("bits")} (i64.shl (i64.load ${get("in")}) (i64.extend_i32_u ${get("n")})))`)}
  ${set("in", add(get("in"), and(shr(`(i32.xor ${get("n")} ${int(63)})`, int(3)), int(7))))}
  ${set("n", or(get("n"), int(56)))}`;

/** The next bits as a number, up to 32; of more of them the lower ones must be picked. */
export const next = `(i32.wrap_i64 ${get("bits")})`;

/** Uses up as many bits as the lower six bits of a number tell. */
export const drop = (count: string): string => `
  ${set("bits", `(i64.shr_u ${get("bits")} (i64.extend_i32_u ${count}))`)}
  ${set("n", sub(get("n"), count))}`;

/** Puts so many bits into a local. */
export const take = (name: string, count: number): string => `
  ${set(name, and(next, int(2 ** count - 1)))}
  ${drop(int(count))}`;

/** Gives back the whole bytes that were not used. */
export const giveBack = `
  ${set("n", and(get("n"), int(63)))}
  ${set("in", sub(get("in"), shr(get("n"), int(3))))}`;

/** Between calls they stand in globals of the same names. */
export const loadAll = `
  ${set("bits", "(global.get $bits)")}
  ${set("n", "(global.get $n)")}
  ${set("in", "(global.get $in)")}`;
export const saveAll = `
  (global.set $bits ${get("bits")})
  (global.set $n ${get("n")})
  (global.set $in ${get("in")})`;

/** The entry of a table of so many bits for what comes next. */
export const lookup = (table: number, bits: number): string =>
  `(i32.load offset=${table} ${shl(and(next, int(2 ** bits - 1)), int(2))})`;
