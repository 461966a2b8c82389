import { iamUser } from "../callers/iam-user.ts";
import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { tellEcs } from "../ecs-world/tell-ecs.ts";
import type { Scenario } from "../scenario.ts";
import type { ServiceSpec } from "../stage.ts";
import { tellStories, type Story } from "../teller.ts";
import { awsCli1 } from "../user-agents.ts";

const WRITTEN_FOR = "2026-11-20T14:25:00Z";

export const title = "One account, one service, one person";

const place = { account: "111122223333", region: "eu-west-1" } as const;

const hello: ServiceSpec = {
  ...place,
  cluster: "default",
  name: "hello",
  desiredCount: 1,
  taskDefinition: "hello:3",
  launchType: "FARGATE",
  createdAt: "2026-06-01T08:00:00Z",
};

const alex = iamUser({ ...place, userName: "alex", from: "198.51.100.7", with: awsCli1 });

/** Alex makes hello bigger in the morning and restarts it after lunch, without ever naming the cluster. */
const oneDay: Story = {
  name: "one-day",
  tell: ({ at }) => {
    at("2026-11-20T09:12:30Z", alex, describeServices("default", ["hello"]));
    at("2026-11-20T09:13:05Z", alex, updateService({ service: "hello", desiredCount: 2 }));
    at(
      "2026-11-20T12:40:18Z",
      alex,
      updateService({ service: "hello", forceNewDeployment: true }),
      "restarted",
    );
  },
  incidents: [
    {
      id: "hello-restarted",
      symptom: "hello was slow for a minute after lunch",
      question: () => "who hello --since 6h",
      mark: "restarted",
      truth: {
        intent: "restart",
        actorKind: "person",
        actorName: "alex",
        tool: "aws-cli",
        origin: "198.51.100.7",
        says: ["hello in default", "restarted"],
      },
    },
  ],
};

/** The smallest story: three records, for trials and tests. */
export function quietAccount(now: Date = new Date(WRITTEN_FOR)): Scenario {
  const shiftMs = now.getTime() - Date.parse(WRITTEN_FOR);
  const told = tellStories("quiet-account", [hello], [oneDay], shiftMs);
  return {
    name: "quiet-account",
    title,
    now: now.toISOString(),
    accounts: [{ id: place.account, name: "quiet", accessKeyId: "AKIAQUIET0000EXAMPLE" }],
    regions: [place.region],
    labels: [],
    ...told,
    ecs: tellEcs({ services: [hello], records: told.records, shiftMs }),
  };
}
