import type { AccountRegion } from "./many-accounts.ts";

/** Somebody else who asks against the same quotas, unevenly as people and their tools do, and never tries again. */
export interface Competitor {
  readonly stop: () => { readonly asked: number; readonly throttled: number };
}

/** Waits between two requests, as parts of the mean. */
const UNEVEN: readonly number[] = [0.4, 1.7, 0.9, 0.6, 1.4];

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
  const timers = places.map((place, index) => {
    let turn = index;
    const askOn = (): NodeJS.Timeout => {
      turn++;
      // A steady beat could fall just behind ours each time, and never be served.
      const wait = UNEVEN[turn % UNEVEN.length] ?? 1;
      return setTimeout(
        () => {
          ask(place).catch(() => undefined);
          timers[index] = askOn();
        },
        (wait * 1000) / perSecond,
      );
    };
    return askOn();
  });
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
