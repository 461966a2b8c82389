import { ENTRY, PLACES } from "../layout.ts";
import {
  add,
  and,
  drop,
  get,
  giveBack,
  int,
  loadAll,
  lookup,
  or,
  refill,
  saveAll,
  set,
  shl,
  shr,
  sub,
  take,
} from "./bits.ts";

/** How many bits are looked up at once. */
export const LETTER_BITS = 10;
export const DISTANCE_BITS = 8;
const LENGTH_BITS = 7;
/** The symbol that ends a block. */
const END = 256;

/** How long each symbol's code is, told in a code of its own. */
const readLengths = `
  ${take("letters", 5)} ${set("letters", add(get("letters"), int(257)))}
  ${take("distances", 5)} ${set("distances", add(get("distances"), int(1)))}
  ${take("told", 4)} ${set("told", add(get("told"), int(4)))}
  (if (i32.or (i32.gt_u ${get("letters")} (i32.const 286)) (i32.gt_u ${get("distances")} (i32.const 30)))
    (then (return (i32.const 0))))
  (memory.fill ${int(PLACES.lengths)} (i32.const 0) (i32.const 19))
  ${set("at", int(0))}
  (loop $each
    ${refill}
    ${take("value", 3)}
    (i32.store8 offset=${PLACES.lengths} (i32.load8_u offset=${PLACES.order} ${get("at")}) ${get("value")})
    ${set("at", add(get("at"), int(1)))}
    (br_if $each (i32.lt_u ${get("at")} ${get("told")})))
  (if (i32.eqz (call $table ${int(PLACES.lengths)} (i32.const 19) ${int(PLACES.lengthSymbols)} ${int(PLACES.lengthCodes)} ${int(LENGTH_BITS)} (i32.const 0)))
    (then (return (i32.const 0))))
  ${set("told", add(get("letters"), get("distances")))}
  ${set("at", int(0))}
  (block $done (loop $each
    (br_if $done (i32.ge_u ${get("at")} ${get("told")}))
    ${refill}
    ${set("value", lookup(PLACES.lengthCodes, LENGTH_BITS))}
    ${drop(and(get("value"), int(31)))}
    ${set("value", shr(get("value"), int(ENTRY.value)))}
    (if (i32.lt_u ${get("value")} (i32.const 16)) (then
      (i32.store8 offset=${PLACES.lengths} ${get("at")} ${get("value")})
      ${set("at", add(get("at"), int(1)))}
      (br $each)))
    ${set("repeated", int(0))}
    (if (i32.eq ${get("value")} (i32.const 16))
      (then
        (if (i32.eqz ${get("at")}) (then (return (i32.const 0))))
        ${set("repeated", `(i32.load8_u offset=${PLACES.lengths - 1} ${get("at")})`)}
        ${take("value", 2)} ${set("value", add(get("value"), int(3)))})
      (else (if (i32.eq ${get("value")} (i32.const 17))
        (then ${take("value", 3)} ${set("value", add(get("value"), int(3)))})
        (else ${take("value", 7)} ${set("value", add(get("value"), int(11)))}))))
    (if (i32.gt_u (i32.add ${get("at")} ${get("value")}) ${get("told")}) (then (return (i32.const 0))))
    ${set("value", add(get("at"), get("value")))}
    (loop $more
      (v128.store offset=${PLACES.lengths} ${get("at")} (i8x16.splat ${get("repeated")}))
      ${set("at", add(get("at"), int(16)))}
      (br_if $more (i32.lt_u ${get("at")} ${get("value")})))
    ${set("at", get("value"))}
    (br $each)))`;

const fixedLengths = `
  (memory.fill ${int(PLACES.lengths)} (i32.const 8) (i32.const 144))
  (memory.fill ${int(PLACES.lengths + 144)} (i32.const 9) (i32.const 112))
  (memory.fill ${int(PLACES.lengths + 256)} (i32.const 7) (i32.const 24))
  (memory.fill ${int(PLACES.lengths + 280)} (i32.const 8) (i32.const 8))
  (memory.fill ${int(PLACES.lengths + 288)} (i32.const 5) (i32.const 32))
  ${set("letters", int(288))}
  ${set("distances", int(32))}`;

const entryAt = (index: string): string =>
  `(i32.load offset=${PLACES.letters} ${shl(index, int(2))})`;

/**
 * Letters mostly stand beside letters: where both codes fit, one entry tells both. From the end, so that what it looks up
 * is still one. Without branches, which nobody could foretell.
 */
const pairLetters = `
  ${set("at", int(2 ** LETTER_BITS))}
  (loop $each
    ${set("at", sub(get("at"), int(1)))}
    ${set("value", entryAt(get("at")))}
    ${set("told", entryAt(shr(get("at"), get("value"))))}
    ${set("repeated", add(and(get("value"), int(31)), and(get("told"), int(31))))}
    (i32.store offset=${PLACES.letters} ${shl(get("at"), int(2))} (select
      ${or(
        or(get("repeated"), int(2 << ENTRY.letters)),
        or(
          and(get("value"), int(255 << ENTRY.value)),
          shl(shr(get("told"), int(ENTRY.value)), int(24)),
        ),
      )}
      ${get("value")}
      (i32.and
        (i32.le_u ${get("repeated")} ${int(LETTER_BITS)})
        (i32.and (i32.shr_u (i32.and ${get("value")} ${get("told")}) ${int(ENTRY.letters)}) (i32.const 1)))))
    (br_if $each ${get("at")}))`;

/** A block's beginning (RFC 1951, 3.2.3): which kind it is, and its codes. */
export const BLOCK = `
;; 0 where it is broken.
(func $block (param $isLong i32) (result i32)
  (local $bits i64) (local $n i32) (local $in i32) (local $kind i32) (local $letters i32) (local $distances i32)
  (local $told i32) (local $at i32) (local $value i32) (local $repeated i32)
  ${loadAll}
  ${refill}
  ${take("kind", 1)}
  (global.set $isFinal ${get("kind")})
  ${take("kind", 2)}
  (if (i32.eq ${get("kind")} (i32.const 3)) (then (return (i32.const 0))))
  (if (i32.eqz ${get("kind")}) (then
    ${giveBack}
    ${set("told", `(i32.load16_u ${get("in")})`)}
    (if (i32.ne (i32.add ${get("told")} (i32.load16_u offset=2 ${get("in")})) (i32.const 65535)) (then (return (i32.const 0))))
    (global.set $stored ${get("told")})
    (global.set $blockState (i32.const 2))
    (global.set $bits (i64.const 0))
    (global.set $n (i32.const 0))
    (global.set $in ${add(get("in"), int(4))})
    (return (i32.const 1))))
  (if (i32.eq ${get("kind")} (i32.const 1)) (then ${fixedLengths}) (else ${readLengths}))
  (if (i32.eqz (i32.load8_u (i32.const ${PLACES.lengths + END}))) (then (return (i32.const 0))))
  (if (i32.eqz (call $table ${int(PLACES.lengths)} ${get("letters")} ${int(PLACES.letterSymbols)} ${int(PLACES.letters)} ${int(LETTER_BITS)} (i32.const 1)))
    (then (return (i32.const 0))))
  (if (i32.eqz (call $table ${add(int(PLACES.lengths), get("letters"))} ${get("distances")} ${int(PLACES.distanceSymbols)} ${int(PLACES.distances)} ${int(DISTANCE_BITS)} (i32.const 1)))
    (then (return (i32.const 0))))
  (if ${get("isLong")} (then ${pairLetters}))
  ${saveAll}
  (global.set $blockState (i32.const 1))
  (i32.const 1))
`;
