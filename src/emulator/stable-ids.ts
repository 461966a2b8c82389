const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const known = new Map<string, string>();

/** `count` hexadecimal characters that are always the same for the same text. */
export function hexOf(text: string, count: number): string {
  let hex = "";
  for (let round = 0; hex.length < count; round += 1) {
    const [one, two, three, four] = scatter(text, round);
    hex += eightDigits(one) + eightDigits(two) + eightDigits(three) + eightDigits(four);
  }
  return hex.slice(0, count);
}

/** A UUID (version 4 by its looks) that is always the same for the same text. */
export function uuidOf(text: string): string {
  const [one, two, three, four] = scatter(text, 0);
  const second = eightDigits((two & 0xffff0fff) | 0x4000);
  const third = eightDigits((three & 0x3fffffff) | 0x80000000);
  return `${eightDigits(one)}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${eightDigits(four)}`;
}

function eightDigits(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}

/** `count` letters and digits as in access key ids and IAM's unique ids, the same for the same text. */
export function lettersOf(text: string, count: number): string {
  const before = known.get(text);
  if (before?.length === count) return before;
  const random = seededRandom(text);
  let letters = "";
  while (letters.length < count) letters += ALPHABET.charAt(Math.floor(random() * 32));
  known.set(text, letters);
  return letters;
}

/** A 19-digit number as in `ecs-svc/…`, the same for the same text. */
export function digitsOf(text: string): string {
  const [one, other] = scatter(text, 0);
  const rest = `${String(one).padStart(10, "0")}${String(other).padStart(10, "0")}`;
  return `${String((one % 9) + 1)}${rest.slice(-18)}`;
}

/** Numbers from 0 up to but not including 1, always the same row for the same seed. */
export function seededRandom(seed: string): () => number {
  let [state] = scatter(seed, 0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Four = readonly [number, number, number, number];

/**
 * 128 bits that depend on every character: cyrb128, of the public domain. Ids only have to differ, and a cryptographic
 * hash took most of the time of telling a story.
 */
function scatter(text: string, round: number): Four {
  let one = 1_779_033_703 ^ round;
  let two = 3_144_134_277;
  let three = 1_013_904_242;
  let four = 2_773_480_762;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = two ^ Math.imul(one ^ code, 597_399_067);
    two = three ^ Math.imul(two ^ code, 2_869_860_233);
    three = four ^ Math.imul(three ^ code, 951_274_213);
    four = one ^ Math.imul(four ^ code, 2_716_044_179);
  }
  one = Math.imul(three ^ (one >>> 18), 597_399_067);
  two = Math.imul(four ^ (two >>> 22), 2_869_860_233);
  three = Math.imul(one ^ (three >>> 17), 951_274_213);
  four = Math.imul(two ^ (four >>> 19), 2_716_044_179);
  one ^= two ^ three ^ four;
  return [one >>> 0, (two ^ one) >>> 0, (three ^ one) >>> 0, (four ^ one) >>> 0];
}
