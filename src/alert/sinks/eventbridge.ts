import { harmlessJson } from "../harmless.ts";
import { callAws, clientConfig } from "../send/aws-call.ts";
import { findingBody } from "../send/finding-body.ts";
import { defineSink, SinkFailure } from "../sink.ts";

/**
 * An event bus: rules of your own take findings from there.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const eventBridge = defineSink({
  scheme: "eventbridge",
  summary:
    "An EventBridge bus, by its name or ARN: source `tasktrail`, detail type `TaskTrail Finding`. Needs events:PutEvents on it. Options: `?region=`, `?profile=`.",
  example: "eventbridge://default?region=eu-west-1",
  isSecret: false,
  open: async (uri, settings) => {
    const EventBusName = uri.rest === "" ? "default" : uri.rest;
    const arnRegion = EventBusName.startsWith("arn:") ? EventBusName.split(":")[3] : undefined;
    const { EventBridgeClient, PutEventsCommand } = await import("@aws-sdk/client-eventbridge");
    const client = new EventBridgeClient(clientConfig(uri, settings, arnRegion));
    return {
      updates: false,
      send: async (message, abortSignal) => {
        const Detail = harmlessJson(findingBody(message));
        const entry = {
          Source: "tasktrail",
          DetailType: "TaskTrail Finding",
          Detail,
          EventBusName,
        };
        const { Entries = [] } = await callAws(() =>
          client.send(new PutEventsCommand({ Entries: [entry] }), { abortSignal }),
        );
        const [{ ErrorCode, ErrorMessage } = {}] = Entries;
        if (ErrorCode === undefined) return;
        const said = `${ErrorCode}: ${ErrorMessage ?? ""}`;
        const isOurs = /Throttl|InternalFailure/.test(ErrorCode);
        throw new SinkFailure(isOurs ? "unavailable" : "misconfigured", said);
      },
    };
  },
});
