/** What happened lately to the keys that were asked for lately, in bounded memory: the answer to "why was this a miss?". */
import type { CacheExplanation } from '#shared/contract/index.ts';
import type { Level } from '../level.ts';

export type DiaryEvent = CacheExplanation['events'][number]['event'];

export interface Noted {
  /** UTC milliseconds. */
  readonly at: number;
  readonly event: DiaryEvent;
  readonly detail: string;
}

export interface Diary {
  readonly key: string;
  readonly family: string;
  readonly level: Level;
  tags: readonly string[];
  /** The oldest first. */
  readonly events: Noted[];
  lastAt: number;
  lastEvent: DiaryEvent;
  misses: number;
  /** Reads of entries that have since left the memory; those of the present one stand with it. */
  pastHits: number;
}

export interface Diaries {
  /** Notes an event of a key that was asked for; begins its diary. */
  ask(subject: DiarySubject, event: DiaryEvent, detail: string): void;
  /** Notes an event of a key, if it has a diary. */
  note(key: string, event: DiaryEvent, detail: string): void;
  get(key: string): Diary | undefined;
  left(key: string, hits: number): void;
  all(): Iterable<Diary>;
}

export type DiarySubject = Pick<Diary, 'key' | 'family' | 'level' | 'tags'>;

const MOST_DIARIES = 4_096;
const MOST_EVENTS = 16;
/** Reads that ended without a value at hand. */
const MISSES: ReadonlySet<DiaryEvent> = new Set(['miss', 'load-failed']);

export function createDiaries(now: () => number, most = MOST_DIARIES): Diaries {
  const diaries = new Map<string, Diary>();

  function write(diary: Diary, event: DiaryEvent, detail: string): void {
    diary.lastAt = now();
    diary.lastEvent = event;
    if (MISSES.has(event)) diary.misses += 1;
    diary.events.push({ at: diary.lastAt, event, detail });
    if (diary.events.length > MOST_EVENTS) diary.events.shift();
  }

  return {
    ask(subject, event, detail) {
      const known = diaries.get(subject.key);
      const diary = known ?? { ...subject, events: [], lastAt: 0, lastEvent: event, misses: 0, pastHits: 0 };
      diary.tags = subject.tags;
      // Anew at the end: the map begins with the one that was asked for longest ago.
      diaries.delete(subject.key);
      diaries.set(subject.key, diary);
      write(diary, event, detail);
      if (diaries.size > most) for (const oldest of diaries.keys().take(1)) diaries.delete(oldest);
    },
    note(key, event, detail) {
      const diary = diaries.get(key);
      if (diary !== undefined) write(diary, event, detail);
    },
    get: (key) => diaries.get(key),
    left(key, hits) {
      const diary = diaries.get(key);
      if (diary !== undefined) diary.pastHits += hits;
    },
    all: () => diaries.values(),
  };
}
