import type { Answer } from "../src/ask/answer.ts";
import type { Change } from "../src/core/change.ts";
import { exampleChange } from "../src/core/examples.ts";
import { sentenceOf } from "../src/core/sentence.ts";
import { exampleFindings } from "./example-findings.ts";
import { exampleVerdict } from "./example-verdict.ts";

/** Answers as questions make them, for what formats are tested with. Built by hand; nothing in them happened. */
const NOW = "2026-11-20T14:25:00.000Z";

const person: Change["actor"] = {
  kind: "person",
  name: "jane.doe@example.com",
  via: "Identity Center, AdministratorAccess",
  principal:
    "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/jane.doe@example.com",
  account: "111122223333",
  role: "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
  session: "jane.doe@example.com",
  through: [],
  evidence: [
    {
      field: "userIdentity.sessionContext.sessionIssuer.userName",
      value: "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
      grade: "proven",
      says: "a role that only Identity Center can assume",
    },
    {
      field: "userIdentity.arn",
      value:
        "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/jane.doe@example.com",
      grade: "proven",
      says: "the session is named after the Identity Center user",
    },
  ],
  gaps: [],
};

const pipeline: Change["actor"] = {
  kind: "pipeline",
  name: "GitHub Actions of acme/checkout",
  via: "role deploy-prod",
  principal: "arn:aws:sts::111122223333:assumed-role/deploy-prod/GitHubActions",
  account: "111122223333",
  role: "deploy-prod",
  session: "GitHubActions",
  through: [],
  evidence: [
    {
      field: "userIdentity.arn",
      value: "arn:aws:sts::111122223333:assumed-role/deploy-prod/GitHubActions",
      grade: "claimed",
      says: "the session name that the workflow chose",
    },
  ],
  gaps: [
    {
      unknown: "which workflow run assumed deploy-prod",
      missing: "the sts AssumeRoleWithWebIdentity event that issued ASIAEXAMPLE",
    },
  ],
};

const scaled = exampleChange({
  eventID: "5a1f0c3e-1111-4000-8000-000000000003",
  at: "2026-11-20T14:02:11Z",
  intent: "stop-service",
  settings: [{ name: "desiredCount", before: 4, after: 0 }],
  actor: person,
  tool: {
    kind: "cli",
    name: "aws-cli",
    version: "2.35.19",
    command: "ecs update-service",
    aiAgent: "Claude Code",
    evidence: [
      {
        field: "userAgent",
        value:
          "aws-cli/2.35.19 md/awscrt#0.28.4 ua/2.1 os/macos#25.1.0 md/command#ecs.update-service",
        grade: "claimed",
        says: "what the caller says it is",
      },
    ],
  },
  origin: {
    kind: "address",
    name: "203.0.113.7",
    label: "office",
    evidence: [
      {
        field: "sourceIPAddress",
        value: "203.0.113.7",
        grade: "proven",
        says: "where the call came from",
      },
    ],
  },
});

const deployed = exampleChange({
  eventID: "5a1f0c3e-1111-4000-8000-000000000002",
  at: "2026-11-20T11:40:02Z",
  intent: "deploy",
  settings: [
    { name: "taskDefinition", before: "checkout:41", after: "checkout:42" },
    { name: "forceNewDeployment", after: false, momentary: true },
    {
      name: "taskDefinition.containerDefinitions[app].image",
      before: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:1.8.2",
      after: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:1.9.0",
    },
  ],
  actor: pipeline,
  tool: { kind: "ci", name: "amazon-ecs-deploy-task-definition-for-github-actions", evidence: [] },
  origin: {
    kind: "address",
    name: "140.82.114.3",
    network: "AS36459 GitHub, Inc.",
    country: "US",
    evidence: [],
  },
});

const stopped = exampleChange({
  eventID: "5a1f0c3e-1111-4000-8000-000000000001",
  at: "2026-11-19T22:15:40Z",
  eventName: "StopTask",
  intent: "stop-task",
  resource: {
    kind: "task",
    name: "924cf6cfe1f24f5a9f2b6e9c3c9a3b11",
    cluster: "prod",
    service: "checkout",
  },
  settings: [{ name: "reason", after: "stuck, restarting by hand", momentary: true }],
  actor: person,
  tool: { kind: "console", name: "AWS console", evidence: [] },
  origin: { kind: "address", name: "203.0.113.7", label: "office", evidence: [] },
});

export const exampleChanges: readonly Change[] = [scaled, deployed, stopped];

export function exampleAnswer(about: Partial<Answer> = {}): Answer {
  const changes = about.changes ?? exampleChanges;
  const [newest] = changes;
  return {
    question: "who",
    view: "list",
    sentence: newest
      ? sentenceOf(newest, NOW.slice(0, 10))
      : "No record says that checkout was changed.",
    changes,
    findings: [],
    coverage: [
      {
        account: "111122223333",
        region: "eu-west-1",
        source: "event-history://",
        selector: "EventSource=ecs.amazonaws.com",
        from: "2026-11-19T14:25:00Z",
        to: "2026-11-20T14:20:00Z",
        state: "seen",
        records: 1204,
      },
      {
        account: "111122223333",
        region: "eu-west-1",
        source: "event-history://",
        selector: "EventSource=ecs.amazonaws.com",
        from: "2026-11-20T14:20:00Z",
        to: "2026-11-20T14:25:00Z",
        state: "fresh",
        note: "CloudTrail needs some minutes to deliver: the newest calls may still be missing",
      },
      {
        account: "444455556666",
        region: "eu-central-1",
        source: "event-history://",
        selector: "EventSource=ecs.amazonaws.com",
        from: "2026-11-19T14:25:00Z",
        to: "2026-11-20T14:25:00Z",
        state: "denied",
        note: "cloudtrail:LookupEvents is not allowed",
      },
    ],
    notes: ["hidden: 2 denied or failed calls, 118 reads and agents' own calls; --all shows them"],
    counts: {
      changes: changes.length,
      shown: changes.length,
      refused: 2,
      reads: 118,
      unreadable: 0,
    },
    unreadable: [],
    window: { from: "2026-11-19T14:25:00Z", to: "2026-11-20T14:25:00Z" },
    now: NOW,
    ...about,
  };
}

/** One answer per view. */
export const exampleAnswers: Readonly<Record<Answer["view"], Answer>> = {
  findings: exampleAnswer({
    question: "findings",
    view: "findings",
    sentence: "2 findings in the last 24 h: 1 critical, 1 high.",
    findings: exampleFindings(scaled, NOW),
  }),
  list: exampleAnswer(),
  report: exampleAnswer({
    question: "audit",
    view: "report",
    sentence:
      "3 changes by 2 actors in 1 account and 1 region in the last 24 h; 2 findings need a look.",
    findings: exampleFindings(scaled, NOW),
  }),
  timeline: exampleAnswer({
    question: "timeline",
    view: "timeline",
    sentence: `checkout was changed 3 times since 2026-11-13 14:25Z; the last time: ${sentenceOf(scaled, NOW.slice(0, 10))}`,
    changes: exampleChanges.toReversed(),
  }),
  verdict: exampleAnswer({
    question: "explain",
    view: "verdict",
    sentence: "Task 0cc43cdb… of checkout in prod stopped.",
    changes: [scaled],
    verdicts: [exampleVerdict(scaled)],
  }),
  record: exampleAnswer({
    question: "explain",
    view: "record",
    changes: [scaled],
    explained: [
      {
        field: "eventName",
        value: "UpdateService",
        says: "a call that changes something; it amounts to stop-service",
      },
      {
        field: "userIdentity.arn",
        value: person.principal,
        says: "actor: the session is named after the Identity Center user",
        grade: "proven",
      },
      { field: "requestParameters.service", value: "checkout", says: "" },
    ],
  }),
};
