import { isObject, type Json, type JsonObject } from "../record.ts";
import type { Conjunction, Field } from "./read-alternatives.ts";
import type { Leaf } from "./read-matcher.ts";

/** Fields that must be there, by their names from the outside in: those below one name look into the same element. */
interface Node {
  readonly inner: Map<string, Node>;
  fits?: (value: Leaf) => boolean;
}

/**
 * Whether an event fits a conjunction. Below an array, fields must be found in the same element (arrays in arrays count as
 * one); "absent" is asked of the whole event, as the service does.
 */
export function compileConjunction(fields: Conjunction): (event: JsonObject) => boolean {
  const absent: Field[] = [];
  const either: Field[] = [];
  const present: Field[] = [];
  for (const field of fields.values()) {
    if (!field.matchers.some(({ kind }) => kind === "absent")) present.push(field);
    else if (field.matchers.every(({ kind }) => kind === "absent")) absent.push(field);
    else either.push(field);
  }
  const tree = treeOf(present);
  if (absent.length === 0 && either.length === 0) return (event) => matches(tree, event);
  if (either.length === 0) {
    return (event) => absent.every((field) => isMissing(event, field)) && matches(tree, event);
  }
  return (event) => {
    if (!absent.every((field) => isMissing(event, field))) return false;
    const there = either.filter((field) => !isMissing(event, field));
    return matches(there.length === 0 ? tree : treeOf([...present, ...there]), event);
  };
}

function isMissing(event: JsonObject, { segments }: Field): boolean {
  return !hasLeaf(event, segments, 0);
}

function hasLeaf(value: Json | undefined, segments: readonly string[], at: number): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.some((item: Json) => hasLeaf(item, segments, at));
  const name = segments[at];
  if (!isObject(value)) return name === undefined;
  return name !== undefined && Object.hasOwn(value, name) && hasLeaf(value[name], segments, at + 1);
}

function treeOf(fields: readonly Field[]): Node {
  const root: Node = { inner: new Map() };
  for (const { segments, matchers } of fields) {
    let node = root;
    for (const segment of segments) {
      const next: Node = node.inner.get(segment) ?? { inner: new Map() };
      node.inner.set(segment, next);
      node = next;
    }
    node.fits = anyOf(matchers);
  }
  return root;
}

function anyOf(matchers: Field["matchers"]): (value: Leaf) => boolean {
  const exact = new Set<Leaf>();
  const tests: ((value: Leaf) => boolean)[] = [];
  for (const matcher of matchers) {
    if (matcher.kind === "exact") exact.add(matcher.value);
    else if (matcher.kind === "test") tests.push(matcher.fits);
  }
  if (tests.length === 0) return (value) => exact.has(value);
  return (value) => exact.has(value) || tests.some((fits) => fits(value));
}

function matches(node: Node, value: Json | undefined): boolean {
  if (value === undefined) return node.inner.size === 0 && node.fits === undefined;
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return node.fits !== undefined && node.inner.size > 0
      ? matchesBoth(node, items)
      : items.some((item) => matches(node, item));
  }
  if (!isObject(value)) return node.inner.size === 0 && node.fits?.(value as Leaf) === true;
  if (node.fits !== undefined) return false;
  for (const [name, inner] of node.inner) {
    if (!Object.hasOwn(value, name) || !matches(inner, value[name])) return false;
  }
  return true;
}

/** A name that has values of its own and names below it: only an array can hold both. */
function matchesBoth({ inner, fits }: Node, items: readonly Json[]): boolean {
  const leaf: Node = { inner: new Map(), ...(fits && { fits }) };
  return matches(leaf, items) && matches({ inner }, items);
}
