import type { Change, Intent, Resource, Setting } from "./change.ts";
import type { CloudTrailRecord, Json, JsonObject } from "./record.ts";

/** One call as an action reads it: the record's request and response, never null, and where it happened. */
export interface Call {
  readonly record: CloudTrailRecord;
  /** `requestParameters`, or `{}`. What the CALLER typed: names, ARNs or nothing. */
  readonly request: JsonObject;
  /** `responseElements`, or `{}`. What AWS answered: canonical where present; absent on errors. */
  readonly response: JsonObject;
}

/** How to read one API operation; one per file: `ecs.amazonaws.com` `UpdateService` is actions/ecs/update-service.ts. */
export interface Action {
  readonly eventSource: string;
  readonly eventName: string;
  /** One sentence for the reference page. */
  readonly summary: string;
  readonly nature: Change["nature"];
  /** First what it acted on, then the other ECS things it names. Response before request; never throws on odd shapes. */
  readonly resources: (call: Call) => readonly [Resource, ...(readonly Resource[])];
  /** The fields that the call set, without those that only name the resource. */
  readonly settings?: (call: Call) => readonly Setting[];
  /** What the call amounts to; from the settings alone, so that it can be asked again once `before` is known. */
  readonly intent: Intent | ((settings: readonly Setting[]) => Intent);
  /** What the response says about the resource after the call: field → value, for the timeline. */
  readonly state?: (call: Call) => Readonly<Record<string, Json>>;
  /** What the response says about the resource before the call (an ACTIVE deployment's task definition): field → value. */
  readonly stateBefore?: (call: Call) => Readonly<Record<string, Json>>;
  /** Why an accepted call had no effect (RunTask with only failures), or nothing. */
  readonly noEffect?: (call: Call) => string | undefined;
  readonly examples: readonly [ActionExample, ...(readonly ActionExample[])];
}

/** Run as a test and printed in the reference page. */
export interface ActionExample {
  readonly title: string;
  readonly request: JsonObject;
  readonly response?: JsonObject;
  readonly resource: Resource;
  readonly intent: Intent;
  /** The settings as `name → after`. */
  readonly settings?: Readonly<Record<string, Json>>;
}

/** Returns its argument. */
export function defineAction(action: Action): Action {
  return action;
}
