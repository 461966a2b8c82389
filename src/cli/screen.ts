import type { Screen } from "../ask/format.ts";
import type { Surroundings } from "./surroundings.ts";

/** What the user asked about looks. */
export interface Looks {
  readonly color: "auto" | "always" | "never";
  readonly local: boolean;
}

/** Where an answer will be read: a terminal of some width, or a pipe where nobody looks. */
export function screenOf({ stdout, env }: Surroundings, { color, local }: Looks): Screen {
  const colour = color === "always" || (color === "auto" && stdout.isTTY && !isSet(env.NO_COLOR));
  return {
    width: stdout.isTTY ? (stdout.columns ?? 80) : widthFrom(env.COLUMNS),
    colour,
    hyperlinks: colour && stdout.isTTY && env.TERM !== "dumb",
    timeZone: local ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined,
    ages: stdout.isTTY,
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function widthFrom(columns: string | undefined): number | undefined {
  const width = Number(columns);
  return Number.isInteger(width) && width >= 20 ? width : undefined;
}
