import { defineDetector } from "../detector.ts";
import { holdsKey } from "../detector-words.ts";

interface Past {
  readonly addresses: Set<string>;
  readonly networks: Set<string>;
  readonly since: string;
  calls: number;
}

export const newAddress = defineDetector({
  id: "new-address",
  title: "A call came from an address never seen for its actor",
  severity: "medium",
  per: "actor",
  why: "Whoever holds a copy of a key or session works from another place than its owner.",
  falsePositives:
    "People at home or travelling, and providers that give another address each day. Label your networks, and this gives way to the rule unexpected-address.",
  attack: ["T1078.004"],
  controls: ["SOC 2 CC6.6", "SOC 2 CC7.2", "ISO 27001 A.8.16"],
  next: "Ask the person whether it was them.",
  parameters: [
    {
      name: "minimumCalls",
      summary: "How many earlier calls of the actor must be known",
      default: 1,
    },
  ],
  start(parameter) {
    const actors = new Map<string, Past>();
    const strangers = new Set<string>();
    const minimum = parameter("minimumCalls");
    return {
      notes: () => (strangers.size === 0 ? [] : [unjudged([...strangers])]),
      see({ change, event, isPast }) {
        if (!holdsKey(change) || isLabelled(event)) return undefined;
        const { actor, origin, at } = change;
        const past = actors.get(actor.name);
        if (past === undefined) {
          if (!isPast) strangers.add(actor.name);
          actors.set(actor.name, {
            addresses: new Set([origin.name]),
            networks: new Set([origin.network ?? ""]),
            since: at,
            calls: 1,
          });
          return undefined;
        }
        const told = tellPast(past);
        const isNew = !past.addresses.has(origin.name) && past.calls >= minimum;
        const isNewNetwork = origin.network !== undefined && !past.networks.has(origin.network);
        past.addresses.add(origin.name);
        past.networks.add(origin.network ?? "");
        past.calls += 1;
        if (!isNew) return undefined;
        const network = isNewNetwork ? "; the network is new for this actor too" : "";
        return {
          message: `an address never seen for this actor before (${told})${network}`,
          ofActor: true,
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "Jane from elsewhere",
        record: {
          eventName: "UpdateService",
          sourceIPAddress: "198.51.100.66",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
        },
        earlier: [{ eventName: "StopTask", requestParameters: { cluster: "prod", task: "x" } }],
      },
    ],
    silent: [
      {
        title: "nothing is known of her past",
        record: {
          eventName: "UpdateService",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
        },
      },
      {
        title: "the same address",
        record: {
          eventName: "UpdateService",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
        },
        earlier: [{ eventName: "StopTask", requestParameters: { cluster: "prod", task: "x" } }],
      },
    ],
  },
});

function unjudged(names: readonly string[]): string {
  const many = names.length === 1 ? "1 actor" : `${String(names.length)} actors`;
  const listed = names.slice(0, 3).join(", ") + (names.length > 3 ? " …" : "");
  return `addresses of ${many} could not be judged: the ledger holds nothing earlier of them (${listed})`;
}

function tellPast({ calls, addresses, since }: Past): string {
  const many = calls === 1 ? "1 earlier call" : `${String(calls)} earlier calls`;
  const others =
    addresses.size === 1 ? "1 other address" : `${String(addresses.size)} other addresses`;
  return `${many} since ${since.slice(0, 10)} came from ${others}`;
}

function isLabelled(event: { readonly tasktrail?: unknown }): boolean {
  const told = event.tasktrail as { readonly origin?: { readonly labelled?: boolean } } | undefined;
  return told?.origin?.labelled !== undefined;
}
