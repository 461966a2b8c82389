import { OperatorError } from "../core/errors.ts";
import { compilePattern, type EventPattern } from "../core/pattern.ts";
import { isObject, type Json, type JsonObject } from "../core/record.ts";

/**
 * The quota that accounts commonly have for the text of a pattern. The API takes 4096; the quota can be raised to it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
const LONGEST_PATTERN = 2048;

/**
 * A pattern as several, each short enough, that together match what it matches: its operations are divided among them, or
 * the arms of its `$or`.
 *
 * @throws OperatorError `bad-input` where nothing in it can be divided.
 */
export function splitPattern(
  pattern: EventPattern,
  id: string,
  longest = LONGEST_PATTERN,
): readonly EventPattern[] {
  if (lengthOf(pattern) <= longest) return [pattern];
  const halves = halve(pattern);
  if (halves === undefined) {
    throw new OperatorError(
      "bad-input",
      `The pattern of ${id} has ${String(lengthOf(pattern))} characters, and EventBridge takes ${String(longest)}.`,
      { hint: "Make two rules of it, or leave it to the Lambda: --native none." },
    );
  }
  return halves.flatMap((half) => splitPattern(half, id, longest));
}

function lengthOf(pattern: EventPattern): number {
  return new TextEncoder().encode(JSON.stringify(pattern)).length;
}

function halve(pattern: EventPattern): readonly EventPattern[] | undefined {
  const { detail } = pattern;
  if (!isObject(detail)) return undefined;
  const { eventName, $or, ...rest } = detail;
  const whole: JsonObject = { ...rest, ...(eventName !== undefined && { eventName }) };
  if (Array.isArray($or) && $or.length > 1) {
    return halvesOf($or).map((arms) => ({ ...pattern, detail: withArms(whole, arms) }));
  }
  // A call has one name, so that no event fits both halves.
  if (Array.isArray(eventName) && eventName.length > 1) {
    return halvesOf(eventName).map((names) => ({
      ...pattern,
      detail: { ...detail, eventName: names },
    }));
  }
  return undefined;
}

function halvesOf(list: readonly Json[]): readonly (readonly Json[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}

/** `$or` with one arm is no `$or`: the arm joins what stands beside it. */
function withArms(detail: JsonObject, arms: readonly Json[]): JsonObject {
  const [only, ...others] = arms;
  if (others.length > 0 || !isObject(only ?? null)) return { ...detail, $or: arms };
  return merge(detail, only as JsonObject);
}

function merge(one: JsonObject, other: JsonObject): JsonObject {
  const merged = new Map(Object.entries(one));
  for (const [key, value = null] of Object.entries(other)) {
    const before = merged.get(key);
    merged.set(
      key,
      isObject(before ?? null) && isObject(value) ? merge(before as JsonObject, value) : value,
    );
  }
  const result = Object.fromEntries(merged);
  compilePattern(result);
  return result;
}
