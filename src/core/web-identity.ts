import type { ActorKind } from "./actor.ts";
import type { Grade } from "./evidence.ts";
import { issuers } from "./issuers/index.ts";
import type { Issuer, Run } from "./issuer.ts";

/** What an OpenID Connect provider and the subject of its token say about who asked for a session. */
export interface WebIdentity {
  readonly kind: ActorKind;
  /** Who it was: `acme/shop` (a repository), `prod/checkout` (a Kubernetes service account), or the subject itself. */
  readonly name: string;
  /** `GitHub Actions, refs/heads/main`. */
  readonly via: string;
  readonly grade: Grade;
  /** Where the subject's form is known; elsewhere its text stands for the name. */
  readonly understood: boolean;
}

/** What a provider is, without a subject: `arn:aws:iam::A:oidc-provider/token.actions.githubusercontent.com`. */
export interface Provider {
  readonly kind: ActorKind;
  readonly name: string;
  /** What only a subject tells. */
  readonly subject: string;
  readonly grade: Grade;
}

/** Reads the provider alone. One that nobody knows is of kind `unknown`: its host proves nothing about what runs there. */
export function readProvider(provider: string): Provider {
  const issuer = issuerOf(provider);
  const known = findIssuer(issuer);
  if (known === undefined) return { ...UNKNOWN, name: issuer === "" ? "OIDC" : `OIDC ${issuer}` };
  const { kind, name, subject, grade = "proven" } = known;
  return { kind, name: grade === "proven" ? name : `${name} ${issuer}`, subject, grade };
}

/** Reads provider and subject. AWS checked the token's signature, so the provider did say this. */
export function readWebIdentity(provider: string, subject: string): WebIdentity {
  const { kind, name, grade } = readProvider(provider);
  const issuer = issuerOf(provider);
  const read = findIssuer(issuer)?.read(subject, issuer);
  const claimed = grade === "claimed" ? ", claimed" : "";
  if (read === undefined)
    return { kind, name: subject, via: `${name}${claimed}`, grade, understood: false };
  const via = `${read.detail === "" ? name : `${name}, ${read.detail}`}${claimed}`;
  return { kind: read.kind ?? kind, name: read.name, via, grade, understood: true };
}

/** The address of the run that opened the session, where subject and user agent give it. */
export function readRun(provider: string, subject: string, userAgent: string): Run | undefined {
  const issuer = issuerOf(provider);
  return findIssuer(issuer)?.run?.(subject, userAgent, issuer);
}

const UNKNOWN = { kind: "unknown", subject: "subject", grade: "claimed" } as const;

function findIssuer(issuer: string): Issuer | undefined {
  return issuers.find((each) => each.issues(issuer));
}

function issuerOf(provider: string): string {
  const marker = ":oidc-provider/";
  const at = provider.indexOf(marker);
  const issuer = at === -1 ? provider : provider.slice(at + marker.length);
  return issuer.startsWith("https://") ? issuer.slice("https://".length) : issuer;
}
