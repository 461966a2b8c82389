// Writes a trail's files as CloudTrail does, with made-up content of lifelike shapes and repeats (gzip finds about ten to one):
// node bench/generate-trails.ts <folder> [files 200] [megabytes in all 100] [share of ECS 0.01] [seed 1]
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createGzip, gzip } from "node:zlib";
import { Events } from "./scan-events.ts";
import { ACCOUNT, REGION, World } from "./scan-world.ts";

const pack = promisify(gzip);
/** 2026-07-10T04:00:00Z */
const START = 1_783_656_000;
const FILES_AT_ONCE = 8;
const LARGE = 64e6;

/** What a set of files is to be like. */
export interface TrailShape {
  readonly files: number;
  readonly megabytes: number;
  /** Of the records, that are ECS's. */
  readonly share: number;
  readonly seed: number;
}

/** @returns how many bytes of text the files hold. */
export async function generateTrails(folder: string, shape: TrailShape): Promise<number> {
  let bytes = 0;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < shape.files) {
      const size = await writeTrail(folder, next++, shape);
      bytes += size;
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  return bytes;
}

async function writeTrail(folder: string, index: number, shape: TrailShape): Promise<number> {
  // Eight files each five minutes, as a busy region has.
  const world = new World(shape.seed * 1_000_003 + index, START + Math.floor(index / 8) * 300);
  const mean = (shape.megabytes * 1e6) / shape.files;
  const size = shape.files === 1 ? mean : mean * (0.3 + world.dice.below(1400) / 1000);
  const minute = world.time().replaceAll(/[-:]/g, "");
  const day = world.time().slice(0, 10).replaceAll("-", "/");
  const place = join(folder, "AWSLogs", ACCOUNT, "CloudTrail", REGION, day);
  const stamp = `${minute.slice(0, 13)}Z`;
  const name = `${ACCOUNT}_CloudTrail_${REGION}_${stamp}_${world.base64(16).replaceAll(/[+/]/g, "x")}.json.gz`;
  await mkdir(place, { recursive: true });
  const parts = trailParts(world, shape.share, size);
  if (size > LARGE) return writeLarge(join(place, name), parts);
  const text = [...parts].join("");
  await writeFile(join(place, name), await pack(text, { level: 6 }));
  return text.length;
}

/** Node cannot hold the text of the largest at once. */
async function writeLarge(path: string, parts: Iterable<string>): Promise<number> {
  let bytes = 0;
  const counted = function* count(): Generator<string> {
    for (const part of parts) {
      bytes += part.length;
      yield part;
    }
  };
  await pipeline(Readable.from(counted()), createGzip({ level: 6 }), createWriteStream(path));
  return bytes;
}

/** Many records at once: a stream's step costs more than a record. */
const TOGETHER = 200;

function* trailParts(world: World, share: number, size: number): Generator<string> {
  const events = new Events(world, share);
  let part: string[] = [];
  let glue = '{"Records":[';
  for (let length = 0; length === 0 || length < size - 700;) {
    const record = events.next();
    length += record.length + 1;
    part.push(glue + record);
    glue = ",";
    if (part.length < TOGETHER) continue;
    yield part.join("");
    part = [];
  }
  yield `${part.join("")}]}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, files = 200, megabytes = 100, share = 0.01, seed = 1] = process.argv.slice(2);
  if (folder === undefined) throw new Error("Name a folder to write to.");
  const shape = {
    files: Number(files),
    megabytes: Number(megabytes),
    share: Number(share),
    seed: Number(seed),
  };
  const bytes = await generateTrails(folder, shape);
  process.stdout.write(`${shape.files} files, ${(bytes / 1e6).toFixed(0)} MB of text\n`);
}
