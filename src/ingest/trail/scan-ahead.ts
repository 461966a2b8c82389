import type { FoundFile } from "../files/find-files.ts";
import type { ScannedPart, Scanner } from "./scanner.ts";
import { openTurn } from "./turn.ts";

/** As many records as may wait to be taken; there may be more where files differ much. */
const RECORDS_AHEAD = 300;
const FEWEST = 6;
const MOST = 256;

/**
 * Scans files side by side, and gives what they held in their order. How many are begun before the first is taken depends
 * on how much they hold: many small ones so that no thread waits, few large ones so that memory stays flat.
 *
 * @throws what the scanner throws: the signal's reason.
 */
export async function* scanAhead(
  files: AsyncIterable<FoundFile>,
  scanner: Scanner,
  signal?: AbortSignal,
): AsyncGenerator<ScannedPart> {
  const begun: Begun[] = [];
  let ahead = 64;
  let average = RECORDS_AHEAD / ahead;
  const take = async ({ scanning, read }: Begun): Promise<ScannedPart> => {
    read();
    const part = await scanning;
    average += (part.records.length - average) / ahead;
    ahead = Math.min(MOST, Math.max(FEWEST, Math.round(RECORDS_AHEAD / Math.max(1, average))));
    return part;
  };
  for await (const file of files) {
    begun.push(begin(file, scanner, signal));
    while (begun.length >= ahead) {
      const first = begun.shift();
      if (first !== undefined) yield await take(first);
    }
  }
  for (const one of begun) yield await take(one);
}

interface Begun {
  readonly scanning: Promise<ScannedPart>;
  readonly read: () => void;
}

function begin(file: FoundFile, scanner: Scanner, signal: AbortSignal | undefined): Begun {
  const { coming, come } = openTurn();
  const scanning = scanOne(file, scanner, coming, signal);
  // Whoever stops reading leaves some behind.
  scanning.catch(() => undefined);
  return { scanning, read: come };
}

async function scanOne(
  file: FoundFile,
  scanner: Scanner,
  turn: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<ScannedPart> {
  const { path, flaw } = file;
  if (flaw !== undefined) {
    return { records: [], unreadable: [{ position: path, reason: flaw }] };
  }
  return scanner.scanInParts({ name: path, path, isFile: file.isFile }, signal, turn);
}
