import { describeServices, listServices, read } from "../calls/reads.ts";
import { awsServiceItself, roleSession, servicePrincipalSession } from "../callers/role-session.ts";
import type { Place } from "../stage.ts";
import type { Story } from "../teller.ts";
import { sdkGo, terraform } from "../user-agents.ts";
import { DAYS, isOver, momentOf } from "./calendar.ts";
import { ADDRESS, prodAmerica, prodAnalytics, prodEurope, services, staging } from "./fleet.ts";

const CLUSTERS: readonly (readonly [Place, string])[] = [
  [prodEurope, "prod"],
  [prodAmerica, "global"],
  [prodAnalytics, "analytics"],
  [staging, "staging"],
];

/** What reads by the clock: a monitoring product every hour, and a nightly search for drift by Terraform. */
export const monitoring: Story = {
  name: "monitoring",
  tell: (teller) => {
    everyHour(teller);
    driftAtNight(teller);
    servicesAssumeRoles(teller);
  },
};

const everyHour: Story["tell"] = ({ at }) => {
  for (const day of DAYS) {
    for (let hour = 0; hour < 24; hour += 1) {
      if (!isOver(momentOf(day, hour, 11))) continue;
      for (const [place, cluster] of CLUSTERS) {
        const monitor = roleSession({
          ...place,
          role: "monitoring-reader",
          session: "fleet-monitor",
          issued: momentOf(day, hour, 9),
          from: ADDRESS.monitoring,
          with: sdkGo,
        });
        const names = namesIn(cluster, place);
        at(momentOf(day, hour, 10, 2), monitor, describeServices(cluster, names));
      }
    }
  }
};

const driftAtNight: Story["tell"] = ({ at }) => {
  for (const day of DAYS) {
    const plan = roleSession({
      ...prodEurope,
      role: "terraform-plan",
      session: "drift",
      issued: momentOf(day, 3, 29),
      from: ADDRESS.ci,
      with: terraform,
    });
    at(momentOf(day, 3, 30), plan, read("ecs", "DescribeClusters", { clusters: ["prod"] }));
    at(momentOf(day, 3, 30, 4), plan, listServices("prod"));
    namesIn("prod", prodEurope).forEach((name, index) => {
      at(momentOf(day, 3, 31, index * 4), plan, describeServices("prod", [name]));
      at(
        momentOf(day, 3, 32, index * 4),
        plan,
        read("ecs", "DescribeTaskDefinition", { taskDefinition: name }),
      );
    });
  }
};

/** Background of every account: services take their roles, and ECS's scheduler talks to load balancers. */
const servicesAssumeRoles: Story["tell"] = ({ at }) => {
  const tasks = awsServiceItself({ ...prodEurope, service: "ecs-tasks.amazonaws.com" });
  for (const day of DAYS) {
    for (const hour of [0, 4, 8, 12, 16, 20]) {
      const moment = momentOf(day, hour, 20);
      if (!isOver(moment)) continue;
      const roleArn = `arn:aws:iam::${prodEurope.account}:role/image-resizer-task`;
      at(
        moment,
        tasks,
        read("sts", "AssumeRole", {
          roleArn,
          roleSessionName: "image-resizer",
          durationSeconds: 21_600,
        }),
      );
      const scheduler = servicePrincipalSession({
        ...prodEurope,
        role: "AWSServiceRoleForECS",
        path: "/aws-service-role/ecs.amazonaws.com/",
        session: "ecs-service-scheduler",
        issued: moment,
        invokedBy: "ecs.amazonaws.com",
      });
      const targetGroupArn = `arn:aws:elasticloadbalancing:eu-west-1:${prodEurope.account}:targetgroup/prod-web/6d0ecf831eec9f09`;
      at(
        momentOf(day, hour, 21),
        scheduler,
        read("elasticloadbalancing", "DescribeTargetHealth", { targetGroupArn }),
      );
    }
  }
};

function namesIn(cluster: string, { account, region }: Place): readonly string[] {
  return services
    .filter((one) => one.cluster === cluster && one.account === account && one.region === region)
    .map(({ name }) => name);
}
