import { parentPort, workerData } from "node:worker_threads";
import type { TrailFile } from "../scanner.ts";
import { FileSieve } from "./file-sieve.ts";
import type { Interest } from "./interest.ts";
import type { Limits, Sifted } from "./sift.ts";

/** The entry of each of the scanner's threads: files come in, what was taken out of them goes back. */
const { interest, limits, module } = workerData as {
  readonly interest: Interest;
  readonly limits: Limits;
  readonly module: object;
};
const sieve = new FileSieve(interest, limits, module);

parentPort?.on("message", (files: readonly TrailFile[]) => {
  const sifted = files.map((file) => siftAtOnce(file));
  const buffers = sifted.flatMap(({ taken }) => taken.map(({ text }) => text.buffer));
  parentPort?.postMessage(sifted, buffers);
});

function siftAtOnce(file: TrailFile): Sifted {
  const sifting = sieve.sift(file);
  for (;;) {
    const step = sifting.next();
    if (step.done === true) return step.value;
  }
}
