import type { Call } from "../action.ts";
import type { Resource } from "../change.ts";
import { objectIn, textIn } from "../json-fields.ts";
import type { Json } from "../record.ts";
import { readState } from "./settings.ts";

/** An account setting for everyone in the account and region. */
export function defaultSetting({ request, response }: Call): readonly [Resource] {
  return [{ kind: "account-setting", name: nameIn({ request, response }) }];
}

/** An account setting for one principal, which overrides the default: another thing, so of another name. */
export function principalSetting({ request, response }: Call): readonly [Resource] {
  const name = nameIn({ request, response });
  const principal =
    textIn(objectIn(response, "setting"), "principalArn") ?? textIn(request, "principalArn");
  return [
    { kind: "account-setting", name: principal === undefined ? name : `${name} for ${principal}` },
  ];
}

/** The setting as the response shows it. */
export function settingState({ response }: Call): Readonly<Record<string, Json>> {
  return readState(objectIn(response, "setting"), ["value"]);
}

function nameIn({ request, response }: Pick<Call, "request" | "response">): string {
  return textIn(objectIn(response, "setting"), "name") ?? textIn(request, "name") ?? "";
}
