import { registerScalableTarget, trackCpu } from "../calls/scaling.ts";
import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import type { Story } from "../teller.ts";
import { awsCli2 } from "../user-agents.ts";
import { autoScaling } from "./autoscaling.ts";
import { prodAnalytics } from "./fleet.ts";
import { atTerminal, jane } from "./people.ts";
import { terraformRun, type Run } from "./pipelines.ts";
import { receiveCredentials } from "./receive-credentials.ts";

const ingest = { cluster: "analytics", service: "ingest" } as const;

const run: Run = {
  repository: "acme/infrastructure",
  ref: "refs/heads/main",
  runID: "19305104471",
  issued: "2026-11-11T08:31:15Z",
};

/**
 * Terraform lets ingest be scaled between two and six tasks. A week later Jane lowers the minimum to save money, and
 * Service Auto Scaling takes the second task away when nothing is to do.
 */
export const loweredMinimum: Story = {
  name: "lowered-minimum",
  tell: ({ at }) => {
    receiveCredentials(at, prodAnalytics, "terraform-apply", run);
    const apply = terraformRun(prodAnalytics, run);
    const limits = { minCapacity: 2, maxCapacity: 6 };
    at("2026-11-11T08:32:02Z", apply, registerScalableTarget(ingest, limits));
    at("2026-11-11T08:32:05Z", apply, trackCpu(ingest, 50));

    const command = "application-autoscaling.register-scalable-target";
    const tool = awsCli2({ session: "jane/2026-11-19/limits", command });
    const terminal = atTerminal(jane, prodAnalytics, "2026-11-19T16:31:47Z", tool);
    at(
      "2026-11-19T16:38:20Z",
      terminal,
      registerScalableTarget(ingest, { ...limits, minCapacity: 1 }),
    );

    const look = "2026-11-19T16:42:00Z";
    const when = "2026-11-19T16:42:09Z";
    const reader = autoScaling(prodAnalytics, "AutoScaling-RetrieveCurrentCapacity", look);
    const writer = autoScaling(prodAnalytics, "AutoScaling-UpdateDesiredCapacity", when);
    at(look, reader, describeServices("analytics", ["ingest"]));
    at(when, writer, updateService({ ...ingest, desiredCount: 1 }), "scaled");
  },
  incidents: [
    {
      id: "ingest-scaled-down",
      symptom: "ingest in analytics lags behind with a single task since Thursday evening",
      question: ({ minute }) => `who ingest --at ${minute}`,
      mark: "scaled",
      truth: {
        intent: "scale",
        actorKind: "aws-service",
        actorName: "Service Auto Scaling",
        tool: "Service Auto Scaling",
        origin: "ecs.application-autoscaling.amazonaws.com",
        says: [
          "ingest in analytics",
          "2 → 1",
          "Service Auto Scaling",
          "configured by jane.doe@acme.example",
        ],
      },
    },
  ],
};
