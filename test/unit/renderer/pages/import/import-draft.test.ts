import { describe, expect, it } from 'vitest';
import type { FileSettings, InspectedFile } from '#shared/contract/index.ts';
import type { FileGrantId, ImportId } from '#shared/domain/ids.ts';
import {
  type ChosenFile,
  type DraftAction,
  draftAfter,
  EMPTY_DRAFT,
  fileState,
  type ImportDraft,
  MOST_FILES,
  needsNobody,
  planOf,
  settingsOfKind,
} from '../../../../../src-renderer/pages/import/import-draft.ts';

const ORDERS: FileSettings = {
  kind: 'orders',
  headerRecord: 0,
  columns: { orderNumber: 0, placedAt: 1, lineAmount: 2, store: 3 },
  decimalComma: false,
  template: null,
};

function chosen(name: string): ChosenFile {
  return { fileId: `grant-${name}` as FileGrantId, name, bytes: 100 };
}

function found(name: string, part: Partial<InspectedFile> = {}): InspectedFile {
  return {
    ...chosen(name),
    format: 'csv',
    settings: ORDERS,
    sheets: [],
    headings: [],
    preview: [],
    questions: [],
    missing: [],
    dependsOnOthers: false,
    refusal: null,
    ...part,
  };
}

function draftOf(...actions: DraftAction[]): ImportDraft {
  return actions.reduce(draftAfter, EMPTY_DRAFT);
}

const choose = (...names: string[]): DraftAction => ({ type: 'filesChosen', files: names.map(chosen) });
const answer = (name: string, part: Partial<InspectedFile> = {}, revision = 0): DraftAction => ({
  type: 'inspected',
  file: found(name, part),
  revision,
});

describe('the draft of an import', () => {
  it('takes a file in once, however often it is chosen', () => {
    expect(draftOf(choose('a'), choose('a', 'b')).files.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('takes in a further table of a workbook once, ready like a file of its own', () => {
    const table: DraftAction = { type: 'tableFound', file: found('book.xlsx [Products]') };
    const draft = draftOf(choose('book.xlsx'), answer('book.xlsx'), table, table);
    expect(draft.files.map(({ name }) => name)).toEqual(['book.xlsx', 'book.xlsx [Products]']);
    expect(draft.files.map(fileState)).toEqual(['ready', 'ready']);
    expect(planOf(draft)?.files).toHaveLength(2);
  });

  it('keeps what was known of a file that a correction made unreadable, so that it can be corrected again', () => {
    const wrong: FileSettings = { ...ORDERS, encoding: 'windows-1252' };
    const draft = draftOf(
      choose('a'),
      answer('a', { headings: ['订单编号'] }),
      { type: 'settingsCorrected', fileId: chosen('a').fileId, settings: wrong },
      answer('a', { format: 'unknown', settings: null, refusal: { code: 'FILE_ENCODING_WRONG', details: {} } }, 1),
    );
    const [file] = draft.files;
    expect(file && fileState(file)).toBe('refused');
    expect(file?.settings).toEqual(wrong);
    expect(file?.inspected).toMatchObject({ format: 'csv', headings: ['订单编号'] });
    expect(planOf(draft)).toBeNull();
  });

  it('needs nobody when every file is ready', () => {
    expect(needsNobody(draftOf(choose('a', 'b'), answer('a'), answer('b')))).toBe(true);
  });

  it('waits while a file is still being looked at', () => {
    const draft = draftOf(choose('a', 'b'), answer('a'));
    expect(needsNobody(draft)).toBe(false);
    expect(planOf(draft)).toBeNull();
  });

  it('shows a person what was not recognised, but imports the rest if they say so', () => {
    const draft = draftOf(choose('a', 'b'), answer('a'), answer('b', { settings: null }));
    expect(needsNobody(draft)).toBe(false);
    expect(planOf(draft)?.files.map(({ fileId }) => fileId)).toEqual(['grant-a']);
  });

  it('has no plan while a question is open, and none when nothing is left', () => {
    expect(planOf(draftOf(choose('a'), answer('a', { questions: ['store'] })))).toBeNull();
    expect(
      planOf(draftOf(choose('a'), answer('a'), { type: 'leftOut', fileId: chosen('a').fileId, leftOut: true })),
    ).toBeNull();
  });

  it('ignores the answer to a question that has been asked anew since', () => {
    const corrected = { ...ORDERS, kind: 'stock' as const };
    const draft = draftOf(
      choose('a'),
      answer('a'),
      { type: 'settingsCorrected', fileId: chosen('a').fileId, settings: corrected },
      answer('a', {}, 0),
    );
    expect(fileState(draft.files[0]!)).toBe('looking');
    expect(draft.files[0]!.settings).toEqual(corrected);
    expect(fileState(draftAfter(draft, answer('a', { settings: corrected }, 1)).files[0]!)).toBe('ready');
  });

  it('waits for a person after a correction, also once all is ready', () => {
    const draft = draftOf(
      choose('a'),
      answer('a'),
      { type: 'settingsCorrected', fileId: chosen('a').fileId, settings: ORDERS },
      answer('a', {}, 1),
    );
    expect(planOf(draft)).not.toBeNull();
    expect(needsNobody(draft)).toBe(false);
  });

  it('answers the question for the store of sample data by itself', () => {
    const sample = { ...chosen('a'), storeIfAsked: 'Sample shop' };
    const asked = draftOf({ type: 'filesChosen', files: [sample] }, answer('a', { questions: ['store'] }));
    expect(asked.files[0]).toMatchObject({ revision: 1, settings: { store: 'Sample shop' } });
    expect(needsNobody(draftAfter(asked, answer('a', { settings: asked.files[0]!.settings }, 1)))).toBe(true);
  });

  it('takes no more files than one plan may hold, and then waits for a person to see it', () => {
    const names = Array.from({ length: MOST_FILES + 1 }, (_, index) => `f${index}`);
    const draft = draftOf(choose(...names), ...names.map((name) => answer(name)));
    expect(planOf(draft)?.files).toHaveLength(MOST_FILES);
    expect(draft.cut).toBe(true);
    expect(needsNobody(draft)).toBe(false);
  });

  it('is back at the columns, without a run, when staff want to look', () => {
    const draft = draftOf(
      choose('a'),
      answer('a'),
      { type: 'checkStarted', runId: 4 as ImportId },
      { type: 'backToReview' },
    );
    expect(draft).toMatchObject({ stage: 'review', runId: null });
    expect(needsNobody(draft)).toBe(false);
  });

  it('begins anew when its last file is taken out', () => {
    expect(draftOf(choose('a'), { type: 'fileRemoved', fileId: chosen('a').fileId })).toEqual(EMPTY_DRAFT);
  });

  it('says how each file stands', () => {
    const state = (part: Partial<InspectedFile>) => fileState(draftOf(choose('a'), answer('a', part)).files[0]!);
    expect(state({})).toBe('ready');
    expect(state({ settings: null })).toBe('unrecognised');
    expect(state({ missing: ['placedAt'], questions: ['columns'] })).toBe('asking');
    expect(state({ settings: null, refusal: { code: 'FILE_EMPTY', details: {} } })).toBe('refused');
  });
});

describe('the settings of a kind chosen by hand', () => {
  it('ask for the columns of that kind to be found, and keep how the file is written', () => {
    const settings = settingsOfKind('products', { ...ORDERS, encoding: 'gb18030', template: 'taobao' });
    expect(settings).toMatchObject({ kind: 'products', columns: {}, template: null, encoding: 'gb18030' });
  });
});
