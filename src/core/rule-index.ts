import { compilePattern, type CompiledPattern } from "./pattern.ts";
import type { JsonObject } from "./record.ts";
import type { Rule } from "./rule.ts";

/** Rules by the operations that they can match, so that an event meets only those. */
export interface RuleIndex {
  readonly find: (eventName: string, event: JsonObject) => readonly Rule[];
  /** The services that some rule asks for by name; nothing where some rule takes any. */
  readonly eventSources: readonly string[];
}

interface Indexed {
  readonly rule: Rule;
  readonly pattern: CompiledPattern;
}

/** @throws PatternError where a rule's pattern would be refused. */
export function indexRules(rules: readonly Rule[]): RuleIndex {
  const byName = new Map<string, Indexed[]>();
  const ofAny: Indexed[] = [];
  const eventSources = new Set<string>();
  for (const rule of rules) {
    const pattern = compilePattern(rule.pattern);
    const indexed = { rule, pattern };
    const names = pattern.valuesOf("detail.eventName");
    if (names === undefined) ofAny.push(indexed);
    for (const name of names ?? []) {
      const list = byName.get(name) ?? [];
      list.push(indexed);
      byName.set(name, list);
    }
    for (const source of pattern.valuesOf("detail.eventSource") ?? []) eventSources.add(source);
  }
  const matching = (list: readonly Indexed[], event: JsonObject): readonly Rule[] =>
    list.filter(({ pattern }) => pattern.matches(event)).map(({ rule }) => rule);
  return {
    find: (eventName, event) => [
      ...matching(byName.get(eventName) ?? [], event),
      ...matching(ofAny, event),
    ],
    eventSources: [...eventSources],
  };
}
