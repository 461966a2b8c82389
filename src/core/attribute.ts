import type { Actor } from "./actor.ts";
import type { Change } from "./change.ts";
import { decode } from "./decode.ts";
import { followSession } from "./follow-session.ts";
import type { Archive } from "./handle.ts";
import { rememberFinds } from "./remember-finds.ts";
import type { CloudTrailRecord } from "./record.ts";
import { withShells } from "./shells.ts";
import type { Started } from "./starter.ts";
import { starters } from "./starters/index.ts";

/** Follows changes to who really stood behind them, with other records at hand. */
export interface Attributor {
  /** The change with its actor followed, and with who set the acting service to work, where the records show it. */
  readonly attribute: (change: Change, record: CloudTrailRecord) => Change;
  /** Who stood behind any record, also behind a service that made the call for somebody. */
  readonly identify: (record: CloudTrailRecord) => Actor;
}

/** More actors than this are not kept: an audit asks for hundreds of thousands, and for few of them twice. */
const MOST_ACTORS = 20_000;

/** A service that another service set to work, and so on: no deeper than this. A record that leads back to itself ends it too. */
const DEEPEST = 8;

/** @param given is asked for each session once, so it must not grow in the meantime. */
export function createAttributor(given: Archive): Attributor {
  const archive = rememberFinds(given);
  const known = new Map<string, Actor>();
  const underWay = new Set<string>();
  let wasCut = false;

  const start = (record: CloudTrailRecord, change?: Change): Started => {
    const actor = followSession(record, archive);
    const starter = starters.find((one) => one.acted(record, actor));
    if (starter === undefined) return { actor };
    if (underWay.has(record.eventID) || underWay.size >= DEEPEST) {
      wasCut = true;
      return { actor };
    }
    underWay.add(record.eventID);
    try {
      return starter.find({ change: change ?? decode(record), record, actor, archive, identify });
    } finally {
      underWay.delete(record.eventID);
      if (underWay.size === 0) wasCut = false;
    }
  };

  const identify = (record: CloudTrailRecord): Actor => {
    const found = known.get(record.eventID);
    if (found !== undefined) return found;
    const { actor } = start(record);
    if (known.size >= MOST_ACTORS) known.clear();
    if (!wasCut) known.set(record.eventID, actor);
    return actor;
  };

  return {
    identify,
    attribute: (change, record) => {
      const { actor, behind } = start(record, change);
      const who = withShells(actor, { record, archive, identify });
      return { ...change, actor: who, ...(behind !== undefined && { behind }) };
    },
  };
}
