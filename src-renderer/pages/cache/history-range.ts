/** How far back the charts look is part of the address: `hours=168`. */
import { useSearchParams } from 'react-router';

export const RANGES = { hours24: 24, days7: 168, days30: 720 } as const;
export type Range = keyof typeof RANGES;

const NAMES = Object.keys(RANGES) as Range[];

/** Gives the range that the address names; the last day when it names none. */
export function rangeIn(params: URLSearchParams): Range {
  const hours = Number(params.get('hours'));
  return NAMES.find((name) => RANGES[name] === hours) ?? 'hours24';
}

/** Gives the range and a way to change it that leaves no step in the history. */
export function useHistoryRange(): readonly [Range, (range: Range) => void] {
  const [params, setParams] = useSearchParams();
  const set = (range: Range): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (range === 'hours24') next.delete('hours');
        else next.set('hours', String(RANGES[range]));
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return [rangeIn(params), set];
}
