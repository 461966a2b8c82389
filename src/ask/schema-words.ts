/** A JSON Schema, or a part of one. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** An object whose properties are all required but the optional ones. Others are allowed: the contract grows. */
export function object(
  properties: Readonly<Record<string, Schema>>,
  {
    optional = [],
    description,
  }: { readonly optional?: readonly string[]; readonly description?: string } = {},
): Schema {
  return {
    ...(description !== undefined && { description }),
    type: "object",
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
  };
}

export function array(items: Schema, description?: string): Schema {
  return { ...(description !== undefined && { description }), type: "array", items };
}

export function text(description?: string): Schema {
  return { ...(description !== undefined && { description }), type: "string" };
}

export function integer(description: string): Schema {
  return { description, type: "integer", minimum: 0 };
}

export function flag(description: string): Schema {
  return { description, type: "boolean" };
}

/** ISO 8601 in UTC. */
export function instant(description: string): Schema {
  return {
    description: `${description} ISO 8601 in UTC.`,
    type: "string",
    pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`,
  };
}

export function oneOf(values: readonly string[], description: string): Schema {
  return { description, enum: values };
}

/** A part under `$defs`. */
export function ref(name: string, description?: string): Schema {
  return { ...(description !== undefined && { description }), $ref: `#/$defs/${name}` };
}
