import { describe, expect, it } from 'vitest';
import { en } from '../../../../../src-renderer/i18n/en/index.ts';
import { createFormats } from '../../../../../src-renderer/i18n/index.ts';
import {
  factText,
  KNOWN_FACTS,
  KNOWN_SERVICES,
  known,
} from '../../../../../src-renderer/pages/system/service-facts.ts';

const words = { formats: createFormats('en'), now: Date.parse('2026-11-21T05:00:00Z'), yes: 'yes', no: 'no' };

describe('the facts of a service', () => {
  it('give sizes with their unit and counts without one', () => {
    expect(factText('bytes', 14_041_088, words)).toMatch(/^1[34](\.\d)? ?M/);
    expect(factText('waitingReads', 1_200, words)).toBe('1,200');
  });

  it('give moments as dates, not as the engine writes them', () => {
    expect(factText('nextAt', '2026-03-04T12:00:00.000Z', words)).toContain('4 Mar 2026');
  });

  it('leave a text alone that is no moment', () => {
    expect(factText('checkedAt', 'never', words)).toBe('never');
    expect(factText('failure', '2026-03-04', words)).toBe('2026-03-04');
  });

  it('say yes and no', () => {
    expect([factText('hotReload', true, words), factText('hotReload', false, words)]).toEqual(['yes', 'no']);
  });

  it('are looked up under every name that has words', () => {
    expect([...KNOWN_SERVICES].sort()).toEqual(Object.keys(en.system.services.names).sort());
    expect([...KNOWN_FACTS].sort()).toEqual(Object.keys(en.system.services.factNames).sort());
  });

  it('find no word for what is unknown', () => {
    expect([known(KNOWN_FACTS, 'bytes'), known(KNOWN_FACTS, 'toString')]).toEqual(['bytes', null]);
  });
});
