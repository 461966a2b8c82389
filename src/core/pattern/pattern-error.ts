/** Where in a pattern something stands: keys and array positions from the outside in. */
export type PatternPath = readonly (string | number)[];

/** A pattern that the service would refuse. The message names the place and the reason. */
export class PatternError extends Error {
  override readonly name = "PatternError";
  readonly path: PatternPath;
  /** In the words of the service's own compiler where they are known: `Only one key allowed in match expression`. */
  readonly reason: string;

  constructor(path: PatternPath, reason: string) {
    super(path.length === 0 ? reason : `${pathText(path)}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/** `detail.eventName[0].wildcard` */
export function pathText(path: PatternPath): string {
  return path
    .map((part, index) =>
      typeof part === "number" ? `[${String(part)}]` : `${index === 0 ? "" : "."}${part}`,
    )
    .join("");
}
