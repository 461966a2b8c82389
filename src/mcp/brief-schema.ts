import {
  array,
  instant,
  integer,
  object,
  oneOf,
  ref,
  text,
  type Schema,
} from "../ask/schema-words.ts";

/** What every tool's structured content is; TypeScript's side of it is `Brief`. */
export const briefSchema: Schema = {
  ...object(
    {
      schemaVersion: { const: 1 },
      question: text("The tool that answered."),
      dataFromRecords: text("How to treat the strings below."),
      sentence: text("The answer as one sentence."),
      window: object({ from: instant("Included."), to: instant("Not included.") }),
      findings: array(
        object({
          severity: oneOf(["info", "low", "medium", "high", "critical"], "How much it matters."),
          id: text("Which check fired."),
          message: text("This hit, as a sentence."),
          eventIDs: array(text(), "Records behind it, to ask explain with; at most 3."),
        }),
        "What deserves a look, worst first.",
      ),
      changes: array(
        object(
          {
            id: text("To ask explain with."),
            at: instant("When."),
            where: text("Account and region."),
            what: text("The resource."),
            done: text("What was done to it."),
            by: text("Who stood behind the call."),
            grade: ref("grade"),
            how: text("With which tool, from where."),
            settings: text("What else the call set, before → after."),
            more: integer("How many more of the same were folded into this row."),
            until: text("When the last of the folded ones was."),
          },
          { optional: ["grade", "settings", "more", "until"] },
        ),
        "Newest first; oldest first for timeline.",
      ),
      effects: array(
        object(
          {
            id: text("The effect's id; a task's can be asked with explain."),
            at: instant("When."),
            what: text("What ECS did or said."),
            why: text("Its cause: a call and who made it, or that nobody called an API."),
            more: integer("How many more of the same followed."),
          },
          { optional: ["more"] },
        ),
        "What ECS did by itself or because of a change.",
      ),
      evidence: array(
        object({
          about: text("actor, hop, behind, tool, origin, before or cause."),
          grade: ref("grade"),
          says: text("What the field says."),
          field: text("The field's path in the record."),
          value: text("Its value."),
        }),
        "What the first sentence was concluded from.",
      ),
      fields: array(
        object(
          {
            field: text("Path in the record."),
            value: text("As it stands there."),
            says: text("What was concluded from it."),
            grade: ref("grade"),
          },
          { optional: ["grade"] },
        ),
        "For explain: the record field by field.",
      ),
      gaps: array(
        object({ unknown: text("What is unknown."), missing: text("The record that would tell.") }),
        "What could not be known. Report these; do not guess.",
      ),
      coverage: array(
        object(
          {
            places: text("Accounts and their regions."),
            source: text("Where it was read."),
            state: oneOf(
              ["seen", "partial", "fresh", "denied", "unreachable", "not-asked"],
              "seen: whole. partial: cut short. fresh: the newest minutes may be missing. Others: nothing was seen.",
            ),
            from: text("From when."),
            to: text("Until when, not included."),
            note: text("What a reader should know."),
          },
          { optional: ["note"] },
        ),
        "What was looked at and what could not be. An answer without changes means nothing without it.",
      ),
      notes: array(text(), "What was left out and how to see it."),
      counts: object({
        changes: integer("Accepted calls that changed something and fit."),
        refused: integer("Calls that AWS refused."),
        reads: integer("Reads and agents' own calls."),
        unreadable: integer("Entries that could not be read."),
      }),
      left: object({
        findings: integer("Findings on further pages."),
        changes: integer("Rows of changes on further pages."),
        effects: integer("Rows of effects on further pages."),
        fields: integer("Fields on further pages."),
      }),
      cursor: text("Leads to what is left: call again with the same parameters and this."),
    },
    { optional: ["cursor"] },
  ),
  $defs: {
    grade: oneOf(
      ["proven", "inferred", "claimed"],
      "proven: AWS writes it. inferred: joined by time, name or convention. claimed: only text that the caller chose.",
    ),
  },
};
