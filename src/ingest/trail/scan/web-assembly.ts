/** What the finder's module shows of itself. */
export interface FinderExports {
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
}

/** The part of WebAssembly's API that is used: Node has it, its types only name it. */
interface WebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: FinderExports };
}

let compiled: object | undefined;

/** A new instance of the finder; compiled once. */
export function instantiate(assembled: () => Uint8Array): FinderExports {
  const { Module, Instance } = Reflect.get(globalThis, "WebAssembly") as WebAssembly;
  compiled ??= new Module(assembled());
  return new Instance(compiled).exports;
}
