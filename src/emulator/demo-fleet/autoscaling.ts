import { servicePrincipalSession } from "../callers/role-session.ts";
import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import type { Caller } from "../record-writer.ts";
import type { Place } from "../stage.ts";
import type { Story } from "../teller.ts";
import { prodAnalytics, prodEurope } from "./fleet.ts";

const SERVICE = "ecs.application-autoscaling.amazonaws.com";

/** Service Auto Scaling: it reads in one session of its service-linked role and writes in another. */
export function autoScaling(place: Place, session: string, issued: string): Caller {
  return servicePrincipalSession({
    ...place,
    role: "AWSServiceRoleForApplicationAutoScaling_ECSService",
    path: `/aws-service-role/${SERVICE}/`,
    session,
    issued,
    invokedBy: SERVICE,
  });
}

/** Hour and minute, and how many tasks the target tracking policy wants then. */
const EVERY_DAY: readonly (readonly [time: string, desiredCount: number])[] = [
  ["06:31:10", 5],
  ["08:02:40", 8],
  ["11:47:25", 6],
  ["12:36:55", 3],
];

/** On work days the shop's front end grows in the morning and shrinks after noon. Nobody does it. */
export const autoscaling: Story = {
  name: "autoscaling",
  tell: ({ at }) => {
    for (const day of ["09", "10", "11", "12", "13", "16", "17", "18", "19", "20"]) {
      const date = `2026-11-${day}`;
      for (const [time, desiredCount] of EVERY_DAY) {
        const when = `${date}T${time}Z`;
        const look = `${date}T${time.slice(0, 6)}00Z`;
        const reader = autoScaling(prodEurope, "AutoScaling-RetrieveCurrentCapacity", look);
        const writer = autoScaling(prodEurope, "AutoScaling-UpdateDesiredCapacity", when);
        const mark = `web-${day}-to-${String(desiredCount)}`;
        at(look, reader, describeServices("prod", ["web"]));
        at(when, writer, updateService({ cluster: "prod", service: "web", desiredCount }), mark);
      }
    }
    const night = "2026-11-19T01:15:20Z";
    const writer = autoScaling(prodAnalytics, "AutoScaling-UpdateDesiredCapacity", night);
    at(night, writer, updateService({ cluster: "analytics", service: "ingest", desiredCount: 4 }));
    const morning = "2026-11-19T05:40:20Z";
    const later = autoScaling(prodAnalytics, "AutoScaling-UpdateDesiredCapacity", morning);
    at(morning, later, updateService({ cluster: "analytics", service: "ingest", desiredCount: 2 }));
  },
  incidents: [
    {
      id: "web-scaled-by-itself",
      symptom: "web in prod has eight tasks at eight in the morning",
      question: ({ minute }) => `who web --at ${minute}`,
      mark: "web-20-to-8",
      truth: {
        intent: "scale",
        actorKind: "aws-service",
        actorName: "Service Auto Scaling",
        tool: "Service Auto Scaling",
        origin: SERVICE,
        says: ["web in prod", "5 → 8", "Service Auto Scaling"],
      },
    },
  ],
};
