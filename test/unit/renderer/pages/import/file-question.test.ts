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
    dependsOnOthers: true,
    refusal: null,
    ...part,
  };
}

describe('a file that was looked at', () => {
  it('is asked about again as long as another file may change the answer', () => {
    expect(questionAgain(found(), undefined)).toEqual({ fileId, settings: null, revision: 0 });
    expect(questionAgain(found({ dependsOnOthers: false }), undefined)).toBeNull();
  });

  it('is asked about by its sheet alone: the others are files of their own', () => {
    const settings: FileSettings = { ...ORDERS, sheet: 'A', moreSheets: ['B'] };
    expect(questionAgain(found({ settings }), undefined)).toMatchObject({
      settings: { sheet: 'A', moreSheets: ['B'] },
    });
  });

  it('stays as staff have corrected it', () => {
    const corrected = { fileId, settings: ORDERS, revision: 1 };
    expect(questionAgain(found(), corrected)).toBe(corrected);
    const file = {
      fileId,
      name: 'a.csv',
      bytes: 1,
      inspected: found(),
      settings: ORDERS,
      inspectedRevision: 0,
      leftOut: false,
    };
    expect(earlierQuestions([{ ...file, revision: 0 }])).toHaveLength(1);
    expect(earlierQuestions([{ ...file, revision: 1 }])).toEqual([]);
    expect(earlierQuestions([{ ...file, revision: 0, leftOut: true }])).toEqual([]);
    expect(earlierQuestions([{ ...file, revision: 0, inspected: null }])).toEqual([]);
  });
});
