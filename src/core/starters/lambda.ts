import { exampleCall, examplePerson, exampleSession } from "../example-calls.ts";
import { parseArn } from "../arn.ts";
import { citeIn, findBefore } from "../join-records.ts";
import { textIn } from "../json-fields.ts";
import type { CloudTrailRecord } from "../record.ts";
import { whoMade, type Join } from "../set-to-work.ts";
import { defineStarter } from "../starter.ts";

const WAKE = "arn:aws:lambda:eu-west-1:111122223333:function:wake-staging";
const FUNCTION = "AWS::Lambda::Function";
/** CloudTrail writes Lambda's operations with the date of the API's version. */
const CHANGES: readonly string[] = [
  "CreateFunction20150331",
  "CreateFunction",
  "UpdateFunctionCode20150331v2",
  "UpdateFunctionCode20150331",
  "UpdateFunctionCode",
];

export const lambda = defineStarter({
  id: "lambda",
  summary:
    "A function stays the actor; behind it stands whoever last changed its code, where AWS wrote which function was given the credentials.",
  fooledBy:
    "Whoever invoked the function, which is a data event and mostly not recorded; and code that acts on others' input.",
  eventSources: ["lambda.amazonaws.com"],
  eventNames: CHANGES,
  handles: (record) => {
    const name = functionIn(record);
    return name === undefined ? [] : [{ kind: "function-code", name }];
  },
  acted: ({ userIdentity: { inScopeOf } }, actor) =>
    actor.kind === "workload" && inScopeOf?.issuerType === FUNCTION,
  find: ({ record, actor, archive, identify }) => {
    const arn = record.userIdentity.inScopeOf?.credentialsIssuedTo ?? "";
    const name = parseArn(arn)?.resource.split(":")[1];
    const handle = { kind: "function-code", name: name ?? "" };
    const [changed] = name === undefined ? [] : findBefore(archive, handle, record);
    if (changed === undefined) return { actor };
    const says = "the newest change of the function's code";
    const cited = citeIn(changed, "eventName", changed.eventName, "inferred", says);
    const join: Join = { record: changed, grade: "inferred", evidence: [cited] };
    return { actor, behind: whoMade(join, identify) };
  },
  examples: [
    {
      title: "a function whose code somebody changed",
      records: [
        exampleCall(
          "09:00:00",
          ["lambda", "UpdateFunctionCode20150331v2"],
          examplePerson("jane"),
          { functionName: "wake-staging", publish: false },
          { functionName: "wake-staging", functionArn: WAKE },
        ),
        exampleCall(
          "14:02:11",
          ["ecs", "UpdateService"],
          {
            ...exampleSession("wake-role", "wake-staging"),
            inScopeOf: { issuerType: FUNCTION, credentialsIssuedTo: WAKE },
          },
          { cluster: "staging", service: "web", desiredCount: 1 },
        ),
      ],
      actor: { kind: "workload", name: "wake-staging" },
      behind: { kind: "person", name: "jane" },
    },
  ],
});

/** The function's bare name: callers may give its ARN. */
function functionIn({
  errorCode,
  requestParameters = {},
  responseElements = {},
}: CloudTrailRecord) {
  if (errorCode !== undefined) return undefined;
  const arn = parseArn(textIn(responseElements, "functionArn") ?? "")?.resource.split(":")[1];
  const asked = textIn(requestParameters, "functionName");
  return (
    arn ?? (asked === undefined ? undefined : (parseArn(asked)?.resource.split(":")[1] ?? asked))
  );
}
