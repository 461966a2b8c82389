import type { JsonObject } from "../src/core/record.ts";
import { Dice } from "../test/dice.ts";

const HEX = "0123456789abcdef";
const ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

const APPLICATIONS = (
  "payments orders catalog search auth billing gateway frontend worker ingest " +
  "reports mailer pricing stock audit media edge risk ledger users"
).split(" ");
const STAGES = ["prod", "staging", "dev", "qa"];
const ROLES = (
  "github-actions-deploy terraform-apply AWSReservedSSO_AdministratorAccess_1a2b3c4d5e6f7a8b monitoring-integration " +
  "ecsTaskRole lambda-exec AWSServiceRoleForAutoScaling AWSServiceRoleForECS ecsInstanceRole eks-node " +
  "AWSServiceRoleForConfig backup-role inspector-role jenkins external-dns cloudformation-exec codebuild-service-role"
).split(" ");
const USER_AGENTS = [
  "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/$#1.45.1 ua/2.1 m/E",
  "Boto3/1.34.131 md/Botocore#1.34.131 ua/2.0 os/linux#5.10.219-208.866.amzn2.x86_64 md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.34.131",
  "aws-sdk-java/2.25.60 Linux/5.10.217 OpenJDK_64-Bit_Server_VM/17.0.11+9-LTS Java/17.0.11 vendor/Amazon.com_Inc. io/sync http/Apache cfg/retry-mode/legacy",
  "APN/1.0 HashiCorp/1.0 Terraform/1.8.5 (+https://www.terraform.io) terraform-provider-aws/5.55.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.30.0 api/$#1.42.1",
  "aws-cli/2.17.5 md/awscrt#0.20.11 ua/2.0 os/linux#6.5.0 md/arch#x86_64 lang/python#3.11.8 cfg/retry-mode#standard md/installer#exe md/command#$.list",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
];

interface Caller {
  readonly role: string;
  readonly roleId: string;
  readonly session: string;
  readonly key: string;
  readonly address: string;
  readonly agent: string;
}

/** What one account's calls are about, made up. A caller works for a while on a few things, as real ones do: so gzip finds repeats. */
export class World {
  readonly dice: Dice;
  readonly #callers: readonly Caller[];
  #caller: Caller;
  #focus = 0;
  /** Seconds since 1970. */
  now: number;

  constructor(seed: number, now: number) {
    // The same account for all files, and other calls in each.
    const callers = new Dice(1);
    this.#callers = Array.from({ length: 120 }, (_, index) => makeCaller(callers, index));
    this.dice = new Dice(seed);
    this.now = now;
    this.#caller = this.#pickCaller();
  }

  /** The next call's caller: mostly the last one's. */
  moveOn(): boolean {
    if (this.dice.is(86)) return false;
    this.#caller = this.#pickCaller();
    this.#focus = this.dice.below(1000);
    return true;
  }

  #pickCaller(): Caller {
    const { dice } = this;
    const most = dice.is(5) ? 120 : 12;
    const [first] = this.#callers;
    return this.#callers[dice.below(most)] ?? (first as Caller);
  }

  hex(length: number): string {
    return signs(this.dice, HEX, length);
  }

  base64(length: number): string {
    return signs(this.dice, BASE64, length);
  }

  uuid(): string {
    const hex = this.hex(32);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join("-");
  }

  key(prefix: string): string {
    return prefix + signs(this.dice, ID, 16);
  }

  /** One of the few things that the caller works on, with a stable name: `i-0…`, `vpc-0…`. */
  thing(prefix: string, length = 16): string {
    const dice = new Dice(this.#focus + this.dice.below(3) + prefix.length * 1009);
    return prefix + signs(dice, HEX, length);
  }

  application(): string {
    const focus = this.#focus + this.dice.below(2);
    return `${APPLICATIONS[focus % APPLICATIONS.length]}-${STAGES[focus % STAGES.length]}`;
  }

  role(): string {
    return this.#callers[(this.#focus + this.dice.below(3)) % 120]?.role ?? "";
  }

  time(ago = 0): string {
    return new Date((this.now - ago) * 1000).toISOString().replace(".000Z", "Z");
  }

  /** Who calls, and what every record begins with. `by`: an AWS service that calls for somebody. */
  head(service: string, eventName: string, by?: string): JsonObject {
    const { address, agent } = this.#caller;
    return {
      eventVersion: this.dice.is(20) ? "1.10" : "1.11",
      userIdentity: this.#identity(by),
      eventTime: this.time(this.dice.below(280)),
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: REGION,
      sourceIPAddress: by ?? address,
      userAgent: by ?? agent.replace("$", service),
    };
  }

  /** What every record ends with. */
  tail(service: string, readOnly: boolean, by?: string): JsonObject {
    return {
      requestID: this.uuid(),
      eventID: this.uuid(),
      readOnly,
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: "Management",
      ...(by === undefined && {
        tlsDetails: {
          tlsVersion: "TLSv1.3",
          cipherSuite: "TLS_AES_128_GCM_SHA256",
          clientProvidedHostHeader: `${service}.${REGION}.amazonaws.com`,
        },
      }),
    };
  }

  #identity(by: string | undefined): JsonObject {
    if (by !== undefined && this.dice.is(30)) return { type: "AWSService", invokedBy: by };
    const { role, roleId, session, key } = this.#caller;
    return {
      type: "AssumedRole",
      principalId: `${roleId}:${session}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
      accountId: ACCOUNT,
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: roleId,
          arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
          accountId: ACCOUNT,
          userName: role,
        },
        webIdFederationData: {},
        attributes: { creationDate: this.time(this.now % 3600), mfaAuthenticated: "false" },
      },
      ...(by !== undefined && { invokedBy: by }),
    };
  }
}

function makeCaller(dice: Dice, index: number): Caller {
  const suffix = index < ROLES.length ? "" : `-${APPLICATIONS[index % APPLICATIONS.length]}`;
  return {
    role: `${ROLES[index % ROLES.length]}${suffix}`,
    roleId: `AROA${signs(dice, ID, 17)}`,
    session: dice.is(50) ? `i-0${signs(dice, HEX, 16)}` : `botocore-session-17${dice.below(1e8)}`,
    key: `ASIA${signs(dice, ID, 16)}`,
    address: `198.51.100.${dice.below(250)}`,
    agent: USER_AGENTS[dice.below(USER_AGENTS.length)] ?? "",
  };
}

function signs(dice: Dice, alphabet: string, length: number): string {
  let text = "";
  for (let count = 0; count < length; count++) text += alphabet[dice.below(alphabet.length)];
  return text;
}
