import { exampleCall, examplePerson, exampleService } from "../example-calls.ts";
import { setToWork } from "../aws-service.ts";
import { citeIn, findBefore, HISTORY_HOURS } from "../join-records.ts";
import { textIn } from "../json-fields.ts";
import type { CloudTrailRecord } from "../record.ts";
import { isService, settled, unsettled, whoMade } from "../set-to-work.ts";
import { cutName, nameAfter, startedByIn } from "../started-by.ts";
import { defineStarter } from "../starter.ts";

const EVENTS = "events.amazonaws.com";
const PREFIX = "events-rule/";
const CHANGES: readonly string[] = ["PutRule", "PutTargets", "EnableRule"];
const DELETES = "DeleteRule";

export const eventbridge = defineStarter({
  id: "eventbridge",
  summary:
    "The rule that EventBridge names in `startedBy` (`events-rule/NAME`); behind it stands whoever last changed or enabled the rule or its targets.",
  fooledBy:
    "Rules of one name on two event buses, or whose names begin alike where the name was cut: then nobody is chosen.",
  eventSources: [EVENTS],
  eventNames: [...CHANGES, DELETES],
  handles: (record) => {
    const rule = record.errorCode === undefined ? ruleIn(record) : undefined;
    return rule === undefined ? [] : [{ kind: "events-rule", name: cutName(PREFIX, rule.name) }];
  },
  acted: (_record, actor) => isService(actor, "EventBridge", [EVENTS]),
  find: (acted) => {
    const { record, archive } = acted;
    const startedBy = startedByIn(record);
    const named = nameAfter(PREFIX, startedBy?.value);
    if (startedBy === undefined || named === undefined) {
      const missing =
        "the events PutRule or PutTargets event of the rule, which the call does not name";
      return unsettled(acted, missing, [], HISTORY_HOURS);
    }
    const handle = { kind: "events-rule", name: cutName(PREFIX, named.name) };
    const fitting = findBefore(archive, handle, record).filter((each) => {
      const rule = ruleIn(each)?.name ?? "";
      return rule === named.name || (named.isCut && rule.startsWith(named.name));
    });
    const rules = new Map(fitting.map((each) => [JSON.stringify(ruleIn(each)), ruleIn(each)]));
    if (rules.size > 1) {
      const all = [...rules.values()].map((rule) => `${rule?.name} on ${rule?.bus}`).join(" or ");
      const gap = { unknown: setToWork("EventBridge"), missing: `which rule it was: ${all}` };
      return { actor: settled(acted.actor, { gaps: [gap] }) };
    }
    const changed = sinceDeleted(fitting)[0];
    if (changed === undefined) {
      const missing = `the events PutRule or PutTargets event of the rule ${named.name}`;
      return unsettled(acted, missing, CHANGES, HISTORY_HOURS);
    }
    const cited = [
      citeIn(
        record,
        startedBy.field,
        startedBy.value,
        "inferred",
        "the rule, as EventBridge wrote",
      ),
      citeIn(changed, "eventName", changed.eventName, "inferred", "the newest change of that rule"),
    ];
    const join = { record: changed, grade: "inferred", evidence: cited } as const;
    return { actor: settled(acted.actor), behind: whoMade(join, acted.identify) };
  },
  examples: [
    {
      title: "a rule runs a task",
      records: [
        exampleCall("08:00:00", ["events", "PutRule"], examplePerson("john"), { name: "nightly" }),
        exampleCall("09:00:00", ["events", "PutTargets"], examplePerson("jane"), {
          rule: "nightly",
          targets: [{ id: "1", arn: "arn:aws:ecs:eu-west-1:111122223333:cluster/batch" }],
        }),
        exampleCall(
          "14:02:11",
          ["ecs", "RunTask"],
          exampleService("events", "ecsEventsRole", "057ffa15c4983c099eb1f9f09f268001"),
          { cluster: "batch", taskDefinition: "invoices:12", startedBy: "events-rule/nightly" },
        ),
      ],
      actor: { kind: "aws-service", name: "EventBridge" },
      behind: { kind: "person", name: "jane" },
    },
    {
      title: "rules of one name on two buses: nobody is chosen",
      records: [
        exampleCall("08:00:00", ["events", "PutRule"], examplePerson("john"), { name: "nightly" }),
        exampleCall("09:00:00", ["events", "PutRule"], examplePerson("jane"), {
          name: "nightly",
          eventBusName: "orders",
        }),
        exampleCall(
          "14:02:11",
          ["ecs", "RunTask"],
          exampleService("events", "ecsEventsRole", "057ffa15c4983c099eb1f9f09f268001"),
          { cluster: "batch", taskDefinition: "invoices:12", startedBy: "events-rule/nightly" },
        ),
      ],
      actor: { kind: "aws-service", name: "EventBridge" },
    },
  ],
});

function sinceDeleted(newestFirst: readonly CloudTrailRecord[]): readonly CloudTrailRecord[] {
  const deleted = newestFirst.findIndex(({ eventName }) => eventName === DELETES);
  return deleted === -1 ? newestFirst : newestFirst.slice(0, deleted);
}

/** A rule is named within its event bus; PutTargets calls it `rule`. A bus may be given by its ARN. */
function ruleIn({
  requestParameters = {},
}: CloudTrailRecord): { readonly name: string; readonly bus: string } | undefined {
  const name = textIn(requestParameters, "rule") ?? textIn(requestParameters, "name");
  const bus = textIn(requestParameters, "eventBusName")?.split("/").at(-1) ?? "default";
  return name === undefined ? undefined : { name, bus };
}
