/** The public API of the package `tasktrail`: read records, keep them, ask questions, write answers. */
export * from "./core/index.ts";
export { openLedger } from "./ledger/sqlite-ledger.ts";
export type { Ledger, LedgerPage, RecordFilter } from "./ledger/ledger.ts";
export { openSource } from "./ingest/open-source.ts";
export { ingest } from "./ingest/ingest.ts";
export type { Page, ReadRequest, Source } from "./ingest/source.ts";
export { openAddressBook } from "./fleet/address-book.ts";
export { questions } from "./ask/questions/index.ts";
export { formats } from "./ask/formats/index.ts";
export type { Answer, Finding } from "./ask/answer.ts";
export type { Format, Screen } from "./ask/format.ts";
export type { Arguments, Parameter, Question } from "./ask/question.ts";
