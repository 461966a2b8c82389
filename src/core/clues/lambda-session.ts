import { defineClue } from "../clue.ts";
import { whoAssumed } from "../who-assumed.ts";
import { actorFrom, cite, citeRole, isHandled, readRoleSession } from "../principal.ts";

const ENVIRONMENT = /(?:^| )exec-env\/AWS_Lambda_/;
/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html#lambda-CreateFunction-request-FunctionName */
const FUNCTION = /^[\w-]{1,64}$/;

export const lambdaSession = defineClue({
  id: "lambda-session",
  summary:
    "Lambda names a function's role session after the function; read only where the user agent says that it ran in Lambda.",
  fooledBy:
    "Anybody who may assume the role: session name and user agent are both text of the caller's own. `inScopeOf` is the proof, where AWS writes it.",
  read: (record) => {
    const { userIdentity, userAgent = "" } = record;
    const role = readRoleSession(userIdentity);
    if (role === undefined || !FUNCTION.test(role.session) || !ENVIRONMENT.test(userAgent))
      return undefined;
    if (isHandled(record)) return undefined;
    return actorFrom(record, {
      kind: "workload",
      name: role.session,
      via: `Lambda function, role ${role.role}, claimed`,
      evidence: [
        cite(role.sessionField, role.session, "claimed", "Lambda names the session so"),
        cite("userAgent", userAgent, "claimed", "says that it ran in Lambda"),
        citeRole(role),
      ],
      gaps: [whoAssumed(record)],
    });
  },
  examples: [
    {
      title: "a function that stops idle services",
      record: {
        userAgent:
          "Boto3/1.28.10 md/Botocore#1.31.80 ua/2.0 os/linux#5.10.209 md/arch#x86_64 lang/python#3.12.1 md/pyimpl#CPython exec-env/AWS_Lambda_python3.12 cfg/retry-mode#legacy Botocore/1.31.80",
        userIdentity: {
          type: "AssumedRole",
          arn: "arn:aws:sts::111122223333:assumed-role/night-shift-role/night-shift",
        },
      },
      actor: {
        kind: "workload",
        name: "night-shift",
        via: "Lambda function, role night-shift-role, claimed",
      },
    },
  ],
});
