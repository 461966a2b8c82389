import { change } from "../calls/reads.ts";
import type { Story } from "../teller.ts";
import { prodAmerica, prodEurope } from "./fleet.ts";
import { atTerminal, inConsole, mia, tomas } from "./people.ts";

/** Calls of other services that are named like ECS's: looking for `UpdateService` finds them too. */
export const namesakes: Story = {
  name: "namesakes",
  tell: ({ at }) => {
    const console = inConsole(mia, prodEurope, "2026-11-12T13:02:50Z");
    const serviceArn = `arn:aws:apprunner:eu-west-1:${prodEurope.account}:service/checkout-preview/8fe1e10304f84fd2b0df550fe98a71fa`;
    at(
      "2026-11-12T13:10:21Z",
      console,
      change("apprunner", "UpdateService", {
        serviceArn,
        instanceConfiguration: { cpu: "1024", memory: "2048" },
      }),
    );
    const terminal = atTerminal(tomas, prodAmerica, "2026-11-19T16:02:11Z");
    at(
      "2026-11-19T16:08:45Z",
      terminal,
      change("servicediscovery", "UpdateService", {
        id: "srv-e4anhexample0004",
        service: { description: "geo router" },
      }),
    );
    at(
      "2026-11-19T16:12:03Z",
      terminal,
      change("eks", "CreateCluster", {
        name: "prod",
        roleArn: `arn:aws:iam::${prodAmerica.account}:role/eks-cluster`,
        resourcesVpcConfig: { subnetIds: [] },
      }),
    );
  },
};
