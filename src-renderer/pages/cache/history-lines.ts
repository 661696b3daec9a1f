/** What each chart of the history shows: one list, from which the page draws the charts, their tables and their outlines. */
import type { TFunction } from 'i18next';
import { type CacheHistoryPoint, cacheLevel, evictionCause } from '#shared/contract/index.ts';
import { type Column, countColumn, figureColumn, ratioColumn } from '../../components/index.ts';
import type { Formats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';
import type { HistoryView } from './history-view.ts';

type Words = TFunction<'cache'>;

/** A series of the chart and column of the table. */
export interface Line {
  readonly key: string;
  readonly name: string;
  /** Its place among the looks: the same thing looks the same however many others are shown. */
  readonly look: number;
  readonly value: (point: CacheHistoryPoint) => number | null;
  /** In the table and its export. */
  readonly column: Column<CacheHistoryPoint>;
}

export interface HistoryChart {
  readonly id: 'hit-rate' | 'answers' | 'latency' | 'evictions';
  readonly words: 'hitRate' | 'answers' | 'latency' | 'evictions';
  /** Said where there is nothing to show. */
  readonly nothing: 'nothing' | 'noLoads' | 'noEvictions';
  readonly kind: 'lines' | 'stack';
  readonly max?: number;
  readonly lines: (t: Words, formats: Formats, view: HistoryView) => Line[];
  readonly format: (formats: Formats) => (value: number) => string;
}

export const HISTORY_CHARTS: readonly HistoryChart[] = [
  {
    id: 'hit-rate',
    words: 'hitRate',
    nothing: 'nothing',
    kind: 'lines',
    max: 1,
    lines: hitRateLines,
    format: ({ percent }) => percent,
  },
  {
    id: 'answers',
    words: 'answers',
    nothing: 'nothing',
    kind: 'stack',
    lines: answerLines,
    format: ({ compactNumber }) => compactNumber,
  },
  {
    id: 'latency',
    words: 'latency',
    nothing: 'noLoads',
    kind: 'lines',
    lines: latencyLines,
    format:
      ({ locale }) =>
      (value) =>
        formatMilliseconds(value, locale),
  },
  {
    id: 'evictions',
    words: 'evictions',
    nothing: 'noEvictions',
    kind: 'stack',
    lines: evictionLines,
    format: ({ compactNumber }) => compactNumber,
  },
];

/** Looks of the outcomes: what had to be computed and what failed stand out. */
const OUTCOME_LOOKS = {
  memoryHits: 0,
  diskHits: 1,
  redisHits: 4,
  staleServed: 3,
  loads: 2,
  shared: 5,
  missing: 7,
  failed: 6,
} as const;
type Outcome = keyof typeof OUTCOME_LOOKS;

function hitRateLines(t: Words, formats: Formats): Line[] {
  return cacheLevel.options.map((level, look) => {
    const name = t(`levelsShort.${level}`);
    const value = (point: CacheHistoryPoint) => hitRateOf(point, level);
    return { key: level, name, look: look * 2, value, column: ratioColumn(formats, level, name, value) };
  });
}

function hitRateOf({ byLevel }: CacheHistoryPoint, level: string): number | null {
  const found = byLevel.find((one) => one.level === level);
  return found === undefined || found.requests === 0 ? null : found.hits / found.requests;
}

/** Only what happened in the time shown; hits in memory always, so that the chart is never without a line. */
function answerLines(t: Words, formats: Formats, { points }: HistoryView): Line[] {
  const happened = (outcome: Outcome) => points.some(({ outcomes }) => outcomes[outcome] > 0);
  return (Object.keys(OUTCOME_LOOKS) as Outcome[])
    .filter((outcome) => outcome === 'memoryHits' || happened(outcome))
    .map((outcome) => {
      const name = t(`outcomes.${outcome}`);
      const value = ({ outcomes }: CacheHistoryPoint) => outcomes[outcome];
      return {
        key: outcome,
        name,
        look: OUTCOME_LOOKS[outcome],
        value,
        column: countColumn(formats, outcome, name, value),
      };
    });
}

function latencyLines(t: Words, { locale }: Formats): Line[] {
  const as = {
    text: (value: number) => formatMilliseconds(value, locale),
    decimal: (value: number) => value.toFixed(3),
  };
  return (['p50', 'p99'] as const).map((key) => {
    const name = t(`columns.${key}`);
    const value = ({ loadP50, loadP99 }: CacheHistoryPoint) => (key === 'p50' ? loadP50 : loadP99);
    return { key, name, look: key === 'p50' ? 0 : 2, value, column: figureColumn(key, name, value, as) };
  });
}

function evictionLines(t: Words, formats: Formats, { points }: HistoryView): Line[] {
  const causes = evictionCause.options;
  return causes
    .filter((cause) => points.some(({ evictions }) => (evictions[cause] ?? 0) > 0))
    .map((cause) => {
      const name = t(`causes.${cause}`);
      const value = ({ evictions }: CacheHistoryPoint) => evictions[cause] ?? 0;
      return { key: cause, name, look: causes.indexOf(cause), value, column: countColumn(formats, cause, name, value) };
    });
}
