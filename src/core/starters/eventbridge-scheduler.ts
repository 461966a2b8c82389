import { exampleCall, examplePerson, exampleService } from "../example-calls.ts";
import { parseArn } from "../arn.ts";
import { setToWork } from "../aws-service.ts";
import type { Handle } from "../handle.ts";
import { citeIn, findBefore, HISTORY_HOURS } from "../join-records.ts";
import { objectIn, textIn } from "../json-fields.ts";
import type { CloudTrailRecord } from "../record.ts";
import { isService, settled, unsettled, whoMade } from "../set-to-work.ts";
import { cutName, nameAfter, startedByIn } from "../started-by.ts";
import { defineStarter, type Acted } from "../starter.ts";

const SCHEDULER = "scheduler.amazonaws.com";
const NAME = "EventBridge Scheduler";
const PREFIX = "chronos-schedule/";
const CHANGES: readonly string[] = ["CreateSchedule", "UpdateSchedule"];

export const eventbridgeScheduler = defineStarter({
  id: "eventbridge-scheduler",
  summary:
    "The schedule that Scheduler names in `startedBy` (`chronos-schedule/NAME`, cut to 36 characters), else the only one with the call's role; behind it stands whoever last changed it.",
  fooledBy: "Schedules whose names begin alike, in one group or several: then nobody is chosen.",
  eventSources: [SCHEDULER],
  eventNames: CHANGES,
  handles: (record) => {
    const schedule = record.errorCode === undefined ? scheduleIn(record) : undefined;
    if (schedule === undefined) return [];
    const role = roleIn(record);
    const forRole: readonly Handle[] =
      role === undefined ? [] : [{ kind: "schedule-role", name: role }];
    return [{ kind: "schedule", name: cutName(PREFIX, schedule.name) }, ...forRole];
  },
  acted: (_record, actor) => isService(actor, NAME, [SCHEDULER]),
  find: (acted) => {
    const { record } = acted;
    const startedBy = startedByIn(record);
    const named = nameAfter(PREFIX, startedBy?.value);
    const fitting = named === undefined ? byRole(acted) : byName(acted, named);
    const schedules = new Set(fitting.map((each) => JSON.stringify(scheduleIn(each))));
    const [changed] = fitting;
    if (schedules.size > 1) {
      const all = [...new Set(fitting.map(labelOf))].slice(0, 5).join(" or ");
      const gap = { unknown: setToWork(NAME), missing: `which schedule it was: ${all}` };
      return { actor: settled(acted.actor, { gaps: [gap] }) };
    }
    if (changed === undefined) {
      const which =
        named === undefined ? "with this role" : `${named.name}${named.isCut ? "…" : ""}`;
      const missing = `the scheduler CreateSchedule or UpdateSchedule event of the schedule ${which}`;
      return unsettled(acted, missing, CHANGES, HISTORY_HOURS);
    }
    const says =
      named === undefined ? "the only schedule with the call's role" : "the schedule in startedBy";
    const field = "requestParameters.name";
    const cited = citeIn(changed, field, scheduleIn(changed)?.name ?? "", "inferred", says);
    const join = { record: changed, grade: "inferred", evidence: [cited] } as const;
    return { actor: settled(acted.actor), behind: whoMade(join, acted.identify) };
  },
  examples: [
    {
      title: "a schedule whose name was cut",
      records: [
        exampleCall("09:00:00", ["scheduler", "UpdateSchedule"], examplePerson("jane"), {
          name: "gold-coast-data-lake-nightly",
        }),
        exampleCall(
          "14:02:11",
          ["ecs", "RunTask"],
          exampleService("scheduler", "scheduler-role", "57ffa15c49"),
          {
            cluster: "batch",
            taskDefinition: "invoices:12",
            startedBy: "chronos-schedule/gold-coast-data-lak",
          },
        ),
      ],
      actor: { kind: "aws-service", name: "EventBridge Scheduler" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "a schedule that scales by itself, joined by its role and what it calls",
      records: [
        exampleCall("08:00:00", ["scheduler", "CreateSchedule"], examplePerson("john"), {
          name: "backup",
          target: {
            arn: "arn:aws:scheduler:::aws-sdk:rds:createDBSnapshot",
            roleArn: "arn:aws:iam::111122223333:role/scheduler-role",
          },
        }),
        exampleCall("09:00:00", ["scheduler", "CreateSchedule"], examplePerson("jane"), {
          name: "sleep",
          target: {
            arn: "arn:aws:scheduler:::aws-sdk:ecs:updateService",
            roleArn: "arn:aws:iam::111122223333:role/scheduler-role",
          },
        }),
        exampleCall(
          "14:02:11",
          ["ecs", "UpdateService"],
          exampleService("scheduler", "scheduler-role", "57ffa15c49"),
          { cluster: "staging", service: "web", desiredCount: 0 },
        ),
      ],
      actor: { kind: "aws-service", name: "EventBridge Scheduler" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "two schedules whose names begin alike: nobody is chosen",
      records: [
        exampleCall("09:00:00", ["scheduler", "CreateSchedule"], examplePerson("jane"), {
          name: "gold-coast-data-lake-nightly",
        }),
        exampleCall("09:30:00", ["scheduler", "CreateSchedule"], examplePerson("john"), {
          name: "gold-coast-data-lake-hourly",
        }),
        exampleCall(
          "14:02:11",
          ["ecs", "RunTask"],
          exampleService("scheduler", "scheduler-role", "57ffa15c49"),
          {
            cluster: "batch",
            taskDefinition: "invoices:12",
            startedBy: "chronos-schedule/gold-coast-data-lak",
          },
        ),
      ],
      actor: { kind: "aws-service", name: "EventBridge Scheduler" },
    },
  ],
});

function byName(
  { record, archive }: Acted,
  { name, isCut }: { readonly name: string; readonly isCut: boolean },
): readonly CloudTrailRecord[] {
  const handle = { kind: "schedule", name: cutName(PREFIX, name) };
  return findBefore(archive, handle, record).filter((each) => {
    const schedule = scheduleIn(each)?.name ?? "";
    return schedule === name || (isCut && schedule.startsWith(name));
  });
}

/** A schedule may call any API of AWS by itself, and then nothing but its role joins it to the call. */
function byRole({ record, archive, actor }: Acted): readonly CloudTrailRecord[] {
  if (actor.role === undefined) return [];
  const found = findBefore(archive, { kind: "schedule-role", name: actor.role }, record);
  return found.filter((each) => mayCall(each, record.eventName));
}

/** A target is an API (`arn:aws:scheduler:::aws-sdk:ecs:updateService`), or the cluster in which to run a task. */
function mayCall(schedule: CloudTrailRecord, eventName: string): boolean {
  const target = targetIn(schedule);
  if (target === undefined || target.toLowerCase().endsWith(`:ecs:${eventName.toLowerCase()}`)) {
    return true;
  }
  return eventName === "RunTask" && parseArn(target)?.service === "ecs";
}

function targetIn({ requestParameters = {} }: CloudTrailRecord): string | undefined {
  return textIn(objectIn(requestParameters, "target"), "arn");
}

function roleIn({ requestParameters = {} }: CloudTrailRecord): string | undefined {
  return textIn(objectIn(requestParameters, "target"), "roleArn")?.split("/").at(-1);
}

function scheduleIn({
  requestParameters = {},
}: CloudTrailRecord): { readonly name: string; readonly group: string } | undefined {
  const name = textIn(requestParameters, "name");
  const group = textIn(requestParameters, "groupName") ?? "default";
  return name === undefined ? undefined : { name, group };
}

function labelOf(record: CloudTrailRecord): string {
  const { name = "", group = "" } = scheduleIn(record) ?? {};
  return `${group}/${name}`;
}
