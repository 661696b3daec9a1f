import { describe, expect, it } from 'vitest';
import type { ShopStatus } from '../../../../../shared/contract/index.ts';
import { shopLook } from '../../../../../src-renderer/pages/sync/state-looks.ts';

const calm = { state: 'active', waiting: 0, parked: 0, conflicts: 0, problem: null } as ShopStatus;

describe('what is said of a shop', () => {
  it.each([
    ['active', {}],
    ['waiting', { waiting: 2 }],
    ['asks', { waiting: 2, conflicts: 1 }],
    ['asks', { waiting: 1, parked: 1 }],
    ['trouble', { waiting: 1, problem: { code: 'PLATFORM_UNREACHABLE' as const, details: {} } }],
    ['sign-in', { state: 'sign-in' as const, waiting: 4 }],
    ['paused', { state: 'paused' as const, parked: 1 }],
  ])('is "%s" for %j', (look, part) => {
    expect(shopLook({ ...calm, ...part }, false)).toBe(look);
  });

  it.each([
    ['held', { waiting: 2 }],
    ['held', { problem: { code: 'PLATFORM_UNREACHABLE' as const, details: {} } }],
    ['held', { state: 'resting' as const, problem: { code: 'PLATFORM_RESTING' as const, details: {} } }],
    ['trouble', { problem: { code: 'PLATFORM_REFUSED' as const, details: {} } }],
    ['asks', { waiting: 1, parked: 1 }],
    ['sign-in', { state: 'sign-in' as const }],
  ])('is "%s" while nothing can go anywhere, for %j: the line is not the platform\'s fault', (look, part) => {
    expect(shopLook({ ...calm, ...part }, true)).toBe(look);
  });
});
