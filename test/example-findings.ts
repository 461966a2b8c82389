import type { Answer } from "../src/ask/answer.ts";
import type { Change } from "../src/core/change.ts";
import { sentenceOf } from "../src/core/sentence.ts";

/** Two findings, the second about a change. */
export function exampleFindings(scaled: Change, now: string): Answer["findings"] {
  return [
    {
      id: "root-use",
      severity: "critical",
      title: "The root user was used",
      message:
        "root of 111122223333 made 2 calls (ConsoleLogin, DeleteCluster) from 198.51.100.9 (AS64500 Example Net, RO), the first at 03:11:09Z.",
      eventIDs: ["5a1f0c3e-1111-4000-8000-000000000009"],
    },
    {
      id: "scale-to-zero",
      severity: "high",
      title: "A service was scaled to zero",
      message: sentenceOf(scaled, now.slice(0, 10)),
      eventIDs: [scaled.eventID],
    },
  ];
}
