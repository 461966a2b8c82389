// Writes a trail's files as CloudTrail does, with made-up content of lifelike shapes and repeats (gzip finds about ten to one):
// node bench/generate-trails.ts <folder> [files 200] [megabytes in all 100] [share of ECS 0.01] [seed 1]
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Events } from "./scan-events.ts";
import { ACCOUNT, REGION, World } from "./scan-world.ts";

const pack = promisify(gzip);
/** 2026-07-10T04:00:00Z */
const START = 1_783_656_000;
const FILES_AT_ONCE = 8;

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
  const size = mean * (0.3 + world.dice.below(1400) / 1000);
  const text = trailText(world, shape.share, size);
  const minute = world.time().replaceAll(/[-:]/g, "");
  const day = world.time().slice(0, 10).replaceAll("-", "/");
  const place = join(folder, "AWSLogs", ACCOUNT, "CloudTrail", REGION, day);
  const stamp = `${minute.slice(0, 13)}Z`;
  const name = `${ACCOUNT}_CloudTrail_${REGION}_${stamp}_${world.base64(16).replaceAll(/[+/]/g, "x")}.json.gz`;
  await mkdir(place, { recursive: true });
  await writeFile(join(place, name), await pack(text, { level: 6 }));
  return text.length;
}

function trailText(world: World, share: number, size: number): string {
  const events = new Events(world, share);
  const records = [events.next()];
  for (let length = records[0]?.length ?? 0; length < size - 700;) {
    const record = events.next();
    records.push(record);
    length += record.length + 1;
  }
  return `{"Records":[${records.join(",")}]}`;
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
