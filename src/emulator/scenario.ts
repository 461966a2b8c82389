import type { JsonObject } from "../core/record.ts";
import type { EcsWorld } from "./ecs-world.ts";

/** One story told as CloudTrail records, with the truth written beside it; one per file in scenarios/. */
export interface Scenario {
  /** Kebab-case, equal to the file's name. */
  readonly name: string;
  readonly title: string;
  /** The moment the story is told at: ISO 8601 in UTC. Everything in it happened before. */
  readonly now: string;
  readonly accounts: readonly ScenarioAccount[];
  readonly regions: readonly string[];
  /** What this fleet's people call their networks, as `--label` takes it: `198.51.100.0/24=office`. */
  readonly labels: readonly string[];
  /** CloudTrail records as AWS would write them, oldest first. */
  readonly records: readonly JsonObject[];
  readonly incidents: readonly Incident[];
  /** The people of IAM Identity Center. */
  readonly directory?: Directory;
  /** What ECS's own API tells; absent: what the records imply. */
  readonly ecs?: EcsWorld;
}

/** A directory of IAM Identity Center, in one account and region. */
export interface Directory {
  readonly account: string;
  readonly region: string;
  /** `d-9367c1a5f2` */
  readonly id: string;
  readonly people: readonly {
    readonly userId: string;
    readonly userName: string;
    readonly displayName: string;
  }[];
}

export interface ScenarioAccount {
  readonly id: string;
  readonly name: string;
  /** The access key with which the emulator lets a reader into this account. */
  readonly accessKeyId: string;
}

/** Something that went wrong in a story, the question a person on call would ask, and the truth. */
export interface Incident {
  readonly id: string;
  /** What the person on call sees: `checkout in prod answers 503 since 14:02`. */
  readonly symptom: string;
  /** The command line after `tasktrail` that asks. */
  readonly question: string;
  readonly truth: Truth;
}

/** What a right answer says about the newest change it shows. */
export interface Truth {
  readonly eventID: string;
  readonly at: string;
  readonly account: string;
  readonly region: string;
  readonly eventName: string;
  readonly intent: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly tool: string;
  readonly origin: string;
  /** Words that the sentence must contain, such as `4 → 0`. */
  readonly says: readonly string[];
}
