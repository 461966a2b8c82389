import { exampleCall, examplePerson, exampleService } from "../example-calls.ts";
import type { Actor } from "../actor.ts";
import { setToWork } from "../aws-service.ts";
import type { Evidence } from "../evidence.ts";
import type { Handle } from "../handle.ts";
import { citeIn, findBefore, namesOf } from "../join-records.ts";
import { objectIn, textIn } from "../json-fields.ts";
import { deploys, mayDeploy, pipelineIn, rolesIn } from "../pipelines.ts";
import type { CloudTrailRecord, JsonObject } from "../record.ts";
import {
  isService,
  onlyMaker,
  pipelineNamed,
  settled,
  unsettled,
  whoMade,
  type Join,
} from "../set-to-work.ts";
import { defineStarter, type Acted, type Started } from "../starter.ts";

const CODEPIPELINE = "codepipeline.amazonaws.com";
const NAME = "CodePipeline";
const DEFINES: readonly string[] = ["CreatePipeline", "UpdatePipeline"];
const APPROVES = "PutApprovalResult";
const STARTS: readonly string[] = [
  "StartPipelineExecution",
  "RetryStageExecution",
  "RollbackStage",
];
const ASKED_FOR: readonly string[] = ["StartPipelineExecution", APPROVES];
/** Most executions are done in hours; only where none started then is a day looked at, for those that waited. */
const HOURS: readonly number[] = [3, 24];
const ANY_PIPELINE = { kind: "pipeline-call", name: "any" };

export const codepipeline = defineStarter({
  id: "codepipeline",
  summary:
    "The pipeline whose definition has the call's role and deploys the service; behind it stands whoever started, retried or approved its execution.",
  fooledBy:
    "Several executions at a time, a start by a push (which is no call), and two pipelines with one role. Where several may have started it, all are named.",
  eventSources: [CODEPIPELINE],
  eventNames: [...DEFINES, ...STARTS, APPROVES],
  handles: (record) => {
    const name = pipelineIn(record);
    if (record.errorCode !== undefined || name === undefined) return [];
    const roles = rolesIn(record).map((role): Handle => ({ kind: "pipeline-role", name: role }));
    const called = DEFINES.includes(record.eventName) ? [] : [ANY_PIPELINE];
    return [{ kind: "pipeline", name }, ...roles, ...called];
  },
  acted: (_record, actor) => isService(actor, NAME, [CODEPIPELINE]),
  find: (acted) => {
    const names = pipelinesOf(acted);
    const [pipeline] = names;
    if (pipeline === undefined || names.length > 1) {
      const which = names.map(({ name }) => name).join(" or ");
      const missing = `the codepipeline StartPipelineExecution event, or the push that started it${which === "" ? "" : `, of ${which}`}`;
      return unsettled(acted, missing, ASKED_FOR, 24);
    }
    return startedBy(acted, pipeline);
  },
  examples: [
    {
      title: "a pipeline that somebody started",
      records: [
        exampleCall("09:00:00", ["codepipeline", "UpdatePipeline"], examplePerson("john"), {
          pipeline: { name: "checkout-release", roleArn: "arn:aws:iam::111122223333:role/pipe" },
        }),
        startedAt("13:59:00", "jane"),
        deployedByPipeline("14:02:11"),
      ],
      actor: { kind: "pipeline", name: "checkout-release" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "a push started it, and somebody approved it",
      records: [
        exampleCall("14:01:00", ["codepipeline", "PutApprovalResult"], examplePerson("jane"), {
          pipelineName: "checkout-release",
          result: { status: "Approved", summary: "go" },
        }),
        deployedByPipeline("14:02:11"),
      ],
      actor: { kind: "pipeline", name: "checkout-release" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "a pipeline that was started, with nothing that joins it to the call",
      records: [
        exampleCall("13:59:00", ["codepipeline", "StartPipelineExecution"], examplePerson("jane"), {
          name: "docs-site",
        }),
        deployedByPipeline("14:02:11"),
      ],
      actor: { kind: "pipeline", name: "CodePipeline" },
    },
    {
      title: "two started it: nobody is chosen",
      records: [
        startedAt("13:58:00", "john"),
        startedAt("13:59:00", "jane"),
        deployedByPipeline("14:02:11"),
      ],
      actor: { kind: "pipeline", name: "checkout-release" },
    },
  ],
});

interface Named {
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

function startedBy(acted: Acted, { name, evidence }: Named): Started {
  const actor = pipelineNamed(acted.actor, name, NAME, "inferred", evidence);
  const starts = HOURS.map((hours) => startsOf(name, acted, hours)).find((all) => all.length > 0);
  const started = onlyMaker(starts ?? [], setToWork(name), acted.identify);
  const approval = approvalOf(name, acted, starts?.[0]?.record.eventTime ?? "");
  const approver = approval && whoMade(approval, acted.identify);
  if (started && "who" in started) {
    // A rule that starts the pipeline is no person; one who let it pass is.
    const isApprovers = approver?.kind === "person" && started.who.kind !== "person";
    const also = approver === undefined || isApprovers ? [] : [tellApproval(approver)];
    return {
      actor: settled(actor, { evidence: also }),
      behind: isApprovers ? approver : started.who,
    };
  }
  if (approver !== undefined) return { actor, behind: approver };
  if (started !== undefined) return { actor: settled(actor, { gaps: [started] }) };
  const missing = `the codepipeline StartPipelineExecution event of ${name}, or the push that started it`;
  return unsettled({ ...acted, actor }, missing, ASKED_FOR, 24);
}

function tellApproval(approver: Actor): Evidence {
  const [first] = approver.evidence;
  return {
    field: first?.field ?? "userIdentity",
    value: namesOf([approver]),
    grade: approver.grade ?? "inferred",
    says: "who approved the execution",
    ...(first?.eventID !== undefined && { eventID: first.eventID }),
  };
}

function startsOf(pipeline: string, acted: Acted, hours: number): readonly Join[] {
  const { record, archive } = acted;
  return findBefore(archive, { kind: "pipeline", name: pipeline }, record, hours)
    .filter(({ eventName }) => STARTS.includes(eventName))
    .map((each) => joinTo(each, pipeline, "started the pipeline before the call"));
}

/** The newest approval in the hours before the call that did not come before the start. */
function approvalOf(pipeline: string, acted: Acted, since: string): Join | undefined {
  const { record, archive } = acted;
  const made = findBefore(archive, { kind: "pipeline", name: pipeline }, record, HOURS[0]).find(
    (each) => isApproval(each) && each.eventTime >= since,
  );
  return made && joinTo(made, pipeline, "approved the execution before the call");
}

function joinTo(record: CloudTrailRecord, pipeline: string, says: string): Join {
  const field = `requestParameters.${fieldOfName(record)}`;
  const cited = citeIn(record, field, pipeline, "inferred", says);
  return { record, grade: "inferred", evidence: [cited] };
}

/** By role and what it deploys; without a definition, the only pipeline at work that is named like the role or the service. */
function pipelinesOf(acted: Acted): readonly Named[] {
  const { record, archive, actor } = acted;
  const byRole = { kind: "pipeline-role", name: actor.role ?? "" };
  const defined = newestOfEach(findBefore(archive, byRole, record)).filter((each) =>
    mayDeploy(each, acted.change),
  );
  const deploying = defined.filter((each) => deploys(each, acted.change));
  if (defined.length > 0) {
    const says = `the pipeline with the call's role${deploying.length > 0 ? " that deploys this service" : ""}`;
    const field = "requestParameters.pipeline.name";
    return (deploying.length > 0 ? deploying : defined).map((each) => namedBy(each, field, says));
  }
  const called = newestOfEach(findBefore(archive, ANY_PIPELINE, record, 24));
  const says =
    "the only pipeline at work in the day before that is named like the role or the service";
  return called
    .filter((each) => isNamedAlike(each, acted) && isPossible(each, acted))
    .map((each) => namedBy(each, `requestParameters.${fieldOfName(each)}`, says));
}

function namedBy(record: CloudTrailRecord, field: string, says: string): Named {
  const name = pipelineIn(record) ?? "";
  return { name, evidence: [citeIn(record, field, name, "inferred", says)] };
}

/** A push starts a pipeline without any call, so that one was at work is no reason by itself. */
function isNamedAlike(called: CloudTrailRecord, { actor, change }: Acted): boolean {
  const name = pipelineIn(called) ?? "";
  const { service = "" } = change.resource;
  const isLong = (text: string): boolean => text.length >= 3;
  return (
    (isLong(name) && actor.role?.includes(name) === true) ||
    (isLong(service) && name.includes(service))
  );
}

/** A pipeline whose definition was seen, and has another role or deploys other services, is not the one. */
function isPossible(called: CloudTrailRecord, acted: Acted): boolean {
  const handle = { kind: "pipeline", name: pipelineIn(called) ?? "" };
  const known = findBefore(acted.archive, handle, acted.record);
  const definition = known.find(({ eventName }) => DEFINES.includes(eventName));
  if (definition === undefined) return true;
  const roles = rolesIn(definition);
  const { role } = acted.actor;
  return (
    (role === undefined || roles.length === 0 || roles.includes(role)) &&
    mayDeploy(definition, acted.change)
  );
}

function newestOfEach(records: readonly CloudTrailRecord[]): readonly CloudTrailRecord[] {
  const found = new Map<string, CloudTrailRecord>();
  for (const record of records) {
    const name = pipelineIn(record);
    if (name !== undefined && !found.has(name)) found.set(name, record);
  }
  return [...found.values()];
}

function fieldOfName({ requestParameters = {} }: CloudTrailRecord): string {
  return textIn(requestParameters, "pipelineName") === undefined ? "name" : "pipelineName";
}

function isApproval({ eventName, requestParameters = {} }: CloudTrailRecord): boolean {
  const status = textIn(objectIn(requestParameters, "result"), "status");
  return eventName === APPROVES && (status === undefined || status === "Approved");
}

function startedAt(time: string, who: string): JsonObject {
  const call = ["codepipeline", "StartPipelineExecution"] as const;
  const request = { name: "checkout-release" };
  return exampleCall(time, call, examplePerson(who), request, { pipelineExecutionId: time });
}

function deployedByPipeline(time: string): JsonObject {
  const service = exampleService("codepipeline", "pipe", "1763647331000");
  const request = { cluster: "prod", service: "checkout", taskDefinition: "checkout:7" };
  return exampleCall(time, ["ecs", "UpdateService"], service, request);
}
