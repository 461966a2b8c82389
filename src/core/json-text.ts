/** JSON's white space. */
export function isSpace(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9;
}

/** Whether the text in quotes at a place is itself JSON: a record as a string. */
export function holdsText(text: string, at: number): boolean {
  return text.startsWith('"{', at) || text.startsWith('"[', at);
}

/** Whether there is more between two places than white space and the signs that join values. */
export function hasText(text: string, from: number, to: number): boolean {
  return firstText(text, from, to) < to;
}

/** Skips white space and the signs that join and end values. */
export function firstText(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && (isSpace(text.charCodeAt(at)) || ",]}".includes(text.charAt(at)))) at++;
  return at;
}
