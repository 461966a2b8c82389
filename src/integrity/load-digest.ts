import { isObject } from "../core/record.ts";
import { StoreFailure } from "../storage/object-store.ts";
import { sha256, unpackContent } from "./content.ts";
import { fetchObject, type Context } from "./context.ts";
import { readDigest, type Digest } from "./digest.ts";
import type { ListedDigest } from "./list-digests.ts";
import { isUnchanged, type RememberedDigest } from "./verified-memory.ts";

/** A digest file as it was read, before anything of it is believed. */
export interface LoadedDigest {
  readonly listed: ListedDigest;
  /** Absent where the file is damaged or could not be read. */
  readonly content?: {
    readonly digest: Digest;
    /** Of the unpacked content. */
    readonly sha256: string;
    /** As the object's own metadata or the file beside it has it. */
    readonly signature?: string;
    /** When a backfill was made, in milliseconds since 1970. */
    readonly generated?: number;
  };
  /** Why it could not be read, as a sentence; a damaged file was read. */
  readonly unread?: string;
  readonly isGone?: true;
  readonly remembered?: RememberedDigest;
}

/** Reads one digest, from memory where the object is still the same. Never throws for the store. */
export async function loadDigest(
  listed: ListedDigest,
  context: Context,
  known: RememberedDigest | undefined,
): Promise<LoadedDigest> {
  if (known && isUnchanged(listed.object, known) && !hasNewSignature(listed, known)) {
    const { digest, sha256: hash, signature, generated } = known;
    const content = contentOf(digest, hash, signature, generated);
    return { listed, content, remembered: known };
  }
  try {
    return await readAnew(listed, context);
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    return {
      listed,
      unread: error.message,
      ...(error.code === "not-found" && { isGone: true }),
    };
  }
}

async function readAnew(listed: ListedDigest, context: Context): Promise<LoadedDigest> {
  const { object } = listed;
  const { bytes, metadata } = await fetchObject(context, object.key, object.size);
  const content = unpackContent(bytes, !context.isBucket);
  const digest = content && readDigest(content);
  if (!content || !digest) return { listed };
  const said = context.isBucket ? metadata : await readSidecar(listed, context, metadata);
  const signature = said.has("signature-algorithm") ? said.get("signature") : undefined;
  const generated = Date.parse(said.get("backfill-generation-timestamp") ?? "");
  return {
    listed,
    content: contentOf(
      digest,
      sha256(content),
      signature,
      Number.isNaN(generated) ? undefined : generated,
    ),
  };
}

function contentOf(
  digest: Digest,
  hash: string,
  signature: string | undefined,
  generated: number | undefined,
): NonNullable<LoadedDigest["content"]> {
  return {
    digest,
    sha256: hash,
    ...(signature !== undefined && { signature }),
    ...(generated !== undefined && { generated }),
  };
}

/** Somebody has laid the signature beside it since. */
function hasNewSignature({ sidecar }: ListedDigest, { signature }: RememberedDigest): boolean {
  return signature === undefined && sidecar !== undefined;
}

/** The metadata as `aws s3api head-object` prints it, and whatever the store itself knows. */
async function readSidecar(
  { sidecar }: ListedDigest,
  context: Context,
  metadata: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  if (sidecar === undefined) return metadata;
  const { bytes } = await fetchObject(context, sidecar.key);
  return new Map([...metadata, ...readSidecarText(bytes)]);
}

/** The metadata in what `aws s3api head-object` printed. Never throws. */
export function readSidecarText(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const said = isObject(value) ? value["Metadata"] : undefined;
    const entries = Object.entries(isObject(said) ? said : {});
    const texts = entries.filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return new Map(texts.map(([name, text]) => [name.toLowerCase(), text]));
  } catch {
    return new Map();
  }
}
