import { consoleLogin } from "../calls/sign-in.ts";
import { describeServices, listServices, read } from "../calls/reads.ts";
import { seededRandom } from "../stable-ids.ts";
import type { ApiCall } from "../record-writer.ts";
import type { Story } from "../teller.ts";
import { isOver, momentOf, WORK_DAYS } from "./calendar.ts";
import { prodAnalytics, prodEurope, staging } from "./fleet.ts";
import { inConsole, jane, mia, ravi, tomas } from "./people.ts";
import { signInWithIdentityCenter } from "./receive-credentials.ts";

/** People open the console, look at services and close it again. Nobody changes anything. */
export const peopleLookingAround: Story = {
  name: "people-looking-around",
  tell: ({ at }) => {
    const random = seededRandom("people-looking-around");
    for (const day of WORK_DAYS) {
      for (const [person, place] of USUAL) {
        const hour = 8 + Math.floor(random() * 8);
        const minute = Math.floor(random() * 40);
        const signedIn = momentOf(day, hour, minute);
        const console = inConsole(person, place, signedIn);
        if (!isOver(momentOf(day, hour, minute + 12))) continue;
        at(signedIn, console, consoleLogin({ mfa: false }));
        LOOKS.forEach((look, index) => at(momentOf(day, hour, minute + 1 + index), console, look));
      }
    }
    for (const [person, account, permissionSet, signedIn] of SIGN_INS) {
      signInWithIdentityCenter(at, person, account, permissionSet, signedIn);
    }
    at(
      "2026-11-18T16:31:15Z",
      inConsole(mia, prodEurope, "2026-11-18T16:31:15Z"),
      consoleLogin({ mfa: false }),
    );
    at(
      "2026-11-20T13:12:30Z",
      inConsole(ravi, prodEurope, "2026-11-20T13:12:30Z"),
      consoleLogin({ mfa: false }),
    );
    lookForTheCause(at);
  },
};

const USUAL = [
  [jane, prodEurope],
  [ravi, prodEurope],
  [mia, staging],
  [tomas, prodAnalytics],
] as const;

const LOOKS: readonly ApiCall[] = [
  read("ecs", "ListClusters"),
  read("ecs", "DescribeClusters", { clusters: ["prod", "staging", "analytics"] }),
  listServices("prod"),
  describeServices("prod", ["checkout", "payments", "api", "web"]),
  read("ecs", "ListTasks", { cluster: "prod", serviceName: "checkout" }),
  read("ecs", "DescribeTaskDefinition", { taskDefinition: "checkout" }),
  read("elasticloadbalancing", "DescribeTargetHealth", { targetGroupArn: "prod-checkout" }),
];

/** The sessions on laptops of which the stories tell: each began with credentials from Identity Center. */
const SIGN_INS = [
  [jane, staging.account, "AdministratorAccess", "2026-11-13T13:55:40Z"],
  [mia, prodAnalytics.account, "PowerUserAccess", "2026-11-18T12:50:33Z"],
  [tomas, prodEurope.account, "AdministratorAccess", "2026-11-19T10:14:02Z"],
  [mia, prodEurope.account, "ReadOnlyAccess", "2026-11-20T10:40:19Z"],
  [mia, staging.account, "PowerUserAccess", "2026-11-20T10:46:02Z"],
  [tomas, prodEurope.account, "AdministratorAccess", "2026-11-20T11:20:44Z"],
  [jane, prodEurope.account, "AdministratorAccess", "2026-11-20T13:50:12Z"],
] as const;

/** Ravi is paged at 14:06 and finds nothing but zeros. */
const lookForTheCause = (at: Parameters<Story["tell"]>[0]["at"]): void => {
  const console = inConsole(ravi, prodEurope, "2026-11-20T13:12:30Z");
  at("2026-11-20T14:07:31Z", console, describeServices("prod", ["checkout"]));
  at(
    "2026-11-20T14:08:02Z",
    console,
    read("ecs", "ListTasks", { cluster: "prod", serviceName: "checkout" }),
  );
  at(
    "2026-11-20T14:09:55Z",
    console,
    describeServices("prod", ["checkout", "cart", "search", "payments"]),
  );
};
