import { exampleCall, examplePerson, exampleService } from "../example-calls.ts";
import { parseArn } from "../arn.ts";
import { setToWork } from "../aws-service.ts";
import type { Handle } from "../handle.ts";
import { citeIn, findBefore } from "../join-records.ts";
import { textIn } from "../json-fields.ts";
import type { CloudTrailRecord, JsonObject } from "../record.ts";
import { isService, onlyMaker, settled, unsettled, whoMade, type Join } from "../set-to-work.ts";
import { saysAnywhere } from "../started-by.ts";
import { defineStarter, type Acted, type Started } from "../starter.ts";

const STATES = "states.amazonaws.com";
const NAME = "Step Functions";
const STARTS: readonly string[] = ["StartExecution", "StartSyncExecution", "RedriveExecution"];
const DEFINES: readonly string[] = ["CreateStateMachine", "UpdateStateMachine"];
const HOURS = 24;
/** The newest executions that are looked at; one who started so many in a row started this one too. */
const MOST = 50;
const MACHINE = "arn:aws:states:eu-west-1:111122223333:stateMachine:night-shift";

export const stepFunctions = defineStarter({
  id: "step-functions",
  summary:
    "The state machine with the call's role; behind it stands whoever started its execution, else whoever last changed it.",
  fooledBy:
    "Executions that several started within a day, and state machines that share a role. An execution may also run for a year.",
  eventSources: [STATES],
  eventNames: [...STARTS, ...DEFINES],
  handles: (record) => {
    if (record.errorCode !== undefined) return [];
    const machine = machineIn(record);
    const execution = executionIn(record);
    const role = roleIn(record);
    const isStart = STARTS.includes(record.eventName);
    const all: readonly (readonly [string, string | undefined])[] = [
      [isStart ? "execution-of" : "state-machine", machine],
      ["execution", execution],
      ["state-machine-role", role],
    ];
    return all.flatMap(([kind, name]): readonly Handle[] =>
      name === undefined ? [] : [{ kind, name }],
    );
  },
  acted: (_record, actor) => isService(actor, NAME, [STATES]),
  find: (acted) => {
    const isExecution = (value: string): boolean =>
      parseArn(value)?.resource.startsWith("execution:") === true;
    const execution = saysAnywhere(acted.record, isExecution);
    if (execution !== undefined) return byExecution(acted, execution);
    const machines = machinesOf(acted);
    const starts = machines.flatMap((machine) => startsOf(machine, acted));
    const found = onlyMaker(starts, setToWork(NAME), acted.identify);
    if (found !== undefined && "who" in found) {
      return { actor: settled(acted.actor), behind: found.who };
    }
    if (found !== undefined) return { actor: settled(acted.actor, { gaps: [found] }) };
    return withoutStart(acted, machines);
  },
  examples: [
    {
      title: "somebody started the state machine that has the call's role",
      records: [
        defined("08:00:00", "john"),
        exampleCall(
          "14:00:00",
          ["states", "StartExecution"],
          examplePerson("jane"),
          { stateMachineArn: MACHINE, input: "{}" },
          { executionArn: `${MACHINE.replace("stateMachine", "execution")}:run-1` },
        ),
        exampleCall(
          "14:02:11",
          ["ecs", "RunTask"],
          exampleService("states", "night-shift-role", "wozynIhxRGfTvfRlXhHKONdyrIaAmRyN"),
          { cluster: "batch", taskDefinition: "invoices:12", startedBy: "AWS Step Functions" },
        ),
      ],
      actor: { kind: "aws-service", name: "Step Functions" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "nobody was seen to start it: who last changed it stands behind",
      records: [
        defined("08:00:00", "john"),
        exampleCall(
          "14:02:11",
          ["ecs", "RunTask"],
          exampleService("states", "night-shift-role", "wozynIhxRGfTvfRlXhHKONdyrIaAmRyN"),
          { cluster: "batch", taskDefinition: "invoices:12", startedBy: "AWS Step Functions" },
        ),
      ],
      actor: { kind: "aws-service", name: "Step Functions" },
      behind: { kind: "person", name: "john" },
    },
  ],
});

/** The author of a state machine may write the execution's id into the call; then no other execution is taken for it. */
function byExecution(acted: Acted, arn: string): Started {
  const [made] = findBefore(acted.archive, { kind: "execution", name: arn }, acted.record);
  if (made === undefined) {
    return unsettled(acted, `the states StartExecution event of ${arn}`, ["StartExecution"], HOURS);
  }
  const says = "the execution that the call names";
  const cited = citeIn(made, "responseElements.executionArn", arn, "inferred", says);
  const join: Join = { record: made, grade: "inferred", evidence: [cited] };
  return { actor: settled(acted.actor), behind: whoMade(join, acted.identify) };
}

/** The newest definition of each state machine that has the call's role. */
function machinesOf({ record, archive, actor }: Acted): readonly CloudTrailRecord[] {
  const role = actor.role ?? "";
  const newest = new Map<string, CloudTrailRecord>();
  for (const each of findBefore(archive, { kind: "state-machine-role", name: role }, record)) {
    const machine = machineIn(each);
    if (machine !== undefined && !newest.has(machine)) newest.set(machine, each);
  }
  return [...newest.values()];
}

function startsOf(machine: CloudTrailRecord, { record, archive }: Acted): readonly Join[] {
  const name = machineIn(machine) ?? "";
  const role = roleIn(machine) ?? "";
  const shown = citeIn(
    machine,
    "requestParameters.roleArn",
    role,
    "inferred",
    "the state machine with the call's role",
  );
  const found = findBefore(archive, { kind: "execution-of", name }, record, HOURS, MOST);
  return found.map((each) => {
    const says = "started an execution of it in the day before the call";
    const cited = citeIn(each, "requestParameters.stateMachineArn", name, "inferred", says);
    return { record: each, grade: "inferred", evidence: [shown, cited] };
  });
}

/** Nobody started it by a call that was seen: the one who last changed the only state machine stands behind it. */
function withoutStart(acted: Acted, machines: readonly CloudTrailRecord[]): Started {
  const names = machines.map((each) => machineIn(each)?.split(":").at(-1) ?? "").join(" or ");
  const which = names === "" ? "of the state machine with this role" : `of ${names}`;
  const open = unsettled(
    acted,
    `the states StartExecution event ${which}`,
    ["StartExecution"],
    HOURS,
  );
  const [machine, ...others] = machines;
  if (machine === undefined || others.length > 0) return open;
  const [changed = machine] = findBefore(
    acted.archive,
    { kind: "state-machine", name: machineIn(machine) ?? "" },
    acted.record,
  );
  const says = "last changed the state machine with the call's role; who started it was not seen";
  const cited = citeIn(changed, "eventName", changed.eventName, "inferred", says);
  const join: Join = { record: changed, grade: "inferred", evidence: [cited] };
  return { ...open, behind: whoMade(join, acted.identify) };
}

function machineIn({ requestParameters = {}, responseElements = {} }: CloudTrailRecord) {
  const machine =
    textIn(requestParameters, "stateMachineArn") ?? textIn(responseElements, "stateMachineArn");
  if (machine !== undefined) return machine;
  // A redrive names the execution, whose ARN holds the state machine's name.
  const [, name] =
    parseArn(textIn(requestParameters, "executionArn") ?? "")?.resource.split(":") ?? [];
  const execution = textIn(requestParameters, "executionArn");
  return name === undefined
    ? undefined
    : execution?.replace(/:execution:.*$/, `:stateMachine:${name}`);
}

function executionIn({ requestParameters = {}, responseElements = {} }: CloudTrailRecord) {
  return textIn(responseElements, "executionArn") ?? textIn(requestParameters, "executionArn");
}

function roleIn({ requestParameters = {} }: CloudTrailRecord): string | undefined {
  return textIn(requestParameters, "roleArn")?.split("/").at(-1);
}

function defined(time: string, who: string): JsonObject {
  return exampleCall(
    time,
    ["states", "CreateStateMachine"],
    examplePerson(who),
    { name: "night-shift", roleArn: "arn:aws:iam::111122223333:role/night-shift-role" },
    { stateMachineArn: MACHINE },
  );
}
