/** A Sigma condition, read: names of searches joined by words. */
export type Condition =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "and" | "or"; readonly of: readonly Condition[] };

const DEEPEST = 30;

/**
 * Reads `selection and not 1 of filter_*`.
 *
 * @param names the searches of the rule, which `1 of` and `all of` choose among.
 * @throws Error with the reason.
 */
export function readCondition(text: string, names: readonly string[]): Condition {
  if (text.length > 2000) throw new Error("the condition is too long");
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const next = (): string => (words[at] ?? "").toLowerCase();

  const readOr = (depth: number): Condition => {
    const parts = [readAnd(depth)];
    while (next() === "or") {
      at += 1;
      parts.push(readAnd(depth));
    }
    return joined("or", parts);
  };
  const readAnd = (depth: number): Condition => {
    const parts = [readNot(depth)];
    while (next() === "and") {
      at += 1;
      parts.push(readNot(depth));
    }
    return joined("and", parts);
  };
  const readNot = (depth: number): Condition => {
    if (depth > DEEPEST) throw new Error("the condition is nested too deep");
    if (next() === "not") {
      at += 1;
      return { kind: "not", of: readNot(depth + 1) };
    }
    if (next() === "(") {
      at += 1;
      const inner = readOr(depth + 1);
      if (next() !== ")") throw new Error("a bracket is not closed");
      at += 1;
      return inner;
    }
    return readName();
  };
  const readName = (): Condition => {
    const word = words[at] ?? "";
    if ((words[at + 1] ?? "").toLowerCase() === "of") {
      const kind = word === "1" ? "or" : word.toLowerCase() === "all" ? "and" : undefined;
      if (kind === undefined) throw new Error(`${word} of … is not supported`);
      const chosen = choose(words[at + 2] ?? "", names);
      at += 3;
      return joined(
        kind,
        chosen.map((name) => ({ kind: "name", name })),
      );
    }
    if (!names.includes(word))
      throw new Error(`the condition names ${JSON.stringify(word)}, which is no search`);
    at += 1;
    return { kind: "name", name: word };
  };

  const condition = readOr(0);
  if (at < words.length)
    throw new Error(`${JSON.stringify(words[at])} is not supported in a condition`);
  return condition;
}

function choose(wanted: string, names: readonly string[]): readonly string[] {
  const prefix = wanted.endsWith("*") ? wanted.slice(0, -1) : undefined;
  const chosen = names.filter((name) =>
    wanted === "them"
      ? !name.startsWith("_")
      : prefix === undefined
        ? name === wanted
        : name.startsWith(prefix),
  );
  if (chosen.length === 0) throw new Error(`no search is called ${JSON.stringify(wanted)}`);
  return chosen;
}

function joined(kind: "and" | "or", parts: readonly Condition[]): Condition {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, of: parts };
}
