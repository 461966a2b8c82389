import type { UserAgent } from "./user-agent.ts";

/**
 * The name that a program gives itself in the user agent of the SDK it is built on: an app id (`app/NAME`), else the first
 * word that no SDK's grammar knows (`karpenter.sh-v0.31.2`); nothing where there is none.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html
 */
export function customToken({ products }: UserAgent): string | undefined {
  const app = products.find(({ name }) => name === "app")?.version;
  if (app) return shorten(app);
  const unknown = products.find(({ name }) => !isGrammar(name));
  if (unknown === undefined) return undefined;
  return shorten(unknown.version ? `${unknown.name}/${unknown.version}` : unknown.name);
}

const LONGEST = 60;

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Words that the SDKs themselves write: their own names, systems, languages, features. */
const WORDS: ReadonlySet<string> = new Set(
  [
    "aiobotocore api app arch boto boto3 botocore callback cfg clientasync clientsync command darwin distrib",
    "exec-env exe framework ft gcc clang groovy guzzlehttp hhvm http installer io java jruby kotlin lang lib linux",
    "m macos md os paginator prompt promise python resource retry-mode runtime ruby rust rusoto scala seahorse",
    "sid source ua vendor waiter windows x86_64 arm64 aarch64 .net .net_core .net_framework .net_runtime",
    "powershellcore coreclr curl",
  ].flatMap((line) => line.split(" ")),
);

function isGrammar(name: string): boolean {
  const word = name.toLowerCase();
  return (
    WORDS.has(word) ||
    word.startsWith("aws-sdk-") ||
    word.endsWith("server_vm") ||
    word.startsWith("openjdk") ||
    word.startsWith("java_hotspot") ||
    /^(?:x86_64|i[3-6]86|arm64|aarch64)-/.test(word) ||
    /^[a-z]{2}_[a-z]{2}$/.test(word)
  );
}
