import type { Archive } from "./handle.ts";
import type { CloudTrailRecord } from "./record.ts";

/** More answers than this are not kept. */
const MOST = 20_000;

/**
 * The same archive, which asks only once for what was ever recorded under a handle: a service is scaled a thousand times
 * under one configuration. Searches within a time are asked each time: they seldom come again.
 */
export function rememberFinds(archive: Archive): Archive {
  const known = new Map<string, readonly CloudTrailRecord[]>();
  return {
    find: (handle, search = {}) => {
      if (search.from !== undefined || search.to !== undefined) return archive.find(handle, search);
      const { account, region, order, limit } = search;
      const key = JSON.stringify([handle.kind, handle.name, account, region, order, limit]);
      const found = known.get(key);
      if (found !== undefined) return found;
      const asked = archive.find(handle, search);
      if (known.size >= MOST) known.clear();
      known.set(key, asked);
      return asked;
    },
  };
}
