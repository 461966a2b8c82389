import type { Dice } from "./dice.ts";

/** A JSON value with keys as often as one likes, and numbers and texts written as they are to be written. */
export type Loose = string | number | boolean | null | Written | readonly Loose[] | Members;

export class Members {
  readonly list: (readonly [string, Loose])[];
  constructor(...list: (readonly [string, Loose])[]) {
    this.list = list;
  }
}
/** JSON text that goes into the document as it is. */
export class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Writes JSON with white space and escapes at random. */
export class Writer {
  readonly dice: Dice;
  /** What is put between tokens in this document. */
  readonly spaces: readonly [string, ...string[]];
  readonly escapes: number;

  constructor(dice: Dice) {
    this.dice = dice;
    this.spaces = dice.is(60) ? [""] : ["", " ", "\n  ", "\r\n\t", " ".repeat(20)];
    this.escapes = dice.is(80) ? 0 : 3;
  }

  space = (): string => this.dice.pick(this.spaces);

  write(value: Loose): string {
    const { space } = this;
    if (value instanceof Written) return value.text;
    if (typeof value === "string") return this.quote(value);
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    if (value instanceof Members) {
      const members = value.list.map(
        ([key, inner]) => `${this.quote(key)}${space()}:${space()}${this.write(inner)}`,
      );
      return `{${space()}${members.join(`${space()},${space()}`)}${space()}}`;
    }
    const items = value.map((item) => this.write(item));
    return `[${space()}${items.join(`${space()},${space()}`)}${space()}]`;
  }

  quote(text: string): string {
    const quoted = JSON.stringify(text);
    if (this.escapes === 0 || !this.dice.is(this.escapes * 5)) return quoted;
    return quoted.replaceAll(/[\w/.]/g, (sign, at: number) => {
      if (quoted[at - 1] === "\\" || quoted.includes("\\") || this.dice.is(70)) return sign;
      if (sign === "/") return "\\/";
      return `\\u00${sign.charCodeAt(0).toString(16).padStart(2, "0")}`;
    });
  }
}
