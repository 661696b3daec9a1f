/** What was measured and its threshold, each with the unit that the code speaks of. */
import type { CacheAdvice } from '#shared/contract/index.ts';
import type { Formats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';

type Unit = 'share' | 'time' | 'count';

const UNITS: Readonly<Record<CacheAdvice['code'], Unit>> = {
  REDIS_NO_MAXMEMORY: 'count',
  REDIS_POLICY: 'count',
  REDIS_NEARLY_FULL: 'share',
  REDIS_OLD_VERSION: 'count',
  HIT_RATE_LOW: 'share',
  MEMORY_TOO_SMALL: 'share',
  MEMORY_TOO_LARGE: 'share',
  HEAP_PRESSURE: 'share',
  STALE_SHARE_HIGH: 'share',
  LOADS_SLOW: 'time',
  LOADS_FAILING: 'share',
  DISK_NEARLY_FULL: 'share',
  DISK_SLOW: 'time',
  DISK_BEGUN_ANEW: 'count',
  TIER_OPEN: 'count',
  RECOVERY_QUEUE_LONG: 'count',
  ENTRY_TOO_LARGE: 'share',
  WARMUP_LATE: 'count',
};

/** Gives both as people read them. */
export function adviceFigures(
  { code, measured, threshold }: Pick<CacheAdvice, 'code' | 'measured' | 'threshold'>,
  formats: Formats,
): { measured: string; threshold: string } {
  const text = (value: number): string => {
    switch (UNITS[code]) {
      case 'share':
        return formats.percent(value);
      case 'time':
        return formatMilliseconds(value, formats.locale);
      case 'count':
        return formats.number(value);
    }
  };
  return { measured: text(measured), threshold: text(threshold) };
}

const SEVERITIES = ['critical', 'warning', 'info'];

/** Gives the advice in its order: the gravest first. */
export function gravestFirst(advice: readonly CacheAdvice[]): readonly CacheAdvice[] {
  return advice.toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
}
