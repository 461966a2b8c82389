import type { Call } from "../action.ts";
import type { Intent, Setting } from "../change.ts";
import { objectIn, objectsIn } from "../json-fields.ts";
import type { Json } from "../record.ts";
import { isSame } from "../same.ts";
import { goesBack } from "./revisions.ts";
import { readState } from "./settings.ts";

const FIELDS: readonly string[] = [
  "executionRoleArn",
  "taskRoleArn",
  "taskDefinitionArn",
  "cpu",
  "memory",
  "cpuArchitecture",
  "networkConfiguration",
  "healthCheckPath",
  "primaryContainer",
  "scalingTarget",
];

/** The Express service as the response shows it: the configuration it goes to, or the only one that is active. */
export function expressState({ response }: Call): Readonly<Record<string, Json>> {
  const service = objectIn(response, "service");
  const [active, ...more] = objectsIn(service, "activeConfigurations");
  const target = objectIn(service, "targetConfiguration");
  const only = active && more.length === 0 ? active : {};
  return readState("targetConfiguration" in service ? target : only, FIELDS);
}

/** What an UpdateExpressGatewayService amounts to: a deployment where what runs changes, scaling where only the count does. */
export function expressIntent(settings: readonly Setting[]): Intent {
  const changing = settings.filter(({ before, after }) => !isSame(before, after));
  const counting = changing.length > 0 ? changing : settings;
  const definition = counting.find(({ name }) => name === "taskDefinitionArn");
  if (definition) return goesBack(definition) ? "rollback" : "deploy";
  if (counting.some(({ name }) => name === "primaryContainer.image")) return "deploy";
  const scales = counting.every(({ name }) => name.startsWith("scalingTarget."));
  return scales && counting.length > 0 ? "scale" : "configure";
}
