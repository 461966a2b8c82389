/** A `userAgent` taken apart: products (`name/version`), key-value parts (`md/command#ecs.update-service`) and comments. */
export interface UserAgent {
  /** The whole text, without surrounding brackets. */
  readonly text: string;
  /** `aws-cli/2.35.19` → `{ name: "aws-cli", version: "2.35.19" }`, in order. A word without `/` has no version. */
  readonly products: readonly { readonly name: string; readonly version?: string }[];
  /** Texts in parentheses, without them. */
  readonly comments: readonly string[];
}

/** CloudTrail keeps 1 KB of a user agent; whatever is longer was not written by CloudTrail. */
const LONGEST = 4096;

/**
 * Takes a user agent apart: words between blanks, without the commas that some consoles put behind them, and comments in
 * parentheses. Understands any text; an odd one yields odd words.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-user-agent
 */
export function parseUserAgent(text: string): UserAgent {
  const bare = withoutBrackets(text.slice(0, LONGEST).trim());
  const { outside, comments } = splitComments(bare);
  const words = outside.split(/\s+/).map(withoutComma);
  return { text: bare, products: words.filter((word) => word !== "").map(productOf), comments };
}

/** The version of the first product with this name, `""` where it has none, or undefined where there is no such product. */
export function versionOf({ products }: UserAgent, name: string): string | undefined {
  const product = products.find((candidate) => candidate.name === name);
  return product && (product.version ?? "");
}

/**
 * The value of a key in both grammars: `md/command#ecs.update-service` (2.x) and `command/ecs.update-service` (before).
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/useragent.py
 */
export function valueOf(agent: UserAgent, key: string): string | undefined {
  for (const { name, version = "" } of agent.products) {
    if (name === key) return version;
    if (name === "md" && version.startsWith(`${key}#`)) return version.slice(key.length + 1);
  }
  return undefined;
}

function withoutBrackets(text: string): string {
  const wrapped = text.length > 1 && text.startsWith("[") && text.endsWith("]");
  return wrapped ? text.slice(1, -1) : text;
}

function withoutComma(word: string): string {
  let end = word.length;
  while (end > 0 && (word[end - 1] === "," || word[end - 1] === ";")) end -= 1;
  return word.slice(0, end);
}

function productOf(word: string): { name: string; version?: string } {
  const slash = word.indexOf("/");
  if (slash <= 0) return { name: word };
  return { name: word.slice(0, slash), version: word.slice(slash + 1) };
}

/** Comments nest; a parenthesis that is never closed reaches to the end. */
function splitComments(text: string): { outside: string; comments: readonly string[] } {
  const comments: string[] = [];
  let outside = "";
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (character === "(") {
      if (depth === 0) {
        outside += text.slice(from, at);
        from = at + 1;
      }
      depth += 1;
    } else if ((character === ")" && depth === 1) || (at === text.length && depth > 0)) {
      comments.push(text.slice(from, at));
      outside += " ";
      from = at + 1;
      depth = 0;
    } else if (character === ")" && depth > 1) depth -= 1;
  }
  return { outside: outside + text.slice(from), comments };
}
