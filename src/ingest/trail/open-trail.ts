import { OperatorError } from "../../core/errors.ts";
import { openStore } from "../../storage/open-store.ts";
import type { Source, SourceSettings } from "../source.ts";
import { createScanner } from "./create-scanner.ts";
import { readTrail } from "./read-trail.ts";
import { DAY, HOUR, MINUTE } from "./trail-key.ts";

/** CloudTrail delivers within 5 minutes on average and does not promise it; late files do exist. */
const USUAL_LAG = HOUR;

/**
 * Opens a trail's bucket (`s3://bucket/prefix`), or a folder that was copied from one (`file:///folder`). Makes no request
 * yet.
 *
 * @throws OperatorError `bad-argument`
 */
export function openTrail(typed: string, settings: SourceSettings): Source {
  let requests = 0;
  const onRequest = (): void => {
    requests++;
  };
  const { store, prefix, uri, options } = openStore(typed, { ...settings, onRequest });
  const trail = {
    store,
    prefix,
    uri,
    lag: readLag(options.get("lag")),
    scanner: createScanner,
    requests: () => requests,
  };
  return { uri, read: (request) => readTrail(trail, request) };
}

const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: HOUR, d: DAY };

function readLag(text: string | null): number {
  if (text === null) return USUAL_LAG;
  const [, count = "", unit = ""] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const lag = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (lag >= MINUTE) return lag;
  throw new OperatorError("bad-argument", `lag=${text} cannot be used.`, {
    hint: "Write how late a file may be: lag=90m, lag=2h, lag=1d.",
  });
}
