import type { ActorKind } from "./actor.ts";
import type { Evidence, Grade } from "./evidence.ts";

/**
 * Somebody whose OpenID Connect tokens open role sessions: a build service, a Kubernetes cluster, a sign-in for apps; one
 * per file in issuers/. AWS checks a token's signature, so its subject is what the issuer says.
 */
export interface Issuer {
  /** Kebab-case, equal to the file's name. */
  readonly id: string;
  /** `GitHub Actions` */
  readonly name: string;
  /** What its tokens stand for, where the subject does not say otherwise. */
  readonly kind: ActorKind;
  /** The page that documents issuer and subject. */
  readonly documentation: string;
  /** What can fool it, for docs/attribution.md. */
  readonly fooledBy: string;
  /** What only the subject tells, for a gap: `repository and run`. */
  readonly subject: string;
  /** Whether this is the issuer: its URL without `https://`. Hosts are compared whole, for anybody may own a similar one. */
  readonly issues: (issuer: string) => boolean;
  /** Reads a subject of this issuer; nothing where it has another form. Never throws. */
  readonly read: (subject: string, issuer: string) => Subject | undefined;
  /** How far an issuer is known to be what it looks like; `proven` where nothing stands here. */
  readonly grade?: Grade;
  /** The address of the run, from the subject and the user agent of the call that opened the session. */
  readonly run?: (subject: string, userAgent: string, issuer: string) => Run | undefined;
  readonly examples: readonly IssuerExample[];
}

/** What a subject says. */
export interface Subject {
  /** `acme/shop` */
  readonly name: string;
  /** The branch, environment, run phase …; `""` where there is none. */
  readonly detail: string;
  /** Where the subject stands for something else than the issuer's tokens usually do. */
  readonly kind?: ActorKind;
}

/** Where a run can be read about. */
export interface Run {
  readonly link: string;
  readonly evidence: readonly Evidence[];
}

/** Run as a test. */
export interface IssuerExample {
  readonly title: string;
  readonly issuer: string;
  readonly subject: string;
  readonly userAgent?: string;
  readonly actor: {
    readonly kind: ActorKind;
    readonly name: string;
    readonly via: string;
    readonly link?: string;
  };
}

/** Returns its argument. */
export function defineIssuer(issuer: Issuer): Issuer {
  return issuer;
}

/** `organization:acme:pipeline:shop` as names and values; a name that comes again keeps its first value. */
export function pairsOf(subject: string): ReadonlyMap<string, string> {
  const words = subject.split(":");
  const found = new Map<string, string>();
  for (let index = 0; index + 1 < words.length; index += 2) {
    const name = words[index] ?? "";
    if (!found.has(name)) found.set(name, words[index + 1] ?? "");
  }
  return found;
}
