import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateRawSync, gunzipSync, gzipSync, crc32 } from "node:zlib";
import { PLACES } from "./layout.ts";
import { FARTHEST } from "./record-finder.ts";
import { Unpacker, type Bytes } from "./unpacker.ts";
import { compile, instantiate } from "./web-assembly.ts";

/** `UNPACK_FILES=100000 npm test -- src/ingest/trail/scan/unpacker.test.ts` looks longer. */
const FILES = Number(process.env["UNPACK_FILES"] ?? 1500);
const FIRST = Number(process.env["UNPACK_SEED"] ?? Date.now() % 2 ** 31);

const PARTS = [4096, 5000, PLACES.inputSize];
const ROOMS = [1, 7, 300, 5000, 2 ** 20];

class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(count: number): number {
    this.#state =
      (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c_1b_3c_6d) + 0x9e_37_79_b9) | 0;
    const mixed = Math.imul(this.#state ^ (this.#state >>> 13), 0x29_7a_2d_39);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % count;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}

/** Text of all kinds: what repeats near and far, what does not, one letter only, none at all. */
function makeText(dice: Dice): Buffer {
  const pieces: Buffer[] = [];
  for (let left = dice.below(dice.pick([3, 10, 60])); left > 0; left--) {
    const length = dice.below(dice.pick([4, 100, 1500]));
    const alphabet = dice.pick([1, 2, 16, 64, 256]);
    const fresh = Buffer.from(Array.from({ length }, () => dice.below(alphabet)));
    const before = pieces[dice.below(pieces.length + 1)];
    pieces.push(before === undefined ? fresh : before.subarray(dice.below(before.length + 1)));
  }
  return Buffer.concat(pieces);
}

function pack(text: Uint8Array, dice: Dice): Buffer {
  const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED } = constants;
  const options = {
    level: dice.below(10),
    memLevel: 1 + dice.below(9),
    windowBits: 9 + dice.below(7),
    strategy: dice.pick([Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED]),
  };
  if (dice.below(3) > 0) return gzipSync(text, options);
  const flags = dice.below(2) * 4 + dice.below(2) * 8 + dice.below(2) * 16 + dice.below(2);
  return wrap(deflateRawSync(text, options), text, flags);
}

/** A gzip member with the parts that its flags tell of. */
function wrap(deflated: Uint8Array, text: Uint8Array, flags = 0): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(text));
  trailer.writeUInt32LE(text.length, 4);
  return Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 3]),
    Buffer.from((flags & 4) === 0 ? [] : [3, 0, 97, 98, 99]),
    Buffer.from((flags & 8) === 0 ? "" : "a name\0"),
    Buffer.from((flags & 16) === 0 ? "" : "a comment\0"),
    deflated,
    trailer,
  ]);
}

function damage(packed: Buffer, dice: Dice): Buffer {
  const damaged = Buffer.from(packed);
  const at = dice.below(dice.pick([packed.length, Math.min(60, packed.length)]));
  const kind = dice.below(4);
  if (kind === 0) return damaged.subarray(0, at);
  if (kind === 1) return Buffer.concat([damaged, Buffer.from([dice.below(3), dice.below(256)])]);
  if (kind === 2) damaged[at] = dice.below(256);
  else damaged[at] = (damaged[at] ?? 0) ^ (1 << dice.below(8));
  return damaged;
}

function bytesOf(packed: Uint8Array): Bytes {
  let from = 0;
  const read = (into: Uint8Array): number => {
    const part = packed.subarray(from, from + into.length);
    into.set(part);
    from += part.length;
    return part.length;
  };
  return { size: packed.length, read };
}

/** What stands further back than packed text may refer to is overwritten, as in the finder's window. */
class Output {
  readonly exports = instantiate(compile());
  #end: number = PLACES.window;

  constructor() {
    this.exports.memory.grow(64);
  }

  unpack(unpacker: Unpacker, packed: Uint8Array, room: number) {
    this.#end = PLACES.window;
    if (!unpacker.begin(bytesOf(packed))) return { text: Buffer.alloc(0), ended: "no gzip" };
    const pieces: Buffer[] = [];
    for (;;) {
      const { count, ended } = unpacker.unpack(this.#end, room);
      pieces.push(Buffer.from(Buffer.from(this.exports.memory.buffer, this.#end, count)));
      this.#end += count;
      if (ended !== "more") return { text: Buffer.concat(pieces), ended };
      this.#slide();
    }
  }

  #slide(): void {
    const { memory, floor } = this.exports;
    const moved = this.#end - PLACES.window - FARTHEST;
    if (moved <= FARTHEST) return;
    const bytes = new Uint8Array(memory.buffer);
    bytes.copyWithin(PLACES.window, PLACES.window + moved, this.#end);
    this.#end -= moved;
    bytes.fill(0xee, this.#end, this.#end + moved);
    floor.value = Math.max(PLACES.window, floor.value - moved);
  }
}

function unpackPlainly(packed: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(packed);
  } catch {
    return undefined;
  }
}

test("what is packed in any way is unpacked as zlib does it, whole, damaged and cut", () => {
  const tools = PARTS.map((part) => {
    const output = new Output();
    return { output, unpacker: new Unpacker(output.exports, part) };
  });
  let whole = 0;
  for (let number = 0; number < FILES; number++) {
    const seed = FIRST + number;
    const dice = new Dice(seed);
    const hint = `UNPACK_SEED=${seed} UNPACK_FILES=1`;
    const members = Array.from({ length: 1 + dice.below(3) }, () => makeText(dice));
    const sound = Buffer.concat(members.map((text) => pack(text, dice)));
    const packed = dice.below(2) === 0 ? sound : damage(sound, dice);
    const room = dice.pick([2 ** 20, ...ROOMS]);

    for (const { unpacker, output } of tools) {
      const { text, ended } = output.unpack(unpacker, packed, room);
      const expected = unpackPlainly(packed);

      if (packed === sound) assert.equal(ended, "whole", hint);
      // What a damaged header still allows, zlib may know better.
      if (ended === "whole") assert.ok(expected?.equals(text), hint);
    }
    if (packed === sound) whole++;
  }
  assert.ok(FILES < 100 || whole > FILES / 4);
});

test("what lies across the end of what is read at once is whole", () => {
  const output = new Output();
  const unpacker = new Unpacker(output.exports, 4096);
  for (let length = 4000; length < 4110; length++) {
    const first = Buffer.alloc(length, "text that repeats only after a while, ");
    const second = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * index) % 97));
    const texts = [first, second];
    const packed = texts.map((text, index) =>
      wrap(deflateRawSync(text, { level: index * 9 }), text, 28),
    );

    const { text, ended } = output.unpack(unpacker, Buffer.concat(packed), 2 ** 20);

    assert.equal(ended, "whole", String(length));
    assert.ok(text.equals(Buffer.concat(texts)));
  }
});

/** Bits as RFC 1951 writes them: numbers lowest bit first, codes as they are read. */
function bitsOf(...fields: readonly string[]): Buffer {
  const bits = fields.join("").replaceAll(" ", "");
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return Buffer.from(
    bytes.map((byte) => Number.parseInt(Array.from(byte).toReversed().join(""), 2)),
  );
}

/** The lowest bit first. */
const number = (value: number, bits: number): string =>
  Array.from(value.toString(2).padStart(bits, "0")).toReversed().join("");

test("blocks that begin anywhere are whole", () => {
  const text = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * index * 7) % 251));
  // So little memory for packing makes many short blocks.
  const packed = gzipSync(text, { memLevel: 1 });
  for (let part = 4096; part < 4126; part++) {
    const output = new Output();

    const unpacked = output.unpack(new Unpacker(output.exports, part), packed, 2 ** 20);

    assert.deepEqual(unpacked, { text, ended: "whole" }, String(part));
  }
});

test("what a checksum does not tell is refused as zlib refuses it", () => {
  const fixed = number(1, 1) + number(1, 2);
  const stored = number(1, 1) + number(0, 2) + "00000";
  // Codes of one bit for `a` and for the end, told by a code of one bit for lengths of 1 and of one for many zeros.
  const dynamic = (letters: number): string =>
    [
      number(1, 1) + number(2, 2) + number(letters - 257, 5) + number(0, 5) + number(14, 4),
      `000 000 100${" 000".repeat(14)} 100`,
      `1${number(86, 7)} 0 1${number(127, 7)} 1${number(9, 7)} 0 1${number(letters - 257 + 1 - 11, 7)}`,
      "0 1",
    ].join("");
  const letter = Buffer.from("a");
  const CASES: readonly (readonly [string, Buffer, Buffer, boolean])[] = [
    ["a letter", bitsOf(fixed, "10010001", "0000000"), letter, true],
    [
      "a copy from before the text",
      bitsOf(fixed, "10010001", "0000001 00011", "0000000"),
      Buffer.from("a\0\0\0"),
      false,
    ],
    [
      "a length that does not exist",
      bitsOf(fixed, "10010001", "11000110", "0000000"),
      letter,
      false,
    ],
    [
      "text that is not packed",
      bitsOf(stored, number(1, 16), number(0xfffe, 16), number(97, 8)),
      letter,
      true,
    ],
    [
      "its length told twice, not alike",
      bitsOf(stored, number(1, 16), number(0xfffd, 16), number(97, 8)),
      letter,
      false,
    ],
    ["286 letters and lengths", bitsOf(dynamic(286)), letter, true],
    ["287 of them", bitsOf(dynamic(287)), letter, false],
  ];
  for (const [says, deflated, text, isSound] of CASES) {
    // In memory of its own: what stands before the text is zeros.
    const output = new Output();
    const packed = wrap(deflated, text);

    const { ended } = output.unpack(new Unpacker(output.exports, 4096), packed, 2 ** 20);

    assert.equal(unpackPlainly(packed) !== undefined, isSound, `${says}: zlib`);
    assert.equal(ended === "whole", isSound, says);
  }
});
