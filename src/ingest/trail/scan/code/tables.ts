import { ENTRY, PLACES } from "../layout.ts";
import { add, and, get, int, or, set, shl, shr, sub } from "./bits.ts";

const word = (at: number, index: string): string => `(i32.load offset=${at} ${shl(index, int(2))})`;
const putWord = (at: number, index: string, value: string): string =>
  `(i32.store offset=${at} ${shl(index, int(2))} ${value})`;
const entryAt = (index: string): string => add(get("table"), shl(index, int(2)));
const mask = (bits: string): string => sub(shl(int(1), bits), int(1));

/** The entry of $symbol for a code of so many bits. */
const entryOf = (bits: string): string =>
  add(
    `(i32.load ${add(get("symbols"), shl(get("symbol"), int(2)))})`,
    `(i32.mul ${bits} ${int(ENTRY.bit)})`,
  );

/** How many codes there are of each length, and whether they fill all: $left is what they leave free, or lack. */
const countCodes = `
  (memory.fill ${int(PLACES.counts)} (i32.const 0) (i32.const 64))
  ${set("symbol", int(0))}
  (loop $each
    ${set("length", `(i32.load8_u ${add(get("lengths"), get("symbol"))})`)}
    ${putWord(PLACES.counts, get("length"), add(word(PLACES.counts, get("length")), int(1)))}
    ${set("symbol", add(get("symbol"), int(1)))}
    (br_if $each (i32.lt_u ${get("symbol")} ${get("count")})))
  ${set("left", int(1))}
  ${set("place", int(0))}
  ${set("length", int(1))}
  (loop $each
    ${putWord(PLACES.starts, get("length"), get("place"))}
    ${set("used", word(PLACES.counts, get("length")))}
    ${set("place", add(get("place"), get("used")))}
    ${set("left", sub(shl(get("left"), int(1)), get("used")))}
    ${set("length", add(get("length"), int(1)))}
    (br_if $each (i32.lt_u ${get("length")} (i32.const 16))))`;

const sortSymbols = `
  ${set("free", get("place"))}
  ${set("symbol", int(0))}
  (loop $each
    ${set("length", `(i32.load8_u ${add(get("lengths"), get("symbol"))})`)}
    (if ${get("length")} (then
      ${set("place", word(PLACES.starts, get("length")))}
      (i32.store16 offset=${PLACES.sorted} ${shl(get("place"), int(1))} ${get("symbol")})
      ${putWord(PLACES.starts, get("length"), add(get("place"), int(1)))}))
    ${set("symbol", add(get("symbol"), int(1)))}
    (br_if $each (i32.lt_u ${get("symbol")} ${get("count")})))`;

const nextSymbol = `
  ${set("symbol", `(i32.load16_u offset=${PLACES.sorted} ${shl(get("place"), int(1))})`)}
  ${set("place", add(get("place"), int(1)))}`;

/** What is allowed though it does not fill all: no code at all, or one of one bit. */
const writeFew = `
  (if (i32.eqz ${get("mayBeFew")}) (then (return (i32.const 0))))
  (if (i32.gt_u ${get("free")} (i32.const 1)) (then (return (i32.const 0))))
  (if (i32.ne ${get("free")} ${word(PLACES.counts, int(1))}) (then (return (i32.const 0))))
  ${set("code", int(0))}
  (loop $each
    (i32.store ${entryAt(get("code"))} ${int(ENTRY.other | (ENTRY.invalid << ENTRY.value) | 1)})
    ${set("code", add(get("code"), int(1)))}
    (br_if $each (i32.lt_u ${get("code")} ${shl(int(1), get("bits"))})))
  (if (i32.eqz ${get("free")}) (then (return (i32.const 1))))
  ${set("place", int(0))}
  ${nextSymbol}
  ${set("code", int(0))}
  (loop $each
    (i32.store ${entryAt(get("code"))} ${entryOf(int(1))})
    ${set("code", add(get("code"), int(2)))}
    (br_if $each (i32.lt_u ${get("code")} ${shl(int(1), get("bits"))})))
  (return (i32.const 1))`;

/** Codes are read lowest bit first, so the next one counts up from its highest bit. */
const nextCode = `
  ${set("used", sub(int(31), `(i32.clz (i32.xor ${get("code")} ${mask(get("length"))}))`))}
  ${set("code", or(and(get("code"), mask(get("used"))), shl(int(1), get("used"))))}`;

/** The table's first half is its second half's too, until longer codes are written. */
const twice = `
  (memory.copy ${add(get("table"), shl(get("size"), int(2)))} ${get("table")} ${shl(get("size"), int(2))})
  ${set("size", shl(get("size"), int(1)))}`;

/** Where the code's first bits are not the last one's: a table for what follows them. */
const openTable = `
  ${set("prefix", and(get("code"), mask(get("bits"))))}
  ${set("from", get("free"))}
  ${set("more", sub(get("length"), get("bits")))}
  ${set("used", get("ofLength"))}
  (block $fits
    (loop $each
      (br_if $fits (i32.ge_u ${get("used")} ${shl(int(1), get("more"))}))
      ${set("more", add(get("more"), int(1)))}
      ${set("used", add(shl(get("used"), int(1)), word(PLACES.counts, add(get("bits"), get("more")))))}
      (br $each)))
  (i32.store ${entryAt(get("prefix"))} ${or(
    or(int(ENTRY.other | ENTRY.table), get("bits")),
    or(shl(get("more"), int(ENTRY.codeBits)), shl(get("from"), int(ENTRY.value))),
  )})
  ${set("free", add(get("free"), shl(int(1), get("more"))))}`;

const writeLong = `
  (if (i32.ne ${get("prefix")} ${and(get("code"), mask(get("bits")))}) (then ${openTable}))
  ${set("used", add(get("from"), shr(get("code"), get("bits"))))}
  (loop $each
    (i32.store ${entryAt(get("used"))} ${entryOf(sub(get("length"), get("bits")))})
    ${set("used", add(get("used"), shl(int(1), sub(get("length"), get("bits")))))}
    (br_if $each (i32.lt_u ${get("used")} ${get("free")})))`;

/** Builds a table to decode with out of how long each symbol's code is (RFC 1951, 3.2.2). */
export const TABLES = `
;; 0 where the lengths make no code.
(func $table (param $lengths i32) (param $count i32) (param $symbols i32) (param $table i32) (param $bits i32) (param $mayBeFew i32) (result i32)
  (local $symbol i32) (local $length i32) (local $left i32) (local $place i32) (local $used i32) (local $code i32)
  (local $size i32) (local $ofLength i32) (local $prefix i32) (local $from i32) (local $more i32) (local $free i32)
  ${countCodes}
  ${sortSymbols}
  (if ${get("left")} (then ${writeFew}))
  ${set("place", int(0))}
  ${set("length", int(1))}
  ${set("prefix", int(-1))}
  ${set("free", shl(int(1), get("bits")))}
  (block $found (loop $each
    ${set("ofLength", word(PLACES.counts, get("length")))}
    (br_if $found ${get("ofLength")})
    ${set("length", add(get("length"), int(1)))}
    (br $each)))
  ${set("size", shl(int(1), get("length")))}
  (if (i32.gt_u ${get("length")} ${get("bits")}) (then ${set("size", get("free"))}))
  (loop $codes
    ${nextSymbol}
    (if (i32.le_u ${get("length")} ${get("bits")})
      (then (i32.store ${entryAt(get("code"))} ${entryOf(get("length"))}))
      (else ${writeLong}))
    ;; The last code has ones only.
    (if (i32.eq ${get("code")} ${mask(get("length"))}) (then
      (block $done (loop $each
        (br_if $done (i32.ge_u ${get("size")} ${shl(int(1), get("bits"))}))
        ${twice}
        (br $each)))
      (return (i32.const 1))))
    ${nextCode}
    ${set("ofLength", sub(get("ofLength"), int(1)))}
    (block $same (loop $each
      (br_if $same ${get("ofLength")})
      ${set("length", add(get("length"), int(1)))}
      (if (i32.le_u ${get("length")} ${get("bits")}) (then ${twice}))
      ${set("ofLength", word(PLACES.counts, get("length")))}
      (br $each)))
    (br $codes))
  (i32.const 0))
`;
