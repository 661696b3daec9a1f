import { describe, expect, it } from 'vitest';
import {
  accessKind,
  hotStore,
  scheduledJob,
  warmupProgress,
  warmupRank,
  warmupState,
  warmupStoreResult,
  warmupTrigger,
  warmupType,
} from '../../../../../shared/contract/warmup.ts';
import { warmupWords as en } from '../../../../../src-renderer/i18n/en/warmup.ts';
import { createI18n } from '../../../../../src-renderer/i18n/index.ts';
import { warmupWords as zhCN } from '../../../../../src-renderer/i18n/zh-CN/warmup.ts';
import { CHOICES, runWords, scheduleWords } from '../../../../../src-renderer/pages/warmup/schedule-words.ts';

describe.each([
  ['English', en],
  ['Chinese', zhCN],
])('%s words of the warmup page', (_language, words) => {
  it.each([
    ['kind', warmupType.options, words.types],
    ['trigger', warmupTrigger.options, words.triggers],
    ['state', warmupState.options, words.states],
    ['state, explained', warmupState.options, words.statesExplained],
    ['stage', warmupProgress.shape.stage.options, words.now.stages],
    ['rank', warmupRank.options, words.ranks],
    ['state of a store', warmupStoreResult.shape.state.options, words.storeStates],
    ['job', scheduledJob.options, words.schedule.jobs],
    ['reason of heat', hotStore.shape.why.element.options, words.hot.whys],
    ['kind of access', accessKind.options, words.hot.kindNames],
  ])('have one for every %s', (_what, codes, list) => {
    expect(codes.filter((code) => !Object.hasOwn(list, code))).toEqual([]);
  });
});

describe('a schedule in words', () => {
  const t = createI18n('en').getFixedT('en', 'warmup');
  it.each([
    ['0 2 * * *', 'Every day at 02:00'],
    ['30 8,20 * * *', 'Every day at 08:30 and 20:30'],
    ['0 4 * * 0', 'Every Sunday at 04:00'],
    ['0 4 * * 7', 'Every Sunday at 04:00'],
    ['0 2 * * 1-5', 'Monday to Friday at 02:00'],
    ['15 * * * *', 'Every hour, 15 min past'],
    ['0 */4 * * *', 'Every 4 hours'],
    ['*/10 * * * *', 'Every 10 minutes'],
    ['', 'Never'],
    ['0 2 1 * *', 'By the expression 0 2 1 * *'],
    ['0 2 * *', 'By the expression 0 2 * *'],
  ])('“%s” is “%s”', (expression, text) => {
    expect(scheduleWords(expression, t, 'en')).toBe(text);
  });

  it('has words of its own for every ready-made choice', () => {
    const choices = Object.values(CHOICES).flat();
    expect(choices.filter((one) => scheduleWords(one, t, 'en').startsWith('By the expression'))).toEqual([]);
  });

  it('gives a coming run in UTC only where the schedule is in UTC', () => {
    const at = '2026-11-22T02:00:00.000Z';
    expect(runWords(at, 'UTC', t, 'en')).toContain('(02:00 UTC)');
    expect(runWords(at, 'Asia/Shanghai', t, 'en')).not.toContain('UTC');
  });
});
