/** What a service says of itself, in words. A fact that no word is known for keeps the engine's own name. */
import type { Formats } from '../../i18n/index.ts';
import { formatBytes } from '../format-bytes.ts';

/** Services and facts that have words in the page's languages. */
export const KNOWN_SERVICES = [
  'config',
  'log',
  'database',
  'backup',
  'ingest',
  'rollups',
  'cache',
  'warmup',
  'sync',
] as const;
export const KNOWN_FACTS = [
  'schemaVersion',
  'bytes',
  'logBytes',
  'waitingReads',
  'waitingWrites',
  'checkedAt',
  'nextAt',
  'running',
  'hotReload',
  'refused',
  'failure',
  'problem',
  'cause',
  'lastRun',
  'lastState',
  'entries',
  'hitRate',
  'filling',
  'tiersDown',
  'complete',
  'shops',
  'signIn',
] as const;

/** Gives the name if it is one of those that have words, else null. */
export function known<Name extends string>(names: readonly Name[], name: string): Name | null {
  return names.find((each) => each === name) ?? null;
}

interface Words {
  readonly formats: Formats;
  /** The present time, UTC milliseconds. */
  readonly now: number;
  readonly yes: string;
  readonly no: string;
}

/** Gives a fact's value as people read it: sizes, moments and counts in the reader's own way. */
export function factText(name: string, value: string | number | boolean, { formats, now, yes, no }: Words): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number' && name === 'hitRate') return formats.percent(value);
  if (typeof value === 'number') return /bytes$/i.test(name) ? formatBytes(value, formats) : formats.number(value);
  const isMoment = name.endsWith('At') && !Number.isNaN(Date.parse(value));
  return isMoment ? formats.moment(value, now) : value;
}
