import { StoreFailure } from "../storage/object-store.ts";
import { fetchObject, HOUR_MS, type Context } from "./context.ts";
import type { TrailPlace } from "./find-places.ts";
import { hourOf, type JudgedDigest, type Origin } from "./judge-digest.ts";
import type { LinkFinding } from "./judge-link.ts";
import type { ListedChain } from "./list-digests.ts";
import type { Span } from "./public-keys.ts";
import { intervalOf, type Tally } from "./tally.ts";
import { instantText } from "./trail-key.ts";

/** Where a link was found, and where to write it down. */
export interface Scene {
  readonly place: TrailPlace;
  readonly origin: Origin;
  readonly tally: Tally;
  readonly context: Context;
}

/** Writes down what two neighbours of a chain say about each other and what lies between them. */
export async function takeLink(
  link: LinkFinding,
  { trail }: ListedChain,
  older: JudgedDigest | undefined,
  scene: Scene,
): Promise<void> {
  const { tally, origin } = scene;
  switch (link.kind) {
    case "replaced": {
      const counts = tally.of(trail).digests;
      counts.invalid += 1;
      counts.valid -= 1;
      const key = `${origin.above}${older?.loaded.listed.object.key ?? ""}`;
      tally.problem("digest-replaced", trail, key, link.reason, older && hourOf(older));
      return;
    }
    case "gap": {
      const { from, to } = intervalOf(link.span);
      const says = `CloudTrail began a new chain at ${to}: logging or validation was off since ${from}, or every digest in between was deleted. Nothing is proven about that time.`;
      tally.notice("gap", trail, says);
      return;
    }
    case "begins": {
      const says = `The first digest of the chain begins at ${instantText(link.at)}: nothing is proven about the time before.`;
      // Whoever asks for everything since the beginning has it.
      tally.notice("chain-begins", trail, says, scene.context.window.from > 0);
      return;
    }
    case "unaccounted":
      takeUnaccounted(link, trail, scene);
      return;
    case "absent":
      await takeAbsent(link, trail, scene);
      if (!older) tally.notice("chain-begins", trail, nothingBefore(link.at));
  }
}

async function takeAbsent(
  { bucket, object, at, unaccounted }: LinkFinding & { readonly kind: "absent" },
  trail: string,
  scene: Scene,
): Promise<void> {
  const { tally, origin, context } = scene;
  const isHere = bucket === origin.bucket && object.startsWith(origin.above);
  if (!isHere || (await exists(context, object.slice(origin.above.length)))) {
    const says = `The chain goes on elsewhere, in s3://${bucket}/${object}: verify that place too.`;
    tally.notice("unread", trail, says);
    return;
  }
  const isBackfill = object.endsWith("_backfill.json.gz");
  tally.of(trail).digests.missing += 1;
  context.tell({ file: "digest", key: object, verdict: "digest-missing", isBackfill });
  tally.problem("digest-missing", trail, object, "not found", { from: at - HOUR_MS, to: at });
  if (unaccounted) takeUnaccounted(unaccounted, trail, scene);
}

async function exists(context: Context, key: string): Promise<boolean> {
  try {
    await fetchObject(context, key);
    return true;
  } catch (error) {
    if (error instanceof StoreFailure) return error.code !== "not-found";
    throw error;
  }
}

function takeUnaccounted(
  { span, count }: { readonly span: Span; readonly count: number },
  trail: string,
  { place, origin, tally }: Scene,
): void {
  const { from, to } = intervalOf(span);
  const key = `${origin.above}${place.base}CloudTrail-Digest/${place.region}/`;
  tally.of(trail).digests.missing += count;
  const missing = `${String(count)} hourly digest${count === 1 ? "" : "s"}`;
  tally.problem(
    "digest-unaccounted",
    trail,
    key,
    `no digest from ${from} to ${to}: ${missing}`,
    span,
  );
}

function nothingBefore(at: number): string {
  return `Nothing is known about the time before ${instantText(at)}: the digests were deleted too, have expired, or were never made.`;
}
