import { PLACES } from "../layout.ts";

/**
 * Words that the finder's code is made of: each writes a piece of WebAssembly's text. `$p` is the place in the text, `$c`
 * the sign there. Every text ends with zeros, which JSON holds nowhere: so nothing asks at each sign whether the text ends
 * here, and reading sixteen signs at once may reach over its end.
 */
export const code = (sign: string): string => `(i32.const ${sign.charCodeAt(0)})`;
export const is = (place: string, sign: string): string =>
  `(i32.eq (i32.load8_u ${place}) ${code(sign)})`;
export const p = "(local.get $p)";
export const c = "(local.get $c)";
export const after = (count: number): string => `(i32.add ${p} (i32.const ${count}))`;
export const goOn = (count: number): string => `(local.set $p ${after(count)})`;

/** Up to eight signs as the number that loading them gives. */
const word = (signs: string): string => {
  const bytes = Array.from(signs, (sign) => BigInt(sign.charCodeAt(0)));
  return String(bytes.reduceRight((sum, byte) => sum * 256n + byte, 0n));
};
export const starts = (at: string, signs: string): string =>
  `(i64.eq (i64.load ${at}) (i64.const ${word(signs)}))`;
export const holds4 = (at: string, offset: number, signs: string): string =>
  `(i32.eq (i32.load offset=${offset} ${at}) (i32.const ${word(signs)}))`;
export const either = (...tests: readonly string[]): string =>
  tests.reduce((one, other) => `(i32.or ${one} ${other})`);
export const both = (...tests: readonly string[]): string =>
  tests.reduce((one, other) => `(i32.and ${one} ${other})`);

/** Leaves $p at the first sign that is no white space, and that sign in $c. */
export const skipSpace = `
  (local.set $c (i32.load8_u ${p}))
  (if (i32.le_u ${c} (i32.const 32)) (then
    (local.set $p (call $space ${p}))
    (local.set $c (i32.load8_u ${p}))))`;

/** A bit for each of sixteen signs that a quotation mark, a backslash or a control character is. */
const special16 = (offset: number): string => `(i64.extend_i32_u (i8x16.bitmask (v128.or (v128.or
      (i8x16.eq (local.tee $v (v128.load offset=${offset} ${p})) (i8x16.splat ${code('"')}))
      (i8x16.eq (local.get $v) (i8x16.splat ${code("\\")})))
      (i8x16.le_u (local.get $v) (i8x16.splat (i32.const 31))))))`;

/**
 * From the opening quote at $p to behind the closing one; leaves by $stop where there is none, or where a sign or an
 * escape stands that JSON does not allow. $escaped tells whether there was an escape. $specials are those of the 64 signs
 * from $block on: most strings end where it is known already, and nothing depends on how long each is.
 */
export const skipString = `
  ${goOn(1)}
  (loop $signs
    (local.set $found (i32.sub ${p} (local.get $block)))
    (if (i32.lt_u (local.get $found) (i32.const 64)) (then
      (local.set $rest (i64.shr_u (local.get $specials) (i64.extend_i32_u (local.get $found))))
      (if (i64.eqz (local.get $rest)) (then
        (local.set $p (i32.add (local.get $block) (i32.const 64)))
        (br $signs))))
    (else
      (local.set $block ${p})
      (local.set $specials (i64.or
        (i64.or ${special16(0)} (i64.shl ${special16(16)} (i64.const 16)))
        (i64.or (i64.shl ${special16(32)} (i64.const 32)) (i64.shl ${special16(48)} (i64.const 48)))))
      (local.set $rest (local.get $specials))
      (if (i64.eqz (local.get $rest)) (then ${goOn(64)} (br $signs)))))
    (local.set $p (i32.add ${p} (i32.wrap_i64 (i64.ctz (local.get $rest)))))
    (local.set $c (i32.load8_u ${p}))
    (if (i32.ne ${c} ${code('"')}) (then
      (br_if $stop (i32.ne ${c} ${code("\\")}))
      (local.set $escaped (i32.const 1))
      (local.set $c (i32.load8_u offset=${PLACES.escapes} (i32.load8_u offset=1 ${p})))
      (br_if $stop (i32.eqz ${c}))
      (if (i32.eq ${c} (i32.const 6)) (then
        (br_if $stop (i32.eqz (call $isHex ${p})))))
      (local.set $p (i32.add ${p} ${c}))
      (br $signs))))
  ${goOn(1)}`;
