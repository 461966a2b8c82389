import { OperatorError } from "../../core/errors.ts";
import type { SourceSettings } from "../source.ts";

/** A source that asks AWS about one account and region, as its URI and the settings say. */
export interface RegionalSource {
  /**
   * Account and region stand beside it wherever it is kept, so AWS itself is one source. What another endpoint tells (an
   * emulator) must never count as seen in AWS.
   */
  readonly uri: string;
  /** What the URI says goes before the settings. */
  readonly settings: SourceSettings;
}

/**
 * Reads `scheme://`, `scheme://eu-west-1` and `scheme://…?endpoint=http://…`.
 *
 * @param endpointVariable what the SDK itself reads; here only to tell what it leads to from AWS.
 * @throws OperatorError `bad-argument`
 */
export function regionalSource(
  scheme: string,
  typed: string,
  settings: SourceSettings,
  endpointVariable: string,
): RegionalSource {
  const chosen = choose(scheme, typed, settings);
  const { AWS_ENDPOINT_URL: all = "", [endpointVariable]: own = "" } = process.env;
  const ofEnv = [own, all].find((one) => one !== "");
  const endpoint = chosen.endpointUrl ?? ofEnv;
  const uri = `${scheme}://${endpoint === undefined ? "" : `?endpoint=${encodeURI(endpoint)}`}`;
  return { uri, settings: chosen };
}

function choose(scheme: string, typed: string, settings: SourceSettings): SourceSettings {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const region = url?.hostname ?? "";
  const isRegion = /^[a-z]+(?:-[a-z]+)+-\d+$/.test(region);
  if (!url || (region !== "" && !isRegion)) {
    throw new OperatorError("bad-argument", `${typed} names no AWS region.`, {
      hint: `Write ${scheme}:// for the region of your settings, or ${scheme}://eu-west-1.`,
    });
  }
  const endpointUrl = url.searchParams.get("endpoint") ?? settings.endpointUrl;
  return {
    ...settings,
    ...(isRegion && { region }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  };
}
