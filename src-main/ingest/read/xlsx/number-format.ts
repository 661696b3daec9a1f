/** A number is a date only because its format says so: this tells which formats do, and which parts they show. */

/** What a cell's number format makes of a number. */
export type NumberKind = 'number' | 'date' | 'time' | 'dateTime';

// Built-in formats that are dates or times, ECMA-376 part 1, 18.8.30, with the East Asian ones (27–36, 50–58).
const BUILT_IN: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'dateTime'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [50, 58, 'date'],
];

/** What built-in format `id` shows. */
export function builtInKind(id: number): NumberKind {
  return BUILT_IN.find(([from, to]) => id >= from && id <= to)?.[2] ?? 'number';
}

/** What a custom format shows: `yyyy"年"m"月"d"日"` a date, `#,##0.00" days"` a number. */
export function formatKind(code: string): NumberKind {
  const [positive = ''] = code
    .replace(/"[^"]*"?|\\.|_.|\*./g, '')
    // `[Red]`, `[$-804]` and conditions say nothing; `[h]` is elapsed time.
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]?/gi, '')
    .split(';');
  if (/^general$/i.test(positive.trim())) return 'number';
  const date = /[ydeb]/i.test(positive.replace(/[eE][+-]/g, '').replace(/am\/pm|a\/p/gi, ''));
  const time = /[hs]/i.test(positive);
  if (date) return time ? 'dateTime' : 'date';
  if (time) return 'time';
  return /m/i.test(positive.replace(/am\/pm/gi, '')) ? 'date' : 'number';
}
