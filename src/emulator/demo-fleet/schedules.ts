import { awsServiceItself, roleSession, servicePrincipalSession } from "../callers/role-session.ts";
import { describeServices, listServices } from "../calls/reads.ts";
import { putRule, putTaskTarget } from "../calls/rules.ts";
import { assumeRole } from "../calls/sign-in.ts";
import { updateService } from "../calls/services.ts";
import { runTask } from "../calls/tasks.ts";
import { hexOf } from "../stable-ids.ts";
import type { Story } from "../teller.ts";
import { boto3 } from "../user-agents.ts";
import { ADDRESS, prodEurope, staging } from "./fleet.ts";
import { atTerminal, tomas } from "./people.ts";

const DAYS = ["07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"];
const MONDAYS = ["09", "16"];

/** What runs by the clock: nightly tasks, and the function that wakes staging up after the weekend. */
export const schedules: Story = {
  name: "schedules",
  tell: (teller) => {
    nightlyInvoices(teller);
    weekendsEnd(teller);
    invoicesAreScheduled(teller);
  },
  incidents: [
    {
      id: "invoices-run-at-night",
      symptom: "the instances of batch were busy at half past one in the night",
      question: ({ minute }) => `who batch --at ${minute}`,
      mark: "ran",
      truth: {
        intent: "run-task",
        actorKind: "aws-service",
        actorName: "EventBridge",
        tool: "EventBridge",
        origin: "events.amazonaws.com",
        says: ["nightly-invoices:12", "EventBridge", "configured by tomas.silva@acme.example"],
      },
    },
  ],
};

const ROLE = "nightly-invoices-events";
const RULE = "nightly-invoices";

/** Tomas had given the invoices a rule of their own the day before these two weeks begin. */
const invoicesAreScheduled: Story["tell"] = ({ at }) => {
  const terminal = atTerminal(tomas, prodEurope, "2026-11-06T15:02:33Z");
  at("2026-11-06T15:09:40Z", terminal, putRule(RULE, "cron(30 1 * * ? *)"));
  at(
    "2026-11-06T15:10:12Z",
    terminal,
    putTaskTarget(RULE, { cluster: "batch", taskDefinition: "nightly-invoices:12", role: ROLE }),
  );
};

/** A rule of EventBridge runs a task in the rule's target role. One night there was no room for it. */
const nightlyInvoices: Story["tell"] = ({ at }) => {
  for (const day of DAYS) {
    const when = `2026-11-${day}T01:30:04Z`;
    const target = {
      ...prodEurope,
      role: ROLE,
      session: hexOf(`nightly-invoices/${day}`, 32),
      issued: when,
    };
    const service = "events.amazonaws.com";
    const rule = servicePrincipalSession({ ...target, invokedBy: service });
    at(when, awsServiceItself({ ...prodEurope, service }), assumeRole(target));
    const task = {
      cluster: "batch",
      taskDefinition: "nightly-invoices:12",
      launchType: "EC2",
      startedBy: `events-rule/${RULE}`,
    } as const;
    const request = day === "15" ? { ...task, failure: "RESOURCE:CPU" } : task;
    at(when, rule, runTask(request), day === "20" ? "ran" : undefined);
  }
};

/** Lambda names the role session after the function; staging is at work again on Monday morning. */
const weekendsEnd: Story["tell"] = ({ at }) => {
  for (const day of MONDAYS) {
    const issued = `2026-11-${day}T05:59:58Z`;
    const session = { ...staging, role: "wake-staging-role", session: "wake-staging", issued };
    const lambda = awsServiceItself({ ...staging, service: "lambda.amazonaws.com" });
    at(issued, lambda, assumeRole(session));
    const wake = roleSession({
      ...session,
      from: ADDRESS.natStaging,
      with: boto3("AWS_Lambda_python3.13"),
      more: {
        inScopeOf: {
          issuerType: "AWS::Lambda::Function",
          credentialsIssuedTo: `arn:aws:lambda:${staging.region}:${staging.account}:function:wake-staging`,
        },
      },
    });
    at(`2026-11-${day}T06:00:01Z`, wake, listServices("staging"));
    at(
      `2026-11-${day}T06:00:02Z`,
      wake,
      describeServices("staging", ["checkout", "payments", "web"]),
    );
    for (const [second, service] of [
      [3, "checkout"],
      [4, "payments"],
      [5, "web"],
    ] as const) {
      at(
        `2026-11-${day}T06:00:0${String(second)}Z`,
        wake,
        updateService({ cluster: "staging", service, desiredCount: 1 }),
      );
    }
  }
};
