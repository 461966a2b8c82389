import { readCsv } from "./csv.ts";
import type { ReadEffect } from "./effect.ts";
import type { Opened } from "./envelope.ts";
import { ENVELOPES } from "./envelopes/index.ts";
import { readJsonStream } from "./json-stream.ts";
import { formOf, readAlone } from "./read-effects.ts";
import { readRecord } from "./read-record.ts";
import { isObject, type CloudTrailRecord, type Json, type JsonObject } from "./record.ts";

/** A record that could be read, with the raw object it was read from. */
export interface ReadRecord {
  readonly record: CloudTrailRecord;
  /** The record as it stood in the source (unwrapped from its envelope), for the ledger to keep. */
  readonly raw: JsonObject;
}

/** Something in the material that could not be read as a CloudTrail record: kept aside, counted, never fatal. */
export interface Unreadable {
  /** Where it stands: `record 3`, `line 12`, `byte 4096`. The source puts the file's name before it. */
  readonly position: string;
  /** Why, as a clause: `not JSON: unexpected end`, `no eventName`, `a CloudTrail digest file, not records`. */
  readonly reason: string;
}

/** The records that something held, and what could not be read as one. */
export interface ParsedRecords {
  readonly records: readonly ReadRecord[];
  readonly unreadable: readonly Unreadable[];
}

/** What one piece of material held. All three together account for everything in it. */
export interface ParsedMaterial extends ParsedRecords {
  /** What ECS did or said: events of EventBridge, answers of the ECS API. */
  readonly effects: readonly ReadEffect[];
}

/** Envelopes inside of envelopes: a record in EventBridge in SNS in SQS in a file is five deep. */
const MOST_ENVELOPES = 12;
const LISTS = new Set(["", ...ENVELOPES.flatMap(({ list }) => (list === undefined ? [] : [list]))]);

/**
 * Reads every CloudTrail record in a text, whatever it is wrapped in: log files, `aws cloudtrail lookup-events`,
 * EventBridge, SNS, SQS, CloudWatch Logs, Lake and Athena, as JSON, NDJSON, several JSON texts or Athena's CSV
 * (src/core/envelopes/ lists them); and every effect, as ECS's API and EventBridge tell them (src/core/effect-forms/). What
 * is neither is told with its position and reason and never stops the rest; the three together account for everything in
 * the text, repeats included. Never throws.
 */
export function parseRecords(text: string): ParsedMaterial {
  const found: Found = { records: [], effects: [], unreadable: [] };
  readText(text.startsWith("\uFEFF") ? text.slice(1) : text, undefined, 0, found);
  return found;
}

interface Found {
  readonly records: ReadRecord[];
  readonly effects: ReadEffect[];
  readonly unreadable: Unreadable[];
}

/** Where a thing stands, told only if it is asked for. */
interface Place {
  readonly outer: Place | undefined;
  readonly name: string;
  readonly index?: number;
}

function readText(text: string, place: Place | undefined, depth: number, found: Found): void {
  const refusal = refuse(text);
  if (refusal !== undefined) return put(refusal, place, found);
  if (isCsv(text)) return readTable(text, place, depth, found);
  for (const piece of readJsonStream(text, (path) => LISTS.has(path))) {
    const here = piece.position === "" ? place : { outer: place, name: piece.position };
    if ("flaw" in piece) put(piece.flaw, here, found);
    else readThing(piece.value, here, depth, found);
  }
}

function readThing(thing: Json, place: Place | undefined, depth: number, found: Found): void {
  if (isObject(thing) && isPlainRecord(thing)) return readOne(thing, place, found);
  if (isObject(thing) && takeEffects(thing, place, found)) return;
  if (depth > MOST_ENVELOPES) return put("wrapped too many times", place, found);
  if (typeof thing === "string") return readText(thing, place, depth + 1, found);
  const opened = open(thing);
  if (opened === undefined) {
    if (isObject(thing)) readOne(thing, place, found);
    else put(`${JSON.stringify(thing)} is no record`, place, found);
  } else if ("refused" in opened) {
    put(opened.refused, place, found);
  } else if ("effects" in opened) {
    found.effects.push(...opened.effects);
  } else if ("record" in opened) {
    readOne(opened.record, place, found);
  } else {
    const { things, noun } = opened;
    for (const [index, inner] of things.entries()) {
      const here = noun === undefined ? place : { outer: place, name: noun, index };
      readThing(inner, here, depth + 1, found);
    }
  }
}

function open(thing: Json): Opened | undefined {
  if (Array.isArray(thing)) return { things: thing, noun: "record" };
  if (!isObject(thing)) return undefined;
  for (const envelope of ENVELOPES) {
    const opened = envelope.open(thing);
    if (opened !== undefined) return opened;
  }
  return undefined;
}

/** Records are most of what is read: they need not be held against every envelope. */
function isPlainRecord(thing: JsonObject): boolean {
  const { eventName, eventSource, eventCategory, insightDetails, userIdentity } = thing;
  return (
    typeof eventName === "string" &&
    typeof eventSource === "string" &&
    !eventSource.startsWith("aws:") &&
    typeof userIdentity !== "string" &&
    eventCategory !== "Insight" &&
    insightDetails === undefined
  );
}

function readOne(raw: JsonObject, place: Place | undefined, found: Found): void {
  const record = readRecord(raw);
  if ("flaw" in record) put(record.flaw, place, found);
  else found.records.push({ record, raw });
}

/** Whether the thing tells of effects; one that does not say when is told as unreadable. */
function takeEffects(thing: JsonObject, place: Place | undefined, found: Found): boolean {
  const form = formOf(thing);
  if (form === undefined) return false;
  const effects = readAlone(form, thing);
  if (effects.length === 0) put(`an effect (${form.id}) without its name or time`, place, found);
  found.effects.push(...effects);
  return true;
}

function put(reason: string, place: Place | undefined, found: Found): void {
  found.unreadable.push({ position: tell(place), reason });
}

function tell(place: Place | undefined): string {
  if (place === undefined) return "the whole text";
  const { outer, name, index } = place;
  const here = index === undefined ? name : `${name} ${index + 1}`;
  return outer === undefined ? here : `${tell(outer)}, ${here}`;
}

function isCsv(text: string): boolean {
  if (text.startsWith("{") || text.startsWith("[")) return false;
  const start = text.slice(0, 4096).trimStart();
  const [header = ""] = start.split(/\r?\n/, 1);
  return /^[\w",. -]+$/.test(header) && /(?:^|,)"?eventname"?(?:,|$)/i.test(header);
}

function readTable(text: string, place: Place | undefined, depth: number, found: Found): void {
  const [header, ...rows] = readCsv(text);
  const columns = header !== undefined && "cells" in header ? header.cells : [];
  for (const row of rows) {
    const here: Place = { outer: place, name: "line", index: row.line - 1 };
    if ("flaw" in row) put(row.flaw, here, found);
    else if (row.cells.length !== columns.length) {
      put(`${row.cells.length} cells under ${columns.length} columns`, here, found);
    } else {
      const entries = row.cells.map((cell, index) => [columns[index] ?? "", cell ?? null] as const);
      readThing(Object.fromEntries(entries), here, depth, found);
    }
  }
}

/** Why a text need not be looked at any further. */
function refuse(text: string): string | undefined {
  const start = text.slice(0, 1024);
  if (start.trim() === "" && text.trim() === "") return "nothing there: the text is empty";
  if (start.startsWith("\u001F\u008B") || start.startsWith("\u001F\uFFFD")) {
    return "compressed (gzip): unpack it first";
  }
  if (start.includes("\0")) return "binary, not text";
  if (
    /^(?:NextToken: \S+\s+)?(?:- )?(?:Events|- AccessKeyId|- CloudTrailEvent|- EventId):|^- '?\{"event/.test(
      start,
    )
  ) {
    return "YAML: ask the AWS CLI for --output json";
  }
  if (/^-{5,}\r?\n\|/.test(start)) return "a table for people: ask the AWS CLI for --output json";
  return undefined;
}
