import type { Envelope } from "../envelope.ts";
import { athenaResults } from "./athena-results.ts";
import { digestFile } from "./digest-file.ts";
import { ecsResponse } from "./ecs-response.ts";
import { eventBridge } from "./event-bridge.ts";
import { insightsEvent } from "./insights-event.ts";
import { lakeResults } from "./lake-results.ts";
import { logEvent } from "./log-event.ts";
import { logEvents } from "./log-events.ts";
import { logSubscription } from "./log-subscription.ts";
import { logsInsights } from "./logs-insights.ts";
import { lookupEvent } from "./lookup-event.ts";
import { lookupEvents } from "./lookup-events.ts";
import { objectNotification } from "./object-notification.ts";
import { row } from "./row.ts";
import { sns } from "./sns.ts";
import { sqsMessage } from "./sqs-message.ts";
import { sqs } from "./sqs.ts";
import { trailFile } from "./trail-file.ts";

/** Every envelope we can open; the first that knows an object opens it. */
export const ENVELOPES: readonly Envelope[] = [
  insightsEvent,
  trailFile,
  lookupEvents,
  lookupEvent,
  ecsResponse,
  eventBridge,
  sns,
  sqs,
  sqsMessage,
  logEvents,
  logSubscription,
  logEvent,
  logsInsights,
  lakeResults,
  athenaResults,
  row,
  digestFile,
  objectNotification,
];
