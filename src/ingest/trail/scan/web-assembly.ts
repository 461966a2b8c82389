import { assemble } from "./assemble.ts";
import { SCAN_MODULE } from "./code/module.ts";

/** What the module shows of itself: the finder and inflate work in one memory. */
export interface ScanExports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  /** Reads the text between two places; tells how it ended (`STATUS`). */
  readonly find: (from: number, end: number, isLast: number) => number;
  readonly state: { value: number };
  readonly at: { value: number };
  readonly records: { value: number };
  readonly taken: { value: number };
  readonly out: { value: number };
  readonly mixed: { value: number };
  readonly oldest: { value: bigint };
  readonly newest: { value: bigint };
  /** Begins with a deflate stream that stands at a place, and whose text is written from another on. */
  readonly startInflate: (from: number, to: number) => void;
  /** Unpacks what stands before `inputEnd` to a place, up to about `outputEnd`; tells how it ended (`UNPACKED`). */
  readonly inflate: (to: number, outputEnd: number, inputEnd: number, isLast: number) => number;
  /** The next byte of the input that is not used. */
  readonly in: { value: number };
  /** Behind the last byte written. */
  readonly outAt: { value: number };
  /** The first byte that may be copied from. */
  readonly floor: { value: number };
}

/** The part of WebAssembly's API that is used: Node has it, its types only name it. */
interface WebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: ScanExports };
}

let compiled: object | undefined;

/** The module, compiled once; other threads can be given it. */
export function compile(): object {
  const { Module } = Reflect.get(globalThis, "WebAssembly") as WebAssembly;
  compiled ??= new Module(assemble(SCAN_MODULE));
  return compiled;
}

/** A new instance, with a memory of its own. */
export function instantiate(module: object): ScanExports {
  const { Instance } = Reflect.get(globalThis, "WebAssembly") as WebAssembly;
  return new Instance(module).exports;
}
