import { defineDetector } from "../detector.ts";
import { watchBurst } from "../watch-burst.ts";

export const deniedProbe = defineDetector({
  id: "denied-probe",
  title: "One actor tried what it may not do",
  severity: "medium",
  why: "Whoever holds a strange key finds out first what it may do.",
  falsePositives: "Tools that ask for everything, and new roles with too few permissions.",
  attack: ["T1613", "T1078.004"],
  controls: ["SOC 2 CC6.1", "PCI DSS 10.2.1.4", "ISO 27001 A.8.16"],
  next: "See what else the key or session did, and what worked.",
  parameters: [
    { name: "count", summary: "From how many on", default: 5 },
    { name: "withinMinutes", summary: "Within how many minutes", default: 10 },
  ],
  start(parameter) {
    return watchBurst({
      least: parameter("count"),
      minutes: parameter("withinMinutes"),
      what: ({ outcome, eventSource, eventName }) =>
        outcome.kind === "refused" &&
        isDenial(outcome.errorCode) &&
        eventSource === "ecs.amazonaws.com"
          ? eventName
          : undefined,
      distinct: true,
      deed: (number) => `was denied ${String(number)} different operations`,
      list: (things) => [...new Set(things)].slice(0, 6),
    });
  },
  examples: {
    fires: [
      {
        title: "five operations",
        record: {
          eventName: "ExecuteCommand",
          eventTime: "2026-11-20T14:04:00Z",
          requestParameters: { cluster: "prod" },
          errorCode: "AccessDeniedException",
          errorMessage: "User is not authorized",
        },
        earlier: [
          {
            eventName: "ListClusters",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "DescribeServices",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "ListTasks",
            eventTime: "2026-11-20T14:02:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "RunTask",
            eventTime: "2026-11-20T14:03:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
        ],
      },
    ],
    silent: [
      {
        title: "four",
        record: {
          eventName: "RunTask",
          eventTime: "2026-11-20T14:03:00Z",
          requestParameters: { cluster: "prod" },
          errorCode: "AccessDeniedException",
          errorMessage: "User is not authorized",
        },
        earlier: [
          {
            eventName: "ListClusters",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "DescribeServices",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "ListTasks",
            eventTime: "2026-11-20T14:02:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
        ],
      },
      {
        title: "one operation again and again",
        record: {
          eventName: "ListClusters",
          eventTime: "2026-11-20T14:00:00Z",
          requestParameters: { cluster: "prod" },
          errorCode: "AccessDeniedException",
          errorMessage: "User is not authorized",
        },
        earlier: [
          {
            eventName: "ListClusters",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "ListClusters",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "ListClusters",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "ListClusters",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
          {
            eventName: "ListClusters",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod" },
            errorCode: "AccessDeniedException",
            errorMessage: "User is not authorized",
          },
        ],
      },
    ],
  },
});

function isDenial(errorCode: string): boolean {
  return errorCode.startsWith("AccessDenied") || errorCode.endsWith("UnauthorizedOperation");
}
