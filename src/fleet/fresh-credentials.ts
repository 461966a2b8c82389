/** Credentials as the AWS SDK takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  /** Whose they are, where the one who issued them says so. */
  readonly accountId?: string;
}

/** Gives credentials that still last a while; `forceRefresh` where AWS did not accept the last ones, as the SDK asks. */
export type CredentialProvider = (options?: {
  readonly forceRefresh?: boolean;
}) => Promise<Credentials>;

/** The SDK's clients ask again this long before the end; so must what they ask. */
const BEFORE_THE_END = 5 * 60_000;

/** After a refresh that failed, the old ones are used this long before the next try. */
const UNTIL_NEXT_TRY = 10_000;

/**
 * Remembers credentials until shortly before they run out, for any number of askers at once. Where they cannot be renewed, the
 * old ones serve to their end: an outage of STS then costs nothing.
 *
 * @param issue asks for new ones.
 * @param now milliseconds since 1970.
 */
export function keepFresh(
  issue: () => Promise<Credentials>,
  now: () => number = Date.now,
): CredentialProvider {
  let kept: Credentials | undefined;
  let pending: Promise<Credentials> | undefined;
  let notBefore = 0;
  const leftOf = ({ expiration }: Credentials): number =>
    expiration === undefined ? Infinity : expiration.getTime() - now();
  const renew = async (): Promise<Credentials> => {
    try {
      kept = await issue();
      return kept;
    } catch (error) {
      if (!kept || leftOf(kept) <= 0) throw error;
      notBefore = now() + UNTIL_NEXT_TRY;
      return kept;
    } finally {
      pending = undefined;
    }
  };
  return async ({ forceRefresh = false } = {}) => {
    const isFresh = kept && (leftOf(kept) > BEFORE_THE_END || now() < notBefore);
    if (kept && isFresh && leftOf(kept) > 0 && !forceRefresh) return kept;
    pending ??= renew();
    return pending;
  };
}
