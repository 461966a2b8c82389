import { exampleCall, examplePerson, exampleService } from "../example-calls.ts";
import type { Actor } from "../actor.ts";
import { setToWork } from "../aws-service.ts";
import type { Archive } from "../handle.ts";
import { citeIn, findBefore } from "../join-records.ts";
import {
  isService,
  onlyMaker,
  settled,
  throughService,
  unsettled,
  type Join,
} from "../set-to-work.ts";
import {
  membershipHandles,
  membershipOf,
  readStackCall,
  type Membership,
  type StackCall,
} from "../stacks.ts";
import { defineStarter, type Acted, type Started } from "../starter.ts";
import type { CloudTrailRecord, JsonObject } from "../record.ts";

const CLOUDFORMATION = "cloudformation.amazonaws.com";
const NAME = "CloudFormation";

/** Calls that set CloudFormation to work at once; a change set does so only when it is executed. */
const OPERATIONS: readonly string[] = [
  "UpdateStack",
  "ExecuteChangeSet",
  "CreateStack",
  "DeleteStack",
  "RollbackStack",
  "ContinueUpdateRollback",
  "CancelUpdateStack",
];
const PLANNED = "CreateChangeSet";
/** Things of ECS that carry CloudFormation's tags from the start. */
const MAKING: readonly string[] = ["CreateService", "CreateTaskSet", "RegisterTaskDefinition"];

/** How long a stack that is known may have been at work: ECS deployments and custom resources are waited for. */
const STACK_HOURS = 24;
/** How far back a stack is looked for that only its role joins. CloudFormation waits three hours for an ECS service. */
const ROLE_HOURS = 3;

const SHOP =
  "arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0b8d7a5e-0000-11f0-8000-000000000001";
const WEB = SHOP.replace("shop", "web");
const ROLE = "arn:aws:iam::111122223333:role/cfn-exec";

export const cloudformation = defineStarter({
  id: "cloudformation",
  summary:
    "Whoever ran `CreateStack`, `UpdateStack`, `ExecuteChangeSet` … is the actor: joined by the stack's own tags on the ECS service or task definition, else by the service role and time.",
  fooledBy:
    "Without the stack's tags, a stack of the same role that nobody saw start. Where several may have done it, all are named and none is chosen.",
  eventSources: [CLOUDFORMATION, "ecs.amazonaws.com"],
  eventNames: [...OPERATIONS, PLANNED, ...MAKING],
  handles: (record) => {
    if (record.eventSource !== CLOUDFORMATION) return membershipHandles(record);
    const call = record.errorCode === undefined ? readStackCall(record) : undefined;
    if (call === undefined) return [];
    return [{ kind: "stack", name: call.stack }, ANY_STACK];
  },
  acted: (_record, actor) => isService(actor, NAME, [CLOUDFORMATION]),
  find: (acted) => {
    const member = membershipOf(acted.record, acted.change, acted.archive);
    const joins = member === undefined ? joinsByRole(acted) : joinsByStack(acted, member);
    const found = onlyMaker(joins, setToWork(NAME), acted.identify);
    if (found === undefined) return notFound(acted, member);
    if (!("who" in found)) return { actor: settled(acted.actor, { gaps: [found] }) };
    return startedBy(acted.actor, found.who, found.join);
  },
  examples: [
    {
      title: "the stack's own tags join the call with the update of the stack",
      records: [
        operation("13:59:00", "jane", "UpdateStack", { stackName: "shop" }, { stackId: SHOP }),
        operation("14:00:00", "john", "UpdateStack", { stackName: "web" }, { stackId: WEB }),
        exampleCall(
          "14:02:11",
          ["ecs", "CreateService"],
          exampleService("cloudformation", "cfn-exec", "AWSCloudFormation"),
          {
            cluster: "prod",
            serviceName: "checkout",
            tags: [
              { key: "aws:cloudformation:stack-name", value: "shop" },
              { key: "aws:cloudformation:stack-id", value: SHOP },
            ],
          },
        ),
      ],
      actor: { kind: "person", name: "jane" },
    },
    {
      title: "a change set with the role that made the call, as `cdk deploy` does it",
      records: [
        operation(
          "13:59:00",
          "jane",
          "CreateChangeSet",
          { stackName: "shop", changeSetName: "cdk-deploy-change-set", roleARN: ROLE },
          { id: SHOP.replace(":stack/shop", ":changeSet/cdk-deploy-change-set"), stackId: SHOP },
        ),
        operation("13:59:30", "jane", "ExecuteChangeSet", {
          stackName: "shop",
          changeSetName: "cdk-deploy-change-set",
        }),
        operation("14:00:00", "john", "UpdateStack", {
          stackName: "other",
          roleARN: "arn:aws:iam::111122223333:role/other",
        }),
        updated("14:02:11"),
      ],
      actor: { kind: "person", name: "jane" },
    },
    {
      title: "two people at work with one role: nobody is chosen",
      records: [
        operation("13:58:00", "jane", "UpdateStack", { stackName: "shop", roleARN: ROLE }),
        operation("13:59:00", "john", "UpdateStack", { stackName: "web", roleARN: ROLE }),
        updated("14:02:11"),
      ],
      actor: { kind: "aws-service", name: "CloudFormation" },
    },
  ],
});

const ANY_STACK = { kind: "stack-operation", name: "any" };

function startedBy(service: Actor, who: Actor, join: Join): Started {
  // A rule or another service that deploys is no person: it stands behind.
  if (who.kind === "aws-service") return { actor: settled(service), behind: who };
  return {
    actor: throughService(service, who, join, `${join.record.eventName} with a service role`),
  };
}

function notFound(acted: Acted, member: Membership | undefined): Started {
  const stack = member === undefined ? "of a stack with this role" : `of the stack ${member.name}`;
  const missing = `the cloudformation UpdateStack, ExecuteChangeSet, CreateStack or DeleteStack event ${stack}`;
  const hours = member === undefined ? ROLE_HOURS : STACK_HOURS;
  return unsettled(acted, missing, OPERATIONS.slice(0, 4), hours);
}

/** The newest operation on the stack: CloudFormation runs no two at a time on one. */
function joinsByStack({ record, archive }: Acted, member: Membership): readonly Join[] {
  const handle = { kind: "stack", name: member.name };
  const history = callsOf(findBefore(archive, handle, record, STACK_HOURS));
  const call = history.find((one) => isOperation(one) && mayBe(idOf(one, history), member.id));
  if (call === undefined) return [];
  const id = idOf(call, history);
  const isSame = id !== undefined && id === member.id;
  const grade = isSame ? member.grade : "inferred";
  const says = "the newest operation on that stack before the call";
  const field = id === undefined || id === call.id ? "stackName" : "changeSetName";
  const cited = citeIn(
    call.record,
    `requestParameters.${field}`,
    field === "stackName" ? call.stack : (call.changeSet ?? ""),
    grade,
    says,
  );
  return [{ record: call.record, grade, evidence: [...member.evidence, cited] }];
}

/** Two ids that are both known must be equal: a stack may have been made again under the same name. */
function mayBe(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** The newest operation on each stack that was run with the call's role. */
function joinsByRole(acted: Acted): readonly Join[] {
  const { record, archive, actor } = acted;
  const newest = new Map<string, StackCall>();
  for (const call of callsOf(findBefore(archive, ANY_STACK, record, ROLE_HOURS))) {
    const isOwn = call.record.userIdentity.invokedBy === CLOUDFORMATION;
    if (isOperation(call) && !isOwn && !newest.has(call.stack)) newest.set(call.stack, call);
  }
  const joins = [...newest.values()].flatMap((call) => joinByRole(call, actor, archive) ?? []);
  const named = joins.filter((join) => isNamedAfter(acted, readStackCall(join.record)?.stack));
  return named.length > 0 ? named : joins;
}

function joinByRole(call: StackCall, actor: Actor, archive: Archive): Join | undefined {
  const shown = roleOf(call, archive);
  if (shown?.role === undefined || actor.role === undefined) return undefined;
  if (!shown.role.endsWith(`/${actor.role}`)) return undefined;
  const says = "the role that CloudFormation was given for the stack, by which it called";
  const cited = citeIn(shown.record, "requestParameters.roleARN", shown.role, "inferred", says);
  return { record: call.record, grade: "inferred", evidence: [cited] };
}

/** The role a stack is run with: of the operation, of the change set, else the one it was given before and keeps. */
function roleOf(call: StackCall, archive: Archive): StackCall | undefined {
  if (call.role !== undefined) return call;
  const history = callsOf(findBefore(archive, { kind: "stack", name: call.stack }, call.record));
  const plan = planOf(call, history);
  return plan?.role === undefined ? history.find(({ role }) => role !== undefined) : plan;
}

function planOf(call: StackCall, history: readonly StackCall[]): StackCall | undefined {
  if (call.changeSet === undefined) return undefined;
  return history.find(
    ({ record, changeSet }) => record.eventName === PLANNED && changeSet === call.changeSet,
  );
}

/** ExecuteChangeSet and DeleteStack answer nothing; the change set was answered with the stack's id. */
function idOf(call: StackCall, history: readonly StackCall[]): string | undefined {
  return call.id ?? planOf(call, history)?.id;
}

/** CloudFormation names what has no name of its own `STACK-LogicalId-…`. */
function isNamedAfter({ change }: Acted, stack: string | undefined): boolean {
  return [change.resource, ...change.related].some(
    ({ kind, name }) => kind === "service" && stack !== undefined && name.startsWith(`${stack}-`),
  );
}

function isOperation({ record }: StackCall): boolean {
  return OPERATIONS.includes(record.eventName);
}

function callsOf(records: readonly CloudTrailRecord[]): readonly StackCall[] {
  return records.flatMap((record) => readStackCall(record) ?? []);
}

function operation(
  time: string,
  who: string,
  name: string,
  request: JsonObject,
  response: JsonObject | null = null,
): JsonObject {
  return exampleCall(time, ["cloudformation", name], examplePerson(who), request, response);
}

function updated(time: string): JsonObject {
  const service = exampleService("cloudformation", "cfn-exec", "AWSCloudFormation");
  const request = { cluster: "prod", service: "checkout", taskDefinition: "checkout:7" };
  return exampleCall(time, ["ecs", "UpdateService"], service, request);
}
