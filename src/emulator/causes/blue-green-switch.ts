import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { servicePrincipalSession } from "../callers/role-session.ts";
import { change } from "../calls/reads.ts";
import { ecsArn } from "../calls/service-body.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";
import type { ApiCall } from "../record-writer.ts";
import type { JsonObject } from "../../core/record.ts";

const service = serviceOf("pricing", { desiredCount: 0 });
const BLUE = "ecs-svc/4408000000000000001";
const GREEN = "ecs-svc/4408000000000000002";

function taskSet(id: string, status: string, revision: number, externalId: string): JsonObject {
  return {
    id,
    taskSetArn: ecsArn(prodEurope, `task-set/prod/pricing/${id}`),
    clusterArn: ecsArn(prodEurope, "cluster/prod"),
    serviceArn: ecsArn(prodEurope, "service/prod/pricing"),
    taskDefinition: ecsArn(prodEurope, `task-definition/pricing:${String(revision)}`),
    computedDesiredCount: 2,
    scale: { value: 100, unit: "PERCENT" },
    startedBy: "CODE_DEPLOY",
    externalId,
    status,
    createdAt:
      status === "ACTIVE" && id === GREEN ? "Nov 20, 2026, 2:02:05 PM" : "Nov 20, 2026, 8:02:05 AM",
  };
}

function call(operation: string, answered: JsonObject, more: JsonObject = {}): ApiCall {
  const request = { cluster: "prod", service: "pricing", ...more };
  return { ...change("ecs", operation, request), respond: () => ({ taskSet: answered }) };
}

const codeDeploy = (issued: string): ReturnType<typeof servicePrincipalSession> =>
  servicePrincipalSession({
    ...prodEurope,
    role: "ecsCodeDeployRole",
    session: "AWS_CodeDeploy",
    issued,
    invokedBy: "codedeploy.amazonaws.com",
  });

export const blueGreenSwitch: CauseStory = {
  name: "blue-green-switch",
  title: "CodeDeploy shifts to a new task set for Jane and takes the old one away",
  services: [service],
  tell: ({ at }) => {
    const blue = codeDeploy("2026-11-20T08:02:00Z");
    at(
      "2026-11-20T08:02:05Z",
      blue,
      call("CreateTaskSet", taskSet(BLUE, "PRIMARY", 7, "d-BLUE00001"), {
        taskDefinition: "pricing:7",
        externalId: "d-BLUE00001",
      }),
    );

    const jane1 = atTerminal(jane, prodEurope, "2026-11-20T13:41:00Z");
    at(
      "2026-11-20T14:01:58Z",
      jane1,
      {
        ...change("codedeploy", "CreateDeployment", {
          applicationName: "pricing-app",
          deploymentGroupName: "pricing-group",
        }),
        respond: () => ({ deploymentId: "d-GREEN0002" }),
      },
      "asked",
    );
    const green = codeDeploy("2026-11-20T14:02:00Z");
    at(
      "2026-11-20T14:02:05Z",
      green,
      call("CreateTaskSet", taskSet(GREEN, "ACTIVE", 8, "d-GREEN0002"), {
        taskDefinition: "pricing:8",
        externalId: "d-GREEN0002",
      }),
      "created",
    );
    at(
      "2026-11-20T14:03:10Z",
      green,
      call("UpdateServicePrimaryTaskSet", taskSet(GREEN, "PRIMARY", 8, "d-GREEN0002"), {
        primaryTaskSet: GREEN,
      }),
    );
    at(
      "2026-11-20T14:08:20Z",
      green,
      call(
        "DeleteTaskSet",
        { ...taskSet(BLUE, "DRAINING", 7, "d-BLUE00001") },
        { taskSet: BLUE, force: true },
      ),
      "deleted",
    );
  },
  truths: [
    {
      of: "deleted",
      effect: "stopped-task",
      cause: {
        kind: "call",
        mark: "deleted",
        actor: "pricing-app/pricing-group",
        intent: "delete",
        behind: jane.userName,
      },
      grade: "proven",
      says: ["pricing", jane.userName],
      neverSays: ["no one called"],
    },
    {
      of: "created",
      effect: { says: "has started 2 tasks" },
      cause: {
        kind: "call",
        mark: "created",
        actor: "pricing-app/pricing-group",
        intent: "deploy",
        behind: jane.userName,
      },
      grade: "proven",
      says: [jane.userName],
    },
  ],
};
