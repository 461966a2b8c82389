import { callsJoined, citeCall } from "../joined-calls.ts";
import { defineCauseRule } from "../verdict.ts";

export const serviceDeploymentStopped = defineCauseRule({
  id: "service-deployment-stopped",
  summary:
    "A service deployment that was stopped or rolled back on request is joined to the StopServiceDeployment that names its ARN.",
  fooledBy: "Nothing: AWS issues the ARN.",
  find: (subject, material) => {
    if (subject.kind !== "service-deployment" || !/^(?:STOP|ROLLBACK)/.test(subject.state)) {
      return undefined;
    }
    const { name } = subject.resource;
    const call = callsJoined({ kind: "service-deployment", name }, subject, material).findLast(
      ({ change }) => change.eventName === "StopServiceDeployment",
    );
    if (!call) return undefined;
    const field = "requestParameters.serviceDeploymentArn";
    return {
      cause: { kind: "change", change: call.change },
      grade: "proven",
      evidence: [citeCall(call, field, name, "the deployment that the call stopped")],
      chain: [call.change],
    };
  },
});
