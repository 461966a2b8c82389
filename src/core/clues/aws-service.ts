import { isServiceName, serviceOf, setToWork } from "../aws-service.ts";
import { defineClue } from "../clue.ts";
import { actorFrom, cite } from "../principal.ts";

export const awsService = defineClue({
  id: "aws-service",
  summary:
    "`userIdentity.type` is `AWSService`, or `invokedBy` stands alone: an AWS service called on its own account and names itself.",
  fooledBy:
    "Nothing in the record; but a service that runs what others set up (a rule, a pipeline) may have been set to work by somebody.",
  read: (record) => {
    const { type, invokedBy, arn, principalId, userName } = record.userIdentity;
    const alone = !type && !arn && !principalId && !userName;
    if (type !== "AWSService" && !(alone && invokedBy)) return undefined;
    const caller = invokedBy || principalId || "";
    const service = serviceOf(caller);
    const names = isServiceName(caller);
    return actorFrom(record, {
      kind: service.kind,
      name: caller === "" ? "an unnamed AWS service" : service.name,
      via: "AWS service",
      evidence: [
        caller === ""
          ? cite("userIdentity.type", "AWSService", "proven", "an AWS service, not which")
          : cite("userIdentity.invokedBy", caller, "proven", "the AWS service that called"),
      ],
      gaps:
        names && service.startedBy !== undefined
          ? [{ unknown: setToWork(service.name), missing: service.startedBy }]
          : [],
    });
  },
  examples: [
    {
      title: "ECS assumes a task's role",
      record: { userIdentity: { type: "AWSService", invokedBy: "ecs.amazonaws.com" } },
      actor: { kind: "aws-service", name: "Amazon ECS", via: "AWS service" },
    },
    {
      title: "a companion event without a type",
      record: {
        userIdentity: { accountId: "111122223333", invokedBy: "secretsmanager.amazonaws.com" },
      },
      actor: { kind: "aws-service", name: "Secrets Manager", via: "AWS service" },
    },
    {
      title: "CodePipeline",
      record: { userIdentity: { type: "AWSService", invokedBy: "codepipeline.amazonaws.com" } },
      actor: { kind: "pipeline", name: "CodePipeline", via: "AWS service" },
    },
  ],
});
