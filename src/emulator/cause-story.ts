import type { Happening, InstanceSpec } from "./ecs-world.ts";
import type { ServiceSpec } from "./stage.ts";
import type { Story } from "./teller.ts";

/** One way in which something happens to a service, with the truth beside it; one per file in causes/. */
export interface CauseStory {
  /** Kebab-case, equal to the file's name. */
  readonly name: string;
  /** One sentence: what really happened. */
  readonly title: string;
  readonly services: readonly ServiceSpec[];
  readonly tell?: Story["tell"];
  /** What ECS or the world does by itself; marks are the story's own. */
  readonly happenings?: readonly Happening[];
  readonly instances?: readonly InstanceSpec[];
  /** The names of services whose tasks run on Fargate Spot. */
  readonly onSpot?: readonly string[];
  readonly truths: readonly CauseTruth[];
}

/** What a right verdict says about one effect. */
export interface CauseTruth {
  /** The call or happening whose effect is asked about, by its mark. */
  readonly of: string;
  /** Which of its effects: a task that it ended or started, the deployment's state, or what the service said. */
  readonly effect:
    | "stopped-task"
    | "started-task"
    | { readonly deployment: string }
    | { readonly serviceDeployment: string }
    | { readonly says: string };
  readonly cause: TrueCause;
  /** The highest grade that is honest. */
  readonly grade: "proven" | "inferred" | "claimed";
  /** The mark of the call whose deployment failed. */
  readonly deployer?: string;
  /** Marks of what changed just before and may be the reason; never blamed. Absent: none may be named. */
  readonly suspects?: readonly string[];
  /** Words that the sentence must contain. */
  readonly says?: readonly string[];
  /** Words that it must not contain. */
  readonly neverSays?: readonly string[];
}

export type TrueCause =
  | {
      readonly kind: "call";
      readonly mark: string;
      readonly actor: string;
      readonly intent: string;
      readonly behind?: string;
    }
  | { readonly kind: "condition"; readonly condition: string }
  | { readonly kind: "unknown" };
