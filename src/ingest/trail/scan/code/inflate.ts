import { ENTRY, PLACES, UNPACKED } from "../layout.ts";
import {
  add,
  and,
  drop,
  get,
  giveBack,
  int,
  loadAll,
  lookup,
  next,
  refill,
  saveAll,
  set,
  shl,
  shr,
  sub,
} from "./bits.ts";
import { BLOCK, DISTANCE_BITS, LETTER_BITS } from "./block.ts";

/** The entry of the table for longer codes, where $e tells of one. */
const lookFurther = (table: number): string => `
  ${drop(get("e"))}
  ${set(
    "e",
    `(i32.load offset=${table} ${shl(
      add(
        shr(get("e"), int(ENTRY.value)),
        and(next, sub(shl(int(1), and(shr(get("e"), int(ENTRY.codeBits)), int(15))), int(1))),
      ),
      int(2),
    )})`,
  )}`;

const isTable = and(get("e"), int(ENTRY.table));
const isOther = and(get("e"), int(ENTRY.other));
const isLetter = and(get("e"), int(3 << ENTRY.letters));

/** A length or a distance: its base and the bits behind its code. */
const valueOf = add(
  shr(get("e"), int(ENTRY.value)),
  shr(and(next, sub(shl(int(1), get("e")), int(1))), shr(get("e"), int(ENTRY.codeBits))),
);

const putLetters = `
  (i32.store16 ${get("out")} ${shr(get("e"), int(ENTRY.value))})
  ${set("out", add(get("out"), and(shr(get("e"), int(ENTRY.letters)), int(3))))}
  ${drop(get("e"))}`;

const leave = (status: number): string => `${set("status", int(status))} (br $leave)`;

const stored = `
  (if (i32.gt_u ${get("in")} ${get("inEnd")}) (then ${leave(UNPACKED.broken)}))
  ${set("length", "(global.get $stored)")}
  (if (i32.gt_u ${get("length")} (i32.sub ${get("inEnd")} ${get("in")})) (then ${set("length", sub(get("inEnd"), get("in")))}))
  (if (i32.gt_u ${get("length")} (i32.sub ${get("outEnd")} ${get("out")})) (then ${set("length", sub(get("outEnd"), get("out")))}))
  (memory.copy ${get("out")} ${get("in")} ${get("length")})
  ${set("in", add(get("in"), get("length")))}
  ${set("out", add(get("out"), get("length")))}
  (global.set $stored (i32.sub (global.get $stored) ${get("length")}))
  (if (global.get $stored) (then
    (if (i32.ge_u ${get("out")} ${get("outEnd")}) (then ${leave(UNPACKED.full)}))
    (if ${get("isLast")} (then ${leave(UNPACKED.broken)}))
    ${leave(UNPACKED.hungry)}))
  (global.set $blockState (i32.const 0))
  (br $blocks)`;

/** Copies what stands $distance before, sixteen bytes at once where they do not overlap; it may write over the end. */
const copyMatch = `
  ${set("from", sub(get("out"), get("distance")))}
  ${set("to", get("out"))}
  ${set("out", add(get("out"), get("length")))}
  (if (i32.ge_u ${get("distance")} (i32.const 16))
    (then (loop $each
      (v128.store ${get("to")} (v128.load ${get("from")}))
      (v128.store offset=16 ${get("to")} (v128.load offset=16 ${get("from")}))
      ${set("from", add(get("from"), int(32)))}
      ${set("to", add(get("to"), int(32)))}
      (br_if $each (i32.lt_u ${get("to")} ${get("out")}))))
    (else (loop $each
      (i32.store8 ${get("to")} (i32.load8_u ${get("from")}))
      ${set("from", add(get("from"), int(1)))}
      ${set("to", add(get("to"), int(1)))}
      (br_if $each (i32.lt_u ${get("to")} ${get("out")})))))`;

/** Looked up before it is needed: a copy of unforeseen length need not be waited for. */
const nextEntry = `
  ${refill}
  ${set("e", lookup(PLACES.letters, LETTER_BITS))}`;

const symbols = `
  ${nextEntry}
  (loop $symbols
    (if (i32.gt_u ${get("in")} ${get("inSafe")}) (then
      (if ${get("isLast")} (then ${leave(UNPACKED.broken)}))
      ${leave(UNPACKED.hungry)}))
    (if (i32.ge_u ${get("out")} ${get("outEnd")}) (then ${leave(UNPACKED.full)}))
    (if ${isLetter} (then
      ${putLetters}
      ${set("e", lookup(PLACES.letters, LETTER_BITS))}
      (if ${isLetter} (then
        ${putLetters}
        ${set("e", lookup(PLACES.letters, LETTER_BITS))}
        (if ${isLetter} (then
          ${putLetters}
          ${nextEntry}
          (br $symbols)))))))
    (if ${isOther} (then
      (if ${isTable} (then
        ${lookFurther(PLACES.letters)}
        (if ${isLetter} (then ${putLetters} ${nextEntry} (br $symbols)))))
      (if ${isOther} (then
        (if (i32.ne (i32.shr_u ${get("e")} ${int(ENTRY.value)}) ${int(ENTRY.end)}) (then ${leave(UNPACKED.broken)}))
        ${drop(and(get("e"), int(31)))}
        (global.set $blockState (i32.const 0))
        (br $blocks)))))
    ${set("length", valueOf)}
    ${drop(get("e"))}
    ${refill}
    ${set("e", lookup(PLACES.distances, DISTANCE_BITS))}
    (if ${isOther} (then
      (if ${isTable} (then ${lookFurther(PLACES.distances)}))
      (if ${isOther} (then ${leave(UNPACKED.broken)}))))
    ${set("distance", valueOf)}
    ${drop(get("e"))}
    (if (i32.gt_u ${get("distance")} (i32.sub ${get("out")} (global.get $floor))) (then ${leave(UNPACKED.broken)}))
    ${nextEntry}
    ${copyMatch}
    (br $symbols))`;

/**
 * Inflate (RFC 1951), resumable: unpacks the deflate stream whose next byte is at $in. It may write a few hundred bytes
 * behind where it is to stop, and reads a few behind the input's end.
 */
export const INFLATE = `
(global $in (export "in") (mut i32) (i32.const 0))
(global $n (mut i32) (i32.const 0))
(global $bits (mut i64) (i64.const 0))
(global $isFinal (mut i32) (i32.const 0))
;; 0: at a block's beginning, 1: among its symbols, 2: in text that is not packed, of which $stored bytes are left.
(global $blockState (mut i32) (i32.const 0))
(global $stored (mut i32) (i32.const 0))
(global $floor (export "floor") (mut i32) (i32.const 0))
(global $outAt (export "outAt") (mut i32) (i32.const 0))
(func $startInflate (export "startInflate") (param $from i32) (param $to i32)
  (global.set $in ${get("from")})
  (global.set $n (i32.const 0))
  (global.set $bits (i64.const 0))
  (global.set $isFinal (i32.const 0))
  (global.set $blockState (i32.const 0))
  (global.set $floor ${get("to")}))
${BLOCK}
(func $inflate (export "inflate") (param $out i32) (param $outEnd i32) (param $inEnd i32) (param $isLast i32) (result i32)
  (local $bits i64) (local $n i32) (local $in i32) (local $inSafe i32) (local $e i32) (local $length i32) (local $distance i32)
  (local $from i32) (local $to i32) (local $status i32)
  ${loadAll}
  ${set("inSafe", add(get("inEnd"), int(8)))}
  (if (i32.eqz ${get("isLast")}) (then ${set("inSafe", sub(get("inEnd"), int(32)))}))
  (block $leave
    (loop $blocks
      (if (i32.eqz (global.get $blockState)) (then
        (if (global.get $isFinal) (then
          ${giveBack}
          ${set("n", int(0))}
          ${set("bits", "(i64.const 0)")}
          (if (i32.gt_u ${get("in")} ${get("inEnd")}) (then ${leave(UNPACKED.broken)}))
          ${leave(UNPACKED.ended)}))
        (if (i32.and (i32.eqz ${get("isLast")}) (i32.gt_u (i32.add ${get("in")} (i32.const 1024)) ${get("inEnd")})) (then ${leave(UNPACKED.hungry)}))
        ${saveAll}
        (if (i32.eqz (call $block (i32.gt_u (i32.sub ${get("inEnd")} ${get("in")}) (i32.const 4096)))) (then ${leave(UNPACKED.broken)}))
        ${loadAll}
        (if (i32.gt_u ${get("in")} (i32.add ${get("inEnd")} (i32.const 8))) (then ${leave(UNPACKED.broken)}))))
      (if (i32.eq (global.get $blockState) (i32.const 2)) (then ${stored}))
      ${symbols}))
  ${saveAll}
  (global.set $outAt ${get("out")})
  ${get("status")})
`;
