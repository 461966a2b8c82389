import type { StoredObject } from "../../storage/object-store.ts";
import { fetchFile, type Loss } from "./fetch-file.ts";
import { inOrder } from "./permits.ts";
import { NOTHING, portionsOf, type Portion } from "./portions.ts";
import type { Scanned } from "./scanner.ts";
import type { TrailRun } from "./trail-run.ts";

/** All that a file held, or a part of it. */
export interface FilePortion<File extends StoredObject> extends Portion {
  readonly file: File;
  /** Told with the last one: why the file told nothing, or not all that it should. */
  readonly loss?: Loss;
}

/**
 * Gets files side by side, and tells what they hold in their order. Ends early where the reading has ended: a file whose
 * last portion did not come was not read.
 */
export async function* readFiles<File extends StoredObject>(
  files: readonly File[],
  run: TrailRun,
): AsyncGenerator<FilePortion<File>> {
  const fetching = inOrder(
    files,
    run.permits,
    ({ size }) => size,
    (file, turn) => fetchFile(file, run, turn),
  );
  for await (const { file, scanned, loss } of fetching) {
    if (scanned === undefined) {
      if (loss === undefined) return;
      yield { file, scanned: NOTHING, isLast: true, loss };
      continue;
    }
    let damage: Loss | undefined;
    try {
      for await (const portion of portionsOf(scanned)) {
        damage ??= damageIn(portion.scanned, file);
        const told = { file, ...portion };
        yield portion.isLast && damage !== undefined ? { ...told, loss: damage } : told;
      }
    } catch (error) {
      if (!run.signal.aborted) run.broke(error);
      return;
    }
  }
}

/** What is no JSON any more may have been any number of records; a record that is odd is one. */
const DAMAGE = /^(?:cut off|not JSON)/;

/** The records of a damaged file that could be read are kept all the same, but it proves nothing. */
function damageIn({ unreadable }: Scanned, { key }: StoredObject): Loss | undefined {
  const flaw = unreadable.find(({ position, reason }) => position === key || DAMAGE.test(reason));
  return flaw && { kind: "damaged", why: `${flaw.position}: ${flaw.reason}` };
}
