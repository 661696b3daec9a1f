/** JSON with ids of any length as bare numbers, which is how most platforms write them and what JSON.parse gets wrong. */
const MARK = '\u0000';

/** Digits that `toJson` writes without quotes. */
export const bare = (digits: string): string => `${MARK}${digits}${MARK}`;

export function toJson(value: unknown): string {
  // JSON.stringify writes the mark as \u0000.
  return JSON.stringify(value).replaceAll(/"\\u0000(-?\d+)\\u0000"/g, '$1');
}
