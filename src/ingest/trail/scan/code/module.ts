import { PLACES, STATUS } from "../layout.ts";
import { INFLATE } from "./inflate.ts";
import { NOTES } from "./notes.ts";
import { TABLES } from "./tables.ts";
import { TOKENS } from "./tokens.ts";
import { VALUE } from "./value.ts";
import { after, both, c, code, goOn, is, p, skipSpace, starts } from "./words.ts";

/** The finder and inflate, in WebAssembly's text format; record-finder.ts and unpacker.ts tell what they are for. */
export const SCAN_MODULE = `(module
(memory (export "memory") 2)
(global $state (export "state") (mut i32) (i32.const 0))
(global $at (export "at") (mut i32) (i32.const 0))
(global $records (export "records") (mut i32) (i32.const 0))
(global $taken (export "taken") (mut i32) (i32.const 0))
(global $out (export "out") (mut i32) (i32.const 0))
(global $mixed (export "mixed") (mut i32) (i32.const 0))
(global $stopped (mut i32) (i32.const 0))
(global $odd (mut i32) (i32.const 0))
(global $isRoot (mut i32) (i32.const 0))
(global $seen (mut i32) (i32.const 0))
(global $source (mut i32) (i32.const 0))
(global $nameFrom (mut i32) (i32.const 0))
(global $nameTo (mut i32) (i32.const 0))
(global $time (mut i64) (i64.const 0))
(global $oldest (export "oldest") (mut i64) (i64.const 9999999999999999))
(global $newest (export "newest") (mut i64) (i64.const 0))
${TABLES}${INFLATE}${TOKENS}${NOTES}${VALUE}
;; Behind { "Records" : [, or 0.
(func $header (param $p i32) (result i32) (local $c i32)
  (block $stop
    ${skipSpace}
    (br_if $stop (i32.ne ${c} ${code("{")}))
    ${goOn(1)}
    ${skipSpace}
    (br_if $stop (i32.eqz ${both(starts(p, '"Records'), is(after(8), '"'))}))
    ${goOn(9)}
    ${skipSpace}
    (br_if $stop (i32.ne ${c} ${code(":")}))
    ${goOn(1)}
    ${skipSpace}
    (br_if $stop (i32.ne ${c} ${code("[")}))
    (return ${after(1)}))
  (global.set $stopped ${p})
  (i32.const 0))

;; Whether a record read without anything odd is one of those that are looked for.
(func $isWanted (result i32)
  (if (i32.or (i32.or (global.get $odd) (global.get $isRoot)) (i32.ne (i32.and (global.get $seen) (i32.const 7)) (i32.const 7))) (then (return (i32.const 1))))
  (if (call $isIn (i32.const ${PLACES.sources}) (global.get $source)) (then (return (i32.const 1))))
  (call $isIn (i32.const ${PLACES.operations})
    (call $hash (global.get $source) (global.get $nameFrom) (global.get $nameTo) (i32.const 0))))

;; Reads on at $p up to $end. $at tells from where on the rest must be given again.
(func $find (export "find") (param $p i32) (param $end i32) (param $isLast i32) (result i32)
  (local $c i32) (local $to i32)
  (global.set $at ${p})
  (block $stop
    (if (i32.eqz (global.get $state)) (then
      (local.set $to (call $header ${p}))
      (if (i32.eqz (local.get $to)) (then (local.set $p (global.get $stopped)) (br $stop)))
      (local.set $p (local.get $to))
      (global.set $state (i32.const 1))))
    (loop $next
      ${skipSpace}
      (global.set $at ${p})
      (if (i32.ge_u ${p} (local.get $end)) (then
        (if (i32.and (local.get $isLast) (i32.eq (global.get $state) (i32.const 5))) (then (return (i32.const ${STATUS.done}))))
        (br $stop)))
      (if (i32.eq (global.get $state) (i32.const 2)) (then
        (if (i32.eq ${c} ${code(",")}) (then (global.set $state (i32.const 3)) ${goOn(1)} (br $next)))
        (br_if $stop (i32.ne ${c} ${code("]")}))
        (global.set $state (i32.const 4)) ${goOn(1)} (br $next)))
      (if (i32.ge_u (global.get $state) (i32.const 4)) (then
        (br_if $stop (i32.or (i32.eq (global.get $state) (i32.const 5)) (i32.ne ${c} ${code("}")})))
        (global.set $state (i32.const 5)) ${goOn(1)} (br $next)))
      (if (i32.and (i32.eq (global.get $state) (i32.const 1)) (i32.eq ${c} ${code("]")})) (then
        (global.set $state (i32.const 4)) ${goOn(1)} (br $next)))
      ;; A record.
      (global.set $odd (i32.const 0))
      (global.set $isRoot (i32.const 0))
      (global.set $seen (i32.const 0))
      (local.set $to (call $value ${p}))
      (if (i32.eqz (local.get $to)) (then (local.set $p (global.get $stopped)) (br $stop)))
      (if (i32.and (i32.ge_u (local.get $to) (local.get $end)) (i32.eqz (local.get $isLast))) (then (return (i32.const ${STATUS.more}))))
      (global.set $records (i32.add (global.get $records) (i32.const 1)))
      (if (i32.or (global.get $odd) (i32.ne (global.get $seen) (i32.const 31))) (then (global.set $mixed (i32.const 1))))
      (if (i32.and (global.get $seen) (i32.const 2)) (then
        (if (i64.lt_u (global.get $time) (global.get $oldest)) (then (global.set $oldest (global.get $time))))
        (if (i64.gt_u (global.get $time) (global.get $newest)) (then (global.set $newest (global.get $time))))))
      (if (call $isWanted) (then
        (i32.store (i32.add (i32.const ${PLACES.ordinals}) (i32.shl (global.get $taken) (i32.const 2))) (global.get $records))
        (global.set $taken (i32.add (global.get $taken) (i32.const 1)))
        (memory.copy (global.get $out) ${p} (i32.sub (local.get $to) ${p}))
        (global.set $out (i32.add (global.get $out) (i32.sub (local.get $to) ${p})))
        (i32.store8 (global.get $out) ${code(",")})
        (global.set $out (i32.add (global.get $out) (i32.const 1)))))
      (local.set $p (local.get $to))
      (global.set $state (i32.const 2))
      (if (i32.eq (global.get $taken) (i32.const ${PLACES.mostTaken})) (then
        (global.set $at ${p})
        (return (i32.const ${STATUS.full}))))
      (br $next)))
  (if (i32.and (i32.eqz (local.get $isLast)) (i32.ge_u ${after(16)} (local.get $end))) (then (return (i32.const ${STATUS.more}))))
  (i32.const ${STATUS.foreign})))
`;
