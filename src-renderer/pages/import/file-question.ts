/** What the engine is asked about a file, and what it is asked once more when other files are known. */
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
  const { fileId, settings, dependsOnOthers } = found;
  if (!dependsOnOthers) return null;
  if (asked !== undefined && asked.settings !== null) return asked;
  // A workbook's other tables are files of their own by now.
  const own = settings?.sheet === undefined ? null : sheetsOf(settings);
  return { fileId, settings: own, revision: asked?.revision ?? 0 };
}

function sheetsOf({ sheet, moreSheets }: FileSettings): Partial<FileSettings> {
  return moreSheets === undefined ? { sheet } : { sheet, moreSheets };
}

/** Gives the questions about files that were looked at before the newest came, as far as staff have not corrected them. */
export function earlierQuestions(files: readonly DraftFile[]): FileQuestion[] {
  return files.flatMap(({ fileId, inspected, revision, leftOut }) =>
    inspected === null || leftOut || revision > 0
      ? []
      : (questionAgain(inspected, { fileId, settings: null, revision }) ?? []),
  );
}
