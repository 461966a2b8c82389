import { array, instant, integer, object, oneOf, ref, text, type Schema } from "./schema-words.ts";

/** What effects and verdicts are made of, for the contract's `$defs`. */
export const EFFECT_PARTS: Readonly<Record<string, Schema>> = {
  effect: object(
    {
      id: text("The same for the same happening, wherever it was seen."),
      at: instant("When it happened, by ECS's clock."),
      account: text("The account it happened in."),
      region: text("The region it happened in."),
      kind: oneOf(
        [
          "service-event",
          "task",
          "deployment",
          "service-deployment",
          "service-revision",
          "task-set",
          "container-instance",
          "scaling-activity",
        ],
        "What kind of thing ECS did or said.",
      ),
      state: text("Where the thing stood after it, in ECS's word; empty for a message."),
      resource: ref("resource", "What it happened to."),
      related: array(ref("resource"), "Other things that it names."),
      message: text("ECS's own words; the reason of a StopTask is a caller's text."),
      reading: ref("reading"),
      stopCode: text("ECS's stop code: ServiceSchedulerInitiated, UserInitiated …"),
      deployment: text("The deployment that it belongs to: ecs-svc/…"),
      startedBy: text("Who ECS says started the task."),
      containers: array(
        object(
          {
            name: text(),
            exitCode: integer("What the container's process exited with."),
            reason: text("What ECS says of it."),
            image: text("Its image."),
          },
          { optional: ["exitCode", "reason", "image"] },
        ),
        "How the containers of a stopped task ended.",
      ),
      details: { type: "object", description: "Further fields, in the API's spelling." },
    },
    {
      optional: ["reading", "stopCode", "deployment", "startedBy"],
      description: "Something that ECS did or said.",
    },
  ),
  reading: object(
    {
      family: text("Which family of ECS's texts it is of."),
      says: text("What it says, as a clause."),
      condition: text("The cause without a caller: spot-interruption, health-check, crash …"),
      caller: oneOf(
        ["direct", "indirect", "none", "unknown"],
        "Whether somebody called an API to bring it about.",
      ),
      deployment: text("The deployment that the text names."),
      taskSet: text("The task set that the text names."),
      tasks: array(text(), "The tasks that the text names."),
      instance: text("The instance that the text names."),
      targetGroup: text("The target group that the text names."),
      reason: text("The tail of the text."),
    },
    {
      optional: ["condition", "deployment", "taskSet", "instance", "targetGroup", "reason"],
      description: "What ECS's words mean.",
    },
  ),
  verdict: object(
    {
      effect: text("The id of the effect that it is about."),
      cause: {
        description: "The call that led to it, or the condition; absent where neither is known.",
        anyOf: [
          object({ kind: { const: "change" }, change: ref("change") }),
          object({
            kind: { const: "condition" },
            condition: text("crash, health-check, spot-interruption …"),
            says: text("As a clause."),
          }),
        ],
      },
      actor: ref("actor", "Who acted; Amazon ECS where nobody called an API."),
      confidence: ref("grade", "Only an exact join of ids, or ECS's own word, is proven."),
      rule: text("Which rule found it."),
      evidence: array(ref("evidence")),
      gaps: array(ref("gap")),
      chain: array(
        object(
          { change: text("An eventID."), effect: text("An effect's id.") },
          {
            optional: ["change", "effect"],
          },
        ),
        "What led to it, oldest first.",
      ),
      context: text("The eventID of the latest change before it: context, not the cause."),
      suspects: array(
        object({
          change: ref("change"),
          why: text("How the service uses what was changed, as a clause."),
          grade: ref("grade", "Never better than inferred: time and use join them, nothing else."),
        }),
        "What changed just before of the things that the service uses: possible reasons, never blame.",
      ),
    },
    { optional: ["cause", "context", "suspects"], description: "Why an effect happened." },
  ),
};
