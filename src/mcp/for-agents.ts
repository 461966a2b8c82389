import { neutraliseForTerminal, shorten } from "../ask/neutralise.ts";

const LONGEST = 240;
/** More is not looked at: nothing of it would be shown. */
const LOOKED_AT = 4000;

/** What gives access by itself, wherever it stands. Access key ids are none: they name a key. */
const SECRETS: readonly RegExp[] = [
  // Session tokens, which STS's answers carry into their records.
  /\b(?:FwoG|FQoG|IQoJ|AQoD)[\w+/=]{40,}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.{0,4000}/gs,
  // JSON Web Tokens.
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(?:gh[pousr]|github_pat|glpat|xox[abprs]|sk|npm)[_-][\w-]{16,}/g,
  // Environment variables, where a whole container definition is told.
  /(?<="environment":\s{0,3}\[)[^\]]{1,4000}/g,
  // user:password@ of an address.
  /(?<=:\/\/[^\s/:@]{1,100}:)[^\s/@]{1,200}(?=@)/g,
  /(?<=\b(?:aws_secret_access_key|secret_?key|password|passwd|token|authorization)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s"',;]{4,}/gi,
];

const WITHHELD = "(withheld)";

/**
 * A string of a record as an agent may read it: on one line, without anything invisible, without the angle brackets that a
 * reader could take for a tag or a turn of the conversation, no longer than a person would read, and without credentials.
 */
export function forAgents(text: string, longest: number = LONGEST): string {
  const bare = SECRETS.reduce(
    (left, secret) => left.replace(secret, WITHHELD),
    text.slice(0, LOOKED_AT),
  );
  const cut = text.length > LOOKED_AT ? `${bare}…` : bare;
  return neutraliseForTerminal(shorten(cut, longest)).replaceAll("<", "‹").replaceAll(">", "›");
}

const SECRET_FIELD =
  /(?:secretAccessKey|sessionToken|credentials?\b|password|authorization|(?:^|[.\]])environment\b|tokenValue|privateKey|\bsecret\b)/i;

/** A field's value, withheld where the field's name says that it may give access. */
export function valueForAgents(field: string, value: string, longest?: number): string {
  return SECRET_FIELD.test(field) ? WITHHELD : forAgents(value, longest);
}
