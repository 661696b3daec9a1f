import { describe, expect, it } from 'vitest';
import { createI18n } from '../../../../../src-renderer/i18n/index.ts';
import { detailWords, eventWords } from '../../../../../src-renderer/pages/cache/event-words.ts';
import { inShort } from '../../../../../src-renderer/pages/cache/in-short.ts';

const t = createI18n('en').getFixedT('en', 'cache');
const nowhere = { bornAt: null, freshUntil: null, goneAt: null, bytes: null };
const absent = (
  tier: 'memory' | 'disk' | 'redis',
  reason: 'never-stored' | 'invalidated' | 'tier-off' | 'evicted',
) => ({
  ...nowhere,
  tier,
  found: false,
  reason,
});
const there = (tier: 'memory' | 'disk' | 'redis', reason: 'present' | 'stale') => ({
  ...nowhere,
  tier,
  found: true,
  reason,
});

describe('the short answer to why a key was a miss', () => {
  it('says that what is in memory is answered at once', () => {
    expect(inShort([there('memory', 'present'), absent('disk', 'never-stored')])).toEqual({
      next: 'memory',
      cause: null,
    });
  });

  it('says why the memory does not have what the disk has', () => {
    expect(inShort([absent('memory', 'evicted'), there('disk', 'present')])).toEqual({
      next: 'disk',
      cause: 'evicted',
    });
  });

  it('takes the tier that knows what happened for the cause, when it is nowhere', () => {
    expect(
      inShort([absent('memory', 'never-stored'), absent('disk', 'invalidated'), absent('redis', 'tier-off')]),
    ).toEqual({ next: 'none', cause: 'invalidated' });
  });

  it('says that nobody asked, when nothing is known', () => {
    expect(inShort([absent('memory', 'never-stored'), absent('redis', 'tier-off')])).toEqual({
      next: 'none',
      cause: 'never-stored',
    });
  });

  it('says that an old value will be shown', () => {
    expect(inShort([there('memory', 'stale')])).toEqual({ next: 'stale', cause: 'expired' });
  });
});

describe('an event of an entry', () => {
  it.each([
    ['hit', 'memory, 6 times', 'from Memory, 6 times'],
    ['stale', 'memory', 'from Memory'],
    ['miss', 'memory', ''],
    ['miss', 'disk: unreadable', 'Disk: could not be read'],
    ['miss', 'past its freshness', 'past its freshness'],
    ['loaded', '40.1 ms', 'took 40 ms'],
    ['evicted', 'size', 'Memory full'],
    ['invalidated', 'key', 'this entry alone'],
    ['load-failed', 'AppError: PLATFORM_UNREACHABLE', 'AppError: PLATFORM_UNREACHABLE'],
  ] as const)('%s “%s” reads “%s”', (event, detail, text) => {
    expect(detailWords({ event, detail }, t, 'en')).toBe(text);
  });

  it('keeps the engine’s own name where no word is known', () => {
    expect([eventWords('hit', t), eventWords('sideways', t)]).toEqual(['Answered at once', 'sideways']);
  });
});
