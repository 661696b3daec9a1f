import { describe, expect, it } from 'vitest';
import { formatError, LANGUAGES } from '#shared/i18n/index.ts';
import { type Refusal, refusal } from '../../../../src-main/sync/platform/index.ts';

const REFUSALS: Readonly<Record<Refusal, true>> = {
  WHOLE_PIECES_ONLY: true,
  WHOLE_CENTS_ONLY: true,
  LISTING_GONE: true,
  LISTING_WITHOUT_CODE: true,
  ORDER_GONE: true,
  NOTHING_TO_FULFIL: true,
  NOT_STOCKED_THERE: true,
};

describe('what is refused before it is sent', () => {
  it.each(Object.keys(REFUSALS) as Refusal[])('is told in words and with a way out: %s', (code) => {
    const error = refusal(code, 'taobao', { value: '1.5' });
    for (const language of LANGUAGES) {
      const { sentence, wayOut } = formatError(error.code, error.details, language);
      // No name of the code's own, and nothing that is still to be filled in.
      expect(`${sentence} ${wayOut}`).not.toMatch(/[A-Z]+_[A-Z]+|[{}[\]]/);
      expect(sentence).toMatch(/Taobao|淘宝/i);
      expect(wayOut.length).toBeGreaterThan(10);
    }
  });

  it('has surely not acted', () => {
    expect(refusal('LISTING_GONE', 'taobao')).toMatchObject({ action: 'refuse', details: { unsent: true } });
  });
});
