import { awsServiceItself, roleSession, servicePrincipalSession } from "../callers/role-session.ts";
import { describeServices, listServices } from "../calls/reads.ts";
import { assumeRole } from "../calls/sign-in.ts";
import { updateService } from "../calls/services.ts";
import { runTask } from "../calls/tasks.ts";
import { hexOf } from "../stable-ids.ts";
import type { Story } from "../teller.ts";
import { boto3 } from "../user-agents.ts";
import { ADDRESS, prodEurope, staging } from "./fleet.ts";

const DAYS = ["07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"];
const MONDAYS = ["09", "16"];

/** What runs by the clock: nightly tasks, and the function that wakes staging up after the weekend. */
export const schedules: Story = {
  name: "schedules",
  tell: (teller) => {
    nightlyInvoices(teller);
    weekendsEnd(teller);
  },
};

/** A rule of EventBridge runs a task in the rule's target role. One night there was no room for it. */
const nightlyInvoices: Story["tell"] = ({ at }) => {
  for (const day of DAYS) {
    const when = `2026-11-${day}T01:30:04Z`;
    const target = {
      ...prodEurope,
      role: "nightly-invoices-events",
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
      startedBy: "events-rule/nightly-invoices",
    } as const;
    at(when, rule, runTask(day === "15" ? { ...task, failure: "RESOURCE:CPU" } : task));
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
