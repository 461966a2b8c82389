import { PLACES } from "../layout.ts";
import { after, c, code, goOn, holds4, p, skipSpace, skipString } from "./words.ts";

/** Behind the literal, number or end of the text at $p; leaves by $stop where there is none. */
const skipScalar = `
  (local.set $found (call $scalar ${p}))
  (br_if $stop (i32.eqz (local.get $found)))
  (local.set $p (local.get $found))`;

/** Remembers what is opened at $p: `isObject` is 1 or 0. */
const open = (isObject: number): string => `
  (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
  (br_if $stop (i32.gt_u (local.get $depth) (i32.const ${PLACES.deepest})))
  (if (i32.gt_u (local.get $depth) (i32.const 90)) (then (global.set $odd (i32.const 1))))
  (i32.store8 offset=${PLACES.levels} (local.get $depth) (i32.const ${isObject}))
  (local.set $inObject (i32.const ${isObject}))
  ${goOn(1)}
  ${skipSpace}
  (br_if $ended (i32.eq ${c} ${code(isObject === 1 ? "}" : "]")}))
  (br $next)`;

/** `:"`, read as one number. */
const QUOTE_BEHIND_COLON = 0x22_3a;

/** Any JSON value, and nothing that is none. */
export const VALUE = `
;; A whole value: the place behind it, or 0 with $stopped where it goes wrong or the text ends.
(func $value (param $p i32) (result i32)
  (local $c i32) (local $v v128) (local $found i32) (local $escaped i32) (local $depth i32) (local $inObject i32)
  (local $specials i64) (local $block i32) (local $rest i64)
  (local $key i32) (local $keyFrom i32) (local $valueFrom i32) (local $inIdentity i32)
  (block $stop
    (loop $next
      (if (local.get $inObject) (then
        ${skipSpace}
        (br_if $stop (i32.ne ${c} ${code('"')}))
        (local.set $keyFrom ${after(1)})
        (local.set $escaped (i32.const 0))
        ${skipString}
        (if (i32.le_u (local.get $depth) (i32.const 2)) (then
          (local.set $key (i32.const 0))
          (local.set $found (i32.sub ${after(-1)} (local.get $keyFrom)))
          (if (i32.eq (local.get $depth) (i32.const 1))
            (then
              (local.set $inIdentity (i32.const 0))
              (if (i32.lt_u (i32.sub (local.get $found) (i32.const 9)) (i32.const 10)) (then
                (local.set $key (call $known (local.get $keyFrom) (local.get $found)))))
              (if (local.get $escaped) (then (global.set $odd (i32.const 1)))))
            (else (if (local.get $inIdentity) (then
              (if (local.get $escaped) (then (global.set $odd (i32.const 1))))
              (if (i32.and (i32.eq (local.get $found) (i32.const 4)) ${holds4("(local.get $keyFrom)", 0, "type")}) (then
                (local.set $key (i32.const 7)))))))))
          (else (local.set $key (i32.const 0))))
        ;; Nearly always a text follows at once.
        (if (i32.eq (i32.load16_u ${p}) (i32.const ${QUOTE_BEHIND_COLON}))
          (then ${goOn(1)} (local.set $c ${code('"')}))
          (else
            ${skipSpace}
            (br_if $stop (i32.ne ${c} ${code(":")}))
            ${goOn(1)}
            ${skipSpace})))
        (else ${skipSpace}))
      (block $behind
        (block $ended
          (if (i32.eq ${c} ${code('"')}) (then
            (local.set $escaped (i32.const 0))
            (local.set $valueFrom ${p})
            ${skipString}
            (if (local.get $key) (then
              (call $note (local.get $key) (local.get $valueFrom) ${p} (local.get $escaped))))
            (br $behind)))
          (if (local.get $key) (then
            (call $note (local.get $key) ${p} ${p} (i32.const 0))
            (if (i32.eq (local.get $key) (i32.const 4)) (then (local.set $inIdentity (i32.const 1))))
            (local.set $key (i32.const 0))))
          (if (i32.eq ${c} ${code("{")}) (then ${open(1)}))
          (if (i32.eq ${c} ${code("[")}) (then ${open(0)}))
          ${skipScalar}
          (br $behind))
        ;; At the sign that ends a list or an object.
        ${goOn(1)}
        (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
        (local.set $inObject (i32.load8_u offset=${PLACES.levels} (local.get $depth))))
      (loop $ends
        (if (i32.eqz (local.get $depth)) (then (return ${p})))
        ${skipSpace}
        (if (i32.eq ${c} ${code(",")}) (then ${goOn(1)} (br $next)))
        (br_if $stop (i32.ne ${c} (i32.add ${code("]")} (i32.shl (local.get $inObject) (i32.const 5)))))
        ${goOn(1)}
        (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
        (local.set $inObject (i32.load8_u offset=${PLACES.levels} (local.get $depth)))
        (br $ends))))
  (global.set $stopped ${p})
  (i32.const 0))
`;
