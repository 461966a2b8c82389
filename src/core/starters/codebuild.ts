import { exampleCall, examplePerson, exampleSession } from "../example-calls.ts";
import { findBefore, citeIn } from "../join-records.ts";
import { objectIn, textIn } from "../json-fields.ts";
import { pipelineNamed, unsettled, whoMade, type Join } from "../set-to-work.ts";
import { defineStarter, type Acted } from "../starter.ts";
import type { CloudTrailRecord } from "../record.ts";

const STARTS: readonly string[] = ["StartBuild", "RetryBuild"];
/** CodeBuild names the session of a build after it; the default of the service, which nobody else is kept from using. */
const SESSION = /^AWSCodeBuild-([0-9a-f]{8}-[0-9a-f-]{27})$/;
/** A build runs for 36 hours at most, and waits for its turn for 8. */
const HOURS = 48;

export const codebuild = defineStarter({
  id: "codebuild",
  summary:
    "The build after whose id CodeBuild named its session, through the response of `StartBuild`; behind it stands whoever started the build.",
  fooledBy:
    "Anybody who may assume the project's role and names the session like a build that ran.",
  eventSources: ["codebuild.amazonaws.com"],
  eventNames: STARTS,
  handles: (record) => {
    const id = buildIn(record);
    return id === undefined ? [] : [{ kind: "build", name: id }];
  },
  acted: (_record, actor) => actor.kind === "pipeline" && SESSION.test(actor.session ?? ""),
  find: (acted) => {
    const { record, archive, identify } = acted;
    const id = SESSION.exec(acted.actor.session ?? "")?.[1] ?? "";
    const found = findBefore(archive, { kind: "build", name: id }, record, HOURS);
    const made = found.find((each) => fitsRole(each, acted));
    if (made === undefined) {
      return unsettled(acted, `the codebuild StartBuild event of build ${id}`, STARTS, HOURS);
    }
    const build = objectIn(made.responseElements ?? {}, "build");
    const project = textIn(build, "projectName") ?? textIn(build, "id")?.split(":")[0] ?? "";
    const says = "the build after which the session is named";
    const cited = citeIn(made, "responseElements.build.id", id, "inferred", says);
    const join: Join = { record: made, grade: "inferred", evidence: [cited] };
    const { gaps, ...actor } = acted.actor;
    const open = gaps.filter(({ unknown }) => !unknown.startsWith("who assumed "));
    return {
      actor: pipelineNamed({ ...actor, gaps: open }, project, "CodeBuild", "inferred", [cited]),
      behind: whoMade(join, identify),
    };
  },
  examples: [
    {
      title: "a build that somebody started",
      records: [
        exampleCall(
          "13:59:00",
          ["codebuild", "StartBuild"],
          examplePerson("jane"),
          { projectName: "deploy-shop" },
          {
            build: {
              id: "deploy-shop:5d2f1a3c-0000-4000-8000-00000000000a",
              projectName: "deploy-shop",
              serviceRole: "arn:aws:iam::111122223333:role/service-role/build-role",
            },
          },
        ),
        exampleCall(
          "14:02:11",
          ["ecs", "UpdateService"],
          exampleSession("build-role", "AWSCodeBuild-5d2f1a3c-0000-4000-8000-00000000000a"),
          { cluster: "prod", service: "checkout", forceNewDeployment: true },
        ),
      ],
      actor: { kind: "pipeline", name: "deploy-shop" },
      behind: { kind: "person", name: "jane" },
    },
  ],
});

/** `arn:aws:codebuild:R:A:build/PROJECT:UUID`, `PROJECT:UUID` */
function buildIn({ errorCode, responseElements = {} }: CloudTrailRecord): string | undefined {
  if (errorCode !== undefined) return undefined;
  const build = objectIn(responseElements, "build");
  const id = textIn(build, "id") ?? textIn(build, "arn");
  return id?.split(":").at(-1);
}

function fitsRole({ responseElements = {} }: CloudTrailRecord, { actor }: Acted): boolean {
  const role = textIn(objectIn(responseElements, "build"), "serviceRole");
  return role === undefined || actor.role === undefined || role.endsWith(`/${actor.role}`);
}
