import type { ObjectStore } from "../../storage/object-store.ts";
import { openStore } from "../../storage/open-store.ts";
import type { SourceSettings } from "../source.ts";
import { createScanner } from "../trail/create-scanner.ts";
import type { Scanned, Scanner } from "../trail/scanner.ts";
import type { NamedObject } from "./named-objects.ts";

/** Fetches log files that messages name. */
export interface ObjectFetcher {
  /** @throws StoreFailure */
  readonly fetch: (object: NamedObject, signal?: AbortSignal) => Promise<Scanned>;
  readonly close: () => Promise<void>;
}

/** A bucket's files, each scanned as a trail's; clients and scanner are made when first needed. */
export function openFetcher(settings: SourceSettings): ObjectFetcher {
  const stores = new Map<string, ObjectStore>();
  let scanner: Scanner | undefined;

  const storeOf = ({ bucket, region }: NamedObject): ObjectStore => {
    const known = stores.get(bucket);
    if (known) return known;
    const { store } = openStore(`s3://${bucket}`, {
      ...settings,
      ...(region !== undefined && { region }),
    });
    stores.set(bucket, store);
    return store;
  };

  return {
    fetch: async (object, signal) => {
      const { bytes } = await storeOf(object).get(object.key, signal);
      scanner ??= createScanner({ threads: 0 });
      return scanner.scan({ name: `s3://${object.bucket}/${object.key}`, bytes }, signal);
    },
    close: async () => scanner?.close(),
  };
}
