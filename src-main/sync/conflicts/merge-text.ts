/** Puts two edits of one text together where they do not touch: what each has changed of the common base is kept. */

interface Replaced {
  /** Words of the base from here… */
  readonly from: number;
  /** …to here gave way. */
  readonly to: number;
  readonly by: readonly string[];
}

/** Words, the spaces between them, and Han characters each by itself, for Chinese puts no spaces. */
function wordsOf(text: string): string[] {
  return text.match(/\p{Script=Han}|\s+|[^\s\p{Script=Han}]+/gu) ?? [];
}

/** The one stretch of the base that an edit has replaced: all between the beginning and the end that are the same. */
function replaced(base: readonly string[], other: readonly string[]): Replaced {
  let from = 0;
  while (from < base.length && from < other.length && base[from] === other[from]) from += 1;
  let tail = 0;
  while (
    tail < base.length - from &&
    tail < other.length - from &&
    base[base.length - 1 - tail] === other[other.length - 1 - tail]
  ) {
    tail += 1;
  }
  return { from, to: base.length - tail, by: other.slice(from, other.length - tail) };
}

/** Gives the text with both edits; null when they touch the same place, so that somebody must choose. */
export function mergeText(base: string, one: string, other: string): string | null {
  if (one === other || other === base) return one;
  if (one === base) return other;
  const words = wordsOf(base);
  const edits = [replaced(words, wordsOf(one)), replaced(words, wordsOf(other))].sort((a, b) => a.from - b.from);
  const [first, second] = edits as [Replaced, Replaced];
  // Edits that meet at a point leave open which of them comes first.
  if (first.to >= second.from) return null;
  return [
    ...words.slice(0, first.from),
    ...first.by,
    ...words.slice(first.to, second.from),
    ...second.by,
    ...words.slice(second.to),
  ].join('');
}
