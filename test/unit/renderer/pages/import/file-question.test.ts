import { describe, expect, it } from 'vitest';
import type { FileSettings, InspectedFile } from '#shared/contract/index.ts';
import type { FileGrantId } from '#shared/domain/ids.ts';
import { earlierQuestions, questionAgain } from '../../../../../src-renderer/pages/import/file-question.ts';

const fileId = 'grant' as FileGrantId;
const ORDERS: FileSettings = {
  kind: 'orders',
  headerRecord: 0,
  columns: { productCode: 0 },
  decimalComma: false,
  template: null,
};

function found(part: Partial<InspectedFile> = {}): InspectedFile {
  return {
    fileId,
    name: 'a.csv',
    bytes: 1,
    format: 'csv',
    settings: ORDERS,
    sheets: [],
    headings: [],
    preview: [],
    questions: [],
    missing: [],
    refusal: null,
    ...part,
  };
}

const LIST = found({ settings: { ...ORDERS, kind: 'products' } });

describe('a file that was looked at', () => {
  it('is asked about again as long as another file may change the answer', () => {
    const again = { fileId, settings: null, revision: 0 };
    expect(questionAgain(LIST, undefined)).toEqual(again);
    expect(questionAgain(found({ settings: null }), undefined)).toEqual(again);
    expect(questionAgain(found({ missing: ['placedAt'] }), undefined)).toEqual(again);
    expect(questionAgain(found({ settings: { ...ORDERS, columns: { orderNumber: 0 } } }), undefined)).toEqual(again);
    expect(questionAgain(found(), undefined)).toBeNull();
    expect(
      questionAgain(found({ settings: null, refusal: { code: 'FILE_EMPTY', details: {} } }), undefined),
    ).toBeNull();
  });

  it('is asked about by its sheet alone: the others are files of their own', () => {
    const settings: FileSettings = { ...ORDERS, kind: 'stores', sheet: 'A', moreSheets: ['B'] };
    expect(questionAgain(found({ settings }), undefined)).toMatchObject({
      settings: { sheet: 'A', moreSheets: ['B'] },
    });
  });

  it('stays as staff have corrected it', () => {
    const corrected = { fileId, settings: ORDERS, revision: 1 };
    expect(questionAgain(LIST, corrected)).toBeNull();
    expect(questionAgain(found({ missing: ['placedAt'] }), corrected)).toBe(corrected);
    const file = {
      fileId,
      name: 'a.csv',
      bytes: 1,
      inspected: LIST,
      settings: LIST.settings,
      inspectedRevision: 0,
      leftOut: false,
    };
    expect(earlierQuestions([{ ...file, revision: 0 }])).toHaveLength(1);
    expect(earlierQuestions([{ ...file, revision: 1 }])).toEqual([]);
    expect(earlierQuestions([{ ...file, revision: 0, leftOut: true }])).toEqual([]);
    expect(earlierQuestions([{ ...file, revision: 0, inspected: null }])).toEqual([]);
  });
});
