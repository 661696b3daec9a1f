/**
 * What the engine is asked about a file, and when it is asked once more: what a file leaves out another may tell, and
 * which column of a list holds its codes only the files that refer to it do.
 */
import type { FileSettings, InspectedFile } from '#shared/contract/index.ts';
import type { FileGrantId } from '#shared/domain/ids.ts';
import type { DraftFile } from './import-draft.ts';

export interface FileQuestion {
  readonly fileId: FileGrantId;
  /** What staff have decided; null for nothing. */
  readonly settings: Partial<FileSettings> | null;
  /** The file's revision that the answer is for. */
  readonly revision: number;
}

/** Gives the question about a file that was added or corrected. */
export function questionOf({ fileId, settings, revision }: DraftFile): FileQuestion {
  return { fileId, settings, revision };
}

/** Gives the question to be asked again once more files are known; null when the answer stays. */
export function questionAgain(found: InspectedFile, asked: FileQuestion | undefined): FileQuestion | null {
  const { fileId, settings, missing, refusal, sheets } = found;
  if (refusal !== null) return null;
  if (asked !== undefined && asked.settings !== null) return missing.length > 0 ? asked : null;
  const revision = asked?.revision ?? 0;
  if (settings === null) return sheets.length > 1 ? null : { fileId, settings: null, revision };
  if (missing.length === 0 && !isReferredTo(settings)) return null;
  const { sheet, moreSheets } = settings;
  // A workbook's other tables are files of their own by now.
  const own = sheet === undefined ? null : { sheet, ...(moreSheets === undefined ? {} : { moreSheets }) };
  return { fileId, settings: own, revision };
}

/** True for lists, and for what may be heads of orders: a table that names nothing that was sold. */
function isReferredTo({ kind, columns, template }: FileSettings): boolean {
  if (kind !== 'orders') return kind !== 'stock';
  const { productCode, productName, category } = columns;
  return template === null && productCode === undefined && productName === undefined && category === undefined;
}

/** Gives the questions about files that were looked at before the newest came, as far as staff have not corrected them. */
export function earlierQuestions(files: readonly DraftFile[]): FileQuestion[] {
  return files.flatMap(({ fileId, inspected, revision, leftOut }) =>
    inspected === null || leftOut || revision > 0
      ? []
      : (questionAgain(inspected, { fileId, settings: null, revision }) ?? []),
  );
}
