import { describe, expect, it } from 'vitest';
import { resolvePreferences } from '../../../src-renderer/state/preferences.ts';

const SYSTEM = { language: 'system', theme: 'system', riseColour: 'system' } as const;

describe('preferences', () => {
  it('show a rise in red where people expect that, and in green elsewhere', () => {
    expect(resolvePreferences(SYSTEM, { languages: ['zh-TW', 'en'], dark: false })).toMatchObject({
      locale: 'zh-CN',
      rise: 'red',
    });
    expect(resolvePreferences(SYSTEM, { languages: ['de-DE'], dark: false })).toMatchObject({
      locale: 'en',
      rise: 'green',
    });
  });

  it('let the settings overrule the system', () => {
    const settings = { language: 'zh-CN', theme: 'light', riseColour: 'green' } as const;
    expect(resolvePreferences(settings, { languages: ['en'], dark: true })).toEqual({
      locale: 'zh-CN',
      theme: 'light',
      rise: 'green',
    });
  });

  it('follow the system into the dark', () => {
    expect(resolvePreferences(SYSTEM, { languages: [], dark: true })).toMatchObject({ locale: 'en', theme: 'dark' });
  });
});
