import type { AccountRegion } from "./many-accounts.ts";

/** Somebody else who asks against the same quotas at a steady rate, and never tries again. */
export interface Competitor {
  readonly stop: () => { readonly asked: number; readonly throttled: number };
}

/** @param perSecond for each account and region. */
export function startCompetitor(
  url: string,
  places: readonly AccountRegion[],
  perSecond: number,
): Competitor {
  let asked = 0;
  let throttled = 0;
  const ask = async (place: AccountRegion): Promise<void> => {
    asked++;
    const { status } = await lookUp(url, place);
    if (status === 400) throttled++;
  };
  const timers = places.map((place, index) =>
    setTimeout(
      () => {
        // Each begins at another moment of the second.
        timers[index] = setInterval(() => {
          ask(place).catch(() => undefined);
        }, 1000 / perSecond);
      },
      (index * 1000) / perSecond / places.length,
    ),
  );
  return {
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      return { asked, throttled };
    },
  };
}

/** One LookupEvents as any tool sends it; the emulator reads the key and the region of a signature, nothing more. */
function lookUp(url: string, { accessKeyId, region }: AccountRegion): Promise<Response> {
  const scope = `${accessKeyId}/20261120/${region}/cloudtrail/aws4_request`;
  return fetch(url, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      "content-type": "application/x-amz-json-1.1",
      "user-agent": "competitor",
      "x-amz-target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
    },
    body: '{"MaxResults":1}',
  });
}
