/** Small counts that somebody wrote out among the digits of a column. */
import { foldWord } from './fold-word.ts';

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const COUNTS: ReadonlyMap<string, number> = new Map([
  ...WORDS.map((word, i) => [word, i + 1] as const),
  ...CHINESE.map((word, i) => [word, i + 1] as const),
  ['两', 2] as const,
]);

/** Gives 2 for `Two`, `二` and `两`; undefined for any other text. */
export function countInWords(text: string): number | undefined {
  return COUNTS.get(foldWord(text.trim()));
}
