import { PLACES } from "../layout.ts";
import { after, both, code, either, goOn, holds4, is, p } from "./words.ts";

const isDigit = `(i32.lt_u (i32.sub (i32.load8_u ${p}) ${code("0")}) (i32.const 10))`;
const skipDigits = `(loop $digit (if ${isDigit} (then ${goOn(1)} (br $digit))))`;

/** White space, numbers and literals. */
export const TOKENS = `
(func $space (param $p i32) (result i32) (local $v v128) (local $found i32)
  (loop $signs
    (local.set $v (v128.load ${p}))
    (local.set $found (i32.xor (i32.const 65535) (i8x16.bitmask (v128.or
      (v128.or (i8x16.eq (local.get $v) (i8x16.splat (i32.const 32)))
               (i8x16.eq (local.get $v) (i8x16.splat (i32.const 10))))
      (v128.or (i8x16.eq (local.get $v) (i8x16.splat (i32.const 13)))
               (i8x16.eq (local.get $v) (i8x16.splat (i32.const 9))))))))
    (if (i32.eqz (local.get $found)) (then ${goOn(16)} (br $signs))))
  (i32.add ${p} (i32.ctz (local.get $found))))

(func $isHex (param $p i32) (result i32)
  ${both(
    ...[2, 3, 4, 5].map(
      (at) => `(i32.load8_u offset=${PLACES.hex} (i32.load8_u offset=${at} ${p}))`,
    ),
  )})

(func $scalar (param $p i32) (result i32)
  (if ${holds4(p, 0, "true")} (then (return ${after(4)})))
  (if ${holds4(p, 0, "null")} (then (return ${after(4)})))
  (if ${both(is(p, "f"), holds4(p, 1, "alse"))} (then (return ${after(5)})))
  (if ${is(p, "-")} (then ${goOn(1)}))
  (if ${is(p, "0")} (then ${goOn(1)})
    (else (if (i32.eqz ${isDigit}) (then (return (i32.const 0)))) ${skipDigits}))
  (if ${is(p, ".")} (then
    ${goOn(1)}
    (if (i32.eqz ${isDigit}) (then (return (i32.const 0))))
    ${skipDigits}))
  (if (i32.eq (i32.or (i32.load8_u ${p}) (i32.const 32)) ${code("e")}) (then
    ${goOn(1)}
    (if ${either(is(p, "+"), is(p, "-"))} (then ${goOn(1)}))
    (if (i32.eqz ${isDigit}) (then (return (i32.const 0))))
    ${skipDigits}))
  ${p})
`;
