import { defineEnvelope } from "../envelope.ts";
import { isObject, type Json, type JsonObject } from "../record.ts";

const HEADLESS =
  "Athena rows without a column eventname: select whole columns, and keep the first page, whose first row names them";

/** Athena's GetQueryResults: rows of cells; the first row of the first page is the header. */
export const athenaResults = defineEnvelope({
  name: "athena-results",
  summary: "What `aws athena get-query-results` prints for a query of a trail's table.",
  list: "ResultSet.Rows",
  open: ({ ResultSet: set }) => {
    if (!isObject(set) || !Array.isArray(set.Rows)) return undefined;
    const rows = set.Rows.map((row: Json) => cellsOf(row));
    const [first = []] = rows;
    const columns = columnsOf(set) ?? first;
    const isHeader = columns.every((column, index) => column === first[index]);
    const isNamed = columns.some((column) => column?.toLowerCase() === "eventname");
    if (!isNamed && rows.length > 0) return { refused: HEADLESS };
    const things = (isHeader ? rows.slice(1) : rows).map((cells) => rowOf(columns, cells));
    return { things, noun: "row" };
  },
  examples: [
    {
      title: "the first page",
      text: JSON.stringify({
        ResultSet: {
          Rows: [
            ["eventid", "eventtime", "eventsource", "eventname", "useridentity"],
            [
              "e1",
              "2026-11-20T14:02:11Z",
              "ecs.amazonaws.com",
              "StopTask",
              "{type=IAMUser, principalid=AIDA, username=jane, sessioncontext=null}",
            ],
          ].map((row) => ({ Data: row.map((cell) => ({ VarCharValue: cell })) })),
        },
      }),
      records: ["e1"],
    },
    {
      title: "a page without any header",
      text: JSON.stringify({ ResultSet: { Rows: [{ Data: [{ VarCharValue: "e1" }] }] } }),
      records: [],
      unreadable: [HEADLESS],
    },
    {
      title: "a later page, whose header is only in the metadata",
      text: JSON.stringify({
        ResultSet: {
          Rows: [
            {
              Data: [
                { VarCharValue: "e1" },
                { VarCharValue: "2026-11-20T14:02:11Z" },
                { VarCharValue: "ecs.amazonaws.com" },
                { VarCharValue: "StopTask" },
                {},
              ],
            },
          ],
          ResultSetMetadata: {
            ColumnInfo: ["eventid", "eventtime", "eventsource", "eventname", "errorcode"].map(
              (Name) => ({ Name, Type: "varchar" }),
            ),
          },
        },
      }),
      records: ["e1"],
    },
  ],
});

type Cells = readonly (string | undefined)[];

function cellsOf(row: Json): Cells {
  const cells = isObject(row) && Array.isArray(row.Data) ? row.Data : [];
  return cells.map((cell: Json) => textOf(isObject(cell) ? cell.VarCharValue : undefined));
}

function columnsOf({ ResultSetMetadata: metadata }: JsonObject): Cells | undefined {
  const columns = isObject(metadata) ? metadata.ColumnInfo : undefined;
  if (!Array.isArray(columns)) return undefined;
  return columns.map((column: Json) => textOf(isObject(column) ? column.Name : undefined));
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function rowOf(columns: Cells, cells: Cells): JsonObject {
  const entries = columns.flatMap((column, index) => {
    const cell = cells[index];
    return column === undefined || cell === undefined ? [] : [[column, cell] as const];
  });
  return Object.fromEntries(entries);
}
