import type { SourceSettings } from "../source.ts";
import { failureError, readFailure } from "./failure.ts";

/** The aws-cli also reads AWS_DEFAULT_REGION; the SDK for JavaScript does not. */
export function fallbackRegion(): string | undefined {
  const { AWS_REGION: own = "", AWS_DEFAULT_REGION: ofCli = "" } = process.env;
  return own === "" && ofCli !== "" ? ofCli : undefined;
}

/**
 * Runs the SDK's search for credentials.
 *
 * @throws OperatorError what AWS or the SDK says of it, with what to do.
 */
export async function searchCredentials<Result>(
  { profile }: SourceSettings,
  region: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const failure = readFailure(error);
    if (!failure) throw error;
    throw failureError(failure, { region, profile, call: "the search for credentials" });
  }
}
