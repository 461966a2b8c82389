import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import { questions } from "../../ask/questions/index.ts";
import { OperatorError } from "../../core/errors.ts";
import { sha256 } from "../../integrity/content.ts";
import { textOf, type Run } from "../command.ts";
import { counted } from "../counted.ts";
import { exitCode } from "../exit-code.ts";
import { buildBundle } from "./build-bundle.ts";
import { runCheck } from "./run-check.ts";

/** Packs the answer to a question with all that proves it, or checks such a bundle. */
export const runEvidence: Run = async (invocation, surroundings) => {
  const [name, ...words] = invocation.words;
  if (name === "check") return runCheck({ ...invocation, words }, surroundings);
  const question = questions.find((one) => one.name === name);
  if (!question) {
    const known = questions.map((one) => one.name).join(", ");
    throw new OperatorError("bad-argument", `<question>: ${name ?? "nothing"} is no question.`, {
      hint: `Write one of ${known} and its words, or check and a bundle.`,
    });
  }
  const out = textOf(invocation, "out");
  if (out === undefined) {
    throw new OperatorError("bad-argument", "--out: the zip file to write is missing.", {
      hint: `tasktrail evidence ${question.name} … --out evidence.zip`,
    });
  }
  const asked = { ...invocation, words };
  const { bytes, manifest, answer } = await buildBundle(question, asked, surroundings);
  await writeFile(resolve(surroundings.cwd, out), bytes, { mode: 0o600 });
  const { records, logs, digests, notes } = manifest;
  const report = {
    schemaVersion: 1,
    file: out,
    size: bytes.length,
    sha256: sha256(bytes),
    sentence: answer.sentence,
    records: records.length,
    traced: records.filter(({ log }) => log !== undefined).length,
    logs: logs.length,
    digests: digests.length,
    notes,
  };
  const text = [
    answer.sentence,
    `${out}: ${counted(records.length, "record")}, ${counted(logs.length, "log file")}, ${counted(digests.length, "digest")}`,
    `SHA-256 ${report.sha256}`,
    ...notes.map((note) => `note  ${note}`),
  ];
  const isJson = textOf(invocation, "output") === "json";
  surroundings.stdout.write(
    isJson
      ? `${JSON.stringify(report, null, 2)}\n`
      : text.map((line) => `${neutraliseForTerminal(line)}\n`).join(""),
  );
  return exitCode.answered;
};
