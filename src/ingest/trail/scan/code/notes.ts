import { PLACES } from "../layout.ts";
import { after, both, c, code, either, holds4, is, p, starts } from "./words.ts";

const digits = (at: number): string => `(call $two (i32.add (local.get $from) (i32.const ${at})))`;
const signAt = (at: number, sign: string): string =>
  `(i32.eq (i32.load8_u offset=${at} (local.get $from)) ${code(sign)})`;
const length = "(i32.sub (local.get $to) (local.get $from))";

/** What a record says of itself: its time, its service, its operation. */
export const NOTES = `
(func $known (param $p i32) (param $length i32) (result i32)
  (if (i32.eq (local.get $length) (i32.const 9)) (then
    (if ${both(starts(p, "eventNam"), is(after(8), "e"))} (then (return (i32.const 1))))
    (if ${both(starts(p, "eventTim"), is(after(8), "e"))} (then (return (i32.const 2))))
    (if ${both(starts(p, "awsRegio"), is(after(8), "n"))} (then (return (i32.const 8))))))
  (if (i32.eq (local.get $length) (i32.const 11)) (then
    (if ${both(starts(p, "eventSou"), holds4(p, 7, "urce"))} (then (return (i32.const 3))))))
  (if (i32.eq (local.get $length) (i32.const 12)) (then
    (if ${both(starts(p, "userIden"), holds4(p, 8, "tity"))} (then (return (i32.const 4))))))
  (if (i32.eq (local.get $length) (i32.const 13)) (then
    (if ${both(starts(p, "eventCat"), starts(after(5), "Category"))} (then (return (i32.const 5))))))
  (if (i32.eq (local.get $length) (i32.const 14)) (then
    (if ${both(starts(p, "insightD"), starts(after(6), "tDetails"))} (then (return (i32.const 6))))))
  (if (i32.eq (local.get $length) (i32.const 18)) (then
    (if ${both(starts(p, "recipien"), starts(after(8), "tAccount"), starts(after(10), "ccountId"))} (then (return (i32.const 9))))))
  (i32.const 0))

(func $two (param $p i32) (result i32) (local $tens i32) (local $ones i32)
  (local.set $tens (i32.sub (i32.load8_u ${p}) ${code("0")}))
  (local.set $ones (i32.sub (i32.load8_u offset=1 ${p}) ${code("0")}))
  (if ${either("(i32.gt_u (local.get $tens) (i32.const 9))", "(i32.gt_u (local.get $ones) (i32.const 9))")} (then (return (i32.const 1000000))))
  (i32.add (i32.mul (local.get $tens) (i32.const 10)) (local.get $ones)))

;; A time as CloudTrail writes it, of a day that every year has, or nearly.
(func $isTime (param $from i32) (param $to i32) (result i32)
  (local $year i32) (local $month i32) (local $day i32) (local $hour i32) (local $minute i32) (local $second i32)
  (if (i32.ne ${length} (i32.const 20)) (then (return (i32.const 0))))
  (local.set $year (i32.add (i32.mul ${digits(0)} (i32.const 100)) ${digits(2)}))
  (local.set $month ${digits(5)})
  (local.set $day ${digits(8)})
  (local.set $hour ${digits(11)})
  (local.set $minute ${digits(14)})
  (local.set $second ${digits(17)})
  (if (i32.eqz ${both(
    signAt(4, "-"),
    signAt(7, "-"),
    signAt(10, "T"),
    signAt(13, ":"),
    signAt(16, ":"),
    signAt(19, "Z"),
    "(i32.lt_u (i32.sub (local.get $year) (i32.const 1970)) (i32.const 8030))",
    "(i32.lt_u (i32.sub (local.get $month) (i32.const 1)) (i32.const 12))",
    "(i32.lt_u (i32.sub (local.get $day) (i32.const 1)) (i32.const 31))",
    either(
      "(i32.le_u (local.get $day) (i32.const 28))",
      both(
        "(i32.le_u (local.get $day) (i32.const 30))",
        "(i32.ne (local.get $month) (i32.const 2))",
      ),
      // January, March, May, July, August, October, December.
      "(i32.and (i32.shr_u (i32.const 5546) (local.get $month)) (i32.const 1))",
    ),
    "(i32.lt_u (local.get $hour) (i32.const 24))",
    "(i32.lt_u (local.get $minute) (i32.const 60))",
    "(i32.lt_u (local.get $second) (i32.const 60))",
  )}) (then (return (i32.const 0))))
  (global.set $time (i64.add
    (i64.mul (i64.extend_i32_u (i32.add (i32.mul (local.get $year) (i32.const 10000))
      (i32.add (i32.mul (local.get $month) (i32.const 100)) (local.get $day)))) (i64.const 1000000))
    (i64.extend_i32_u (i32.add (i32.mul (local.get $hour) (i32.const 10000))
      (i32.add (i32.mul (local.get $minute) (i32.const 100)) (local.get $second))))))
  (i32.const 1))

;; FNV-1a, going on from $hash; 0 where a sign stands that no service's endpoint has.
(func $hash (param $hash i32) (param $from i32) (param $to i32) (param $isSource i32) (result i32)
  (local $c i32)
  (loop $signs
    (if (i32.lt_u (local.get $from) (local.get $to)) (then
      (local.set $c (i32.load8_u (local.get $from)))
      (if (local.get $isSource) (then
        (if (i32.eqz (i32.load8_u offset=${PLACES.endpoint} ${c})) (then (return (i32.const 0))))))
      (local.set $hash (i32.mul (i32.xor (local.get $hash) ${c}) (i32.const 16777619)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br $signs))))
  (local.get $hash))

;; Whether a table holds a hash.
(func $isIn (param $table i32) (param $hash i32) (result i32) (local $slot i32) (local $known i32)
  (local.set $slot (local.get $hash))
  (loop $slots
    (local.set $known (i32.load (i32.add (local.get $table)
      (i32.shl (i32.and (local.get $slot) (i32.const ${PLACES.slots - 1})) (i32.const 2)))))
    (if (i32.eq (local.get $known) (local.get $hash)) (then (return (i32.const 1))))
    (local.set $slot (i32.add (local.get $slot) (i32.const 1)))
    (br_if $slots (local.get $known)))
  (i32.const 0))

;; Whether the first record of the file has the same account or region; remembers the first one's.
(func $isPlace (param $known i32) (param $from i32) (param $to i32) (result i32) (local $all i32)
  (if (i32.gt_u (i32.sub ${length} (i32.const 1)) (i32.const 15)) (then (return (i32.const 0))))
  (if (i32.eqz (i32.load8_u (local.get $known))) (then
    (i32.store8 (local.get $known) ${length})
    (v128.store offset=1 (local.get $known) (v128.load (local.get $from)))
    (return (i32.const 1))))
  (local.set $all (i32.sub (i32.shl (i32.const 1) ${length}) (i32.const 1)))
  (i32.and
    (i32.eq (i32.load8_u (local.get $known)) ${length})
    (i32.eq (local.get $all) (i32.and (local.get $all) (i8x16.bitmask
      (i8x16.eq (v128.load offset=1 (local.get $known)) (v128.load (local.get $from))))))))

;; Takes note of a member of a record that says what it is; what is not as always makes the record odd.
(func $note (param $key i32) (param $from i32) (param $to i32) (param $escaped i32) (local $isText i32)
  (local.set $isText (i32.and ${is("(local.get $from)", '"')} (i32.eqz (local.get $escaped))))
  (if (i32.eq (local.get $key) (i32.const 4)) (then
    (if (i32.eqz ${either(is("(local.get $from)", "{"), is("(local.get $from)", "n"))}) (then
      (global.set $odd (i32.const 1))))
    (return)))
  (if (i32.or (i32.eqz (local.get $isText)) (i32.eq (local.get $key) (i32.const 6))) (then
    (global.set $odd (i32.const 1))
    (return)))
  (local.set $from (i32.add (local.get $from) (i32.const 1)))
  (local.set $to (i32.sub (local.get $to) (i32.const 1)))
  (if (i32.ge_u (local.get $key) (i32.const 8)) (then
    (global.set $seen (i32.or (global.get $seen) (i32.shl (i32.const 8) (i32.sub (local.get $key) (i32.const 8)))))
    (if (i32.eqz (call $isPlace
      (i32.add (i32.const ${PLACES.region}) (i32.mul (i32.sub (local.get $key) (i32.const 8)) (i32.const ${PLACES.account - PLACES.region})))
      (local.get $from) (local.get $to))) (then (global.set $mixed (i32.const 1))))
    (return)))
  (if (i32.eq (local.get $key) (i32.const 1)) (then
    (if (i32.eqz ${length}) (then (global.set $odd (i32.const 1))))
    (global.set $nameFrom (local.get $from))
    (global.set $nameTo (local.get $to))
    (global.set $seen (i32.or (global.get $seen) (i32.const 1)))
    (return)))
  (if (i32.eq (local.get $key) (i32.const 2)) (then
    (if (call $isTime (local.get $from) (local.get $to))
      (then (global.set $seen (i32.or (global.get $seen) (i32.const 2))))
      (else (global.set $odd (i32.const 1))))
    (return)))
  (if (i32.eq (local.get $key) (i32.const 3)) (then
    (global.set $source (call $hash (i32.const ${PLACES.basis}) (local.get $from) (local.get $to) (i32.const 1)))
    (if ${either("(i32.eqz (global.get $source))", `(i32.eqz ${length})`)} (then
      (global.set $odd (i32.const 1))))
    (global.set $seen (i32.or (global.get $seen) (i32.const 4)))
    (return)))
  (if (i32.eq (local.get $key) (i32.const 5)) (then
    (if (i32.or ${is("(local.get $from)", "I")} (i32.eqz ${length})) (then (global.set $odd (i32.const 1))))
    (return)))
  ;; userIdentity.type
  (if (i32.and (i32.eq ${length} (i32.const 4)) ${holds4("(local.get $from)", 0, "Root")}) (then
    (global.set $isRoot (i32.const 1)))))
`;
