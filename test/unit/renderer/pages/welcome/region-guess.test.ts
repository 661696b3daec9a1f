import { describe, expect, it } from 'vitest';
import { currencies } from '../../../../../src-renderer/pages/choices.ts';
import { guessOf } from '../../../../../src-renderer/pages/welcome/region-guess.ts';

describe('the first guess of currency and time zone', () => {
  it("goes by the system's region", () => {
    expect(guessOf('zh-CN', 'Asia/Shanghai')).toEqual({ currency: 'CNY', timeZone: 'Asia/Shanghai' });
    expect(guessOf('en-US', 'America/New_York').currency).toBe('USD');
    expect(guessOf('en-GB', 'Europe/London').currency).toBe('GBP');
    expect(guessOf('zh-Hant-HK', 'Asia/Hong_Kong').currency).toBe('HKD');
    expect(guessOf('fr-FR', 'Europe/Paris').currency).toBe('EUR');
  });

  it('takes a language without a region for where most speak it', () => {
    expect(guessOf('zh', 'Asia/Shanghai').currency).toBe('CNY');
    expect(guessOf('ja', 'Asia/Tokyo').currency).toBe('JPY');
  });

  it('is none for a region it does not know', () => {
    expect(guessOf('en-AQ', 'UTC').currency).toBeNull();
  });

  it('is always a currency that can be chosen', () => {
    const offered = currencies().map(({ value }) => value);
    for (const region of ['CN', 'MO', 'VN', 'HU', 'AE', 'DE']) {
      expect(offered).toContain(guessOf(`en-${region}`, 'UTC').currency);
    }
  });
});
