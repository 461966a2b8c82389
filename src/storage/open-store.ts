import { fileURLToPath } from "node:url";
import { OperatorError } from "../core/errors.ts";
import { FolderStore } from "./folder-store.ts";
import type { ObjectStore } from "./object-store.ts";
import { endpointOfEnv } from "./s3-link.ts";
import { S3Store } from "./s3-store.ts";
import type { StoreSettings } from "./store-settings.ts";

/** A store, and where in it what was typed begins. */
export interface OpenedStore {
  readonly store: ObjectStore;
  /** What the keys begin with: `""`, `logs/`, `logs/AWSLogs/`. As typed: a `/` at its end is not added. */
  readonly prefix: string;
  /** The store and the prefix in one way of writing, without what only says how to reach it: to keep beside records. */
  readonly uri: string;
  /** What the URI says besides, for who opened it: `lag=2h`. */
  readonly options: URLSearchParams;
}

/**
 * Opens `s3://bucket/prefix` or `file:///folder`; makes no request yet. A bucket's URI may say `?requester-pays=true`,
 * `?anonymous=true` (a public bucket), `?region=eu-west-1` and `?endpoint=http://127.0.0.1:4566`.
 *
 * @throws OperatorError `bad-argument` for a URI that names neither.
 */
export function openStore(uri: string, settings: StoreSettings = {}): OpenedStore {
  const [, scheme = "", rest = ""] = /^([a-z0-9]+):\/\/(.*)$/is.exec(uri) ?? [];
  if (scheme.toLowerCase() === "s3") return openBucket(uri, rest, settings);
  if (scheme.toLowerCase() === "file") return openFolder(uri);
  throw new OperatorError("bad-argument", `${uri} names neither a bucket nor a folder.`, {
    hint: "Write s3://bucket/prefix or file:///folder.",
  });
}

function openBucket(uri: string, rest: string, settings: StoreSettings): OpenedStore {
  const [place = "", query = ""] = rest.split("?", 2);
  const [bucket = "", ...path] = place.split("/");
  if (!/^[a-z0-9][a-z0-9._-]{1,254}$/i.test(bucket)) {
    throw new OperatorError("bad-argument", `${uri} names no bucket.`, {
      hint: "Write s3://bucket, s3://bucket/prefix, or an access point's alias in place of the bucket.",
    });
  }
  const options = new URLSearchParams(query);
  const prefix = path.join("/");
  const endpointUrl = options.get("endpoint") ?? settings.endpointUrl;
  const region = options.get("region") ?? settings.region;
  const store = new S3Store({
    ...settings,
    bucket,
    requesterPays: isOn(options, "requester-pays"),
    anonymous: isOn(options, "anonymous"),
    ...(endpointUrl !== undefined && { endpointUrl }),
    ...(region !== undefined && { region }),
  });
  // What another endpoint tells (an emulator) must never count as seen in AWS.
  const elsewhere = endpointUrl ?? endpointOfEnv();
  const from = elsewhere === undefined ? "" : `?endpoint=${encodeURI(elsewhere)}`;
  return { store, prefix, uri: `s3://${bucket}/${prefix}${from}`, options };
}

function isOn(options: URLSearchParams, name: string): boolean {
  const value = options.get(name);
  return value !== null && value !== "false";
}

function openFolder(uri: string): OpenedStore {
  try {
    const store = new FolderStore(fileURLToPath(uri));
    return { store, prefix: "", uri: store.uri, options: new URLSearchParams() };
  } catch (cause) {
    throw new OperatorError("bad-argument", `${uri} is not the address of a folder.`, {
      hint: "Write a path, or file:/// and an absolute path.",
      cause,
    });
  }
}
