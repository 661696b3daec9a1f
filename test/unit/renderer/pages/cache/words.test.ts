import { describe, expect, it } from 'vitest';
import {
  cacheAdvice,
  cacheExplanation,
  cacheLevel,
  cacheOutcomes,
  cacheOverview,
  cacheTier,
  evictionCause,
  redisFacts,
  tierStatistics,
} from '../../../../../shared/contract/cache.ts';
import { cacheWords as en } from '../../../../../src-renderer/i18n/en/cache.ts';
import { cacheWords as zhCN } from '../../../../../src-renderer/i18n/zh-CN/cache.ts';

const { places, events } = cacheExplanation.shape;

describe.each([
  ['English', en],
  ['Chinese', zhCN],
])('%s words of the cache page', (_language, words) => {
  it.each([
    ['level', cacheLevel.options, words.levels],
    ['level, explained', cacheLevel.options, words.levelsExplained],
    ['tier', cacheTier.options, words.tiers],
    ['cause of an eviction', evictionCause.options, words.causes],
    ['advice', cacheAdvice.shape.code.options, words.advice.sentences],
    ['way out of an advice', cacheAdvice.shape.code.options, words.advice.actions],
    ['severity', cacheAdvice.shape.severity.options, words.advice.severities],
    ['reason of a place', places.element.shape.reason.options, words.explain.reasons],
    ['cause of a miss', places.element.shape.reason.options, words.explain.cause],
    ['event', events.element.shape.event.options, words.explain.eventNames],
    ['state of a tier', tierStatistics.shape.state.options, words.states],
    ['form of Redis', redisFacts.shape.mode.options, words.redis.modes],
    ['budget profile', cacheOverview.shape.memory.shape.profile.options, words.profile],
    ['outcome', Object.keys(cacheOutcomes.shape).filter((name) => name !== 'requests'), words.outcomes],
  ])('have one for every %s', (_what, codes, list) => {
    expect(codes.filter((code) => !Object.hasOwn(list, code))).toEqual([]);
  });
});
