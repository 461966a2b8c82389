import type { Answer } from "../ask/answer.ts";
import type { Change, Setting } from "../core/change.ts";

/** More different reasons than that are told by nobody. */
const MOST = 200;

/**
 * The answer with the quotation marks inside of callers' words made single. A sentence quotes a reason or a command in double
 * ones; a reason that holds one could end the quotation early and go on in our voice.
 */
export function tameQuotes(answer: Answer): Answer {
  const said = new Set(answer.changes.flatMap(wordsOf));
  if (said.size === 0) return answer;
  const words = [...said].slice(0, MOST);
  const tame = (text: string): string =>
    words.reduce((left, word) => left.replaceAll(word, single(word)), text);
  return {
    ...answer,
    sentence: tame(answer.sentence),
    changes: answer.changes.map((change) => ({
      ...change,
      settings: change.settings.map(tamed),
    })),
    findings: answer.findings.map((one) => ({ ...one, message: tame(one.message) })),
  };
}

function wordsOf({ settings }: Change): readonly string[] {
  return settings.flatMap(({ after }) =>
    typeof after === "string" && after.includes('"') ? [after] : [],
  );
}

function tamed(setting: Setting): Setting {
  const { after } = setting;
  return typeof after === "string" ? { ...setting, after: single(after) } : setting;
}

function single(text: string): string {
  return text.replaceAll('"', "'");
}
