import type { EventPattern } from "./pattern.ts";
import type { Json } from "./record.ts";

/** The part of a pattern on `detail` that finds any of these texts in any command that a call gives to a container. */
export function commandsWith(texts: readonly string[]): EventPattern {
  const values = texts.map((text): Json => ({ wildcard: `*${text}*` }));
  return {
    $or: [
      { requestParameters: { containerDefinitions: { command: values } } },
      { requestParameters: { containerDefinitions: { entryPoint: values } } },
      { requestParameters: { containerDefinitions: { healthCheck: { command: values } } } },
      { requestParameters: { overrides: { containerOverrides: { command: values } } } },
      { requestParameters: { command: values } },
    ],
  };
}
