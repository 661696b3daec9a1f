/**
 * What staff have prepared but not yet imported: the chosen files, how each is to be read, and how far they are.
 * Invariant: an answer of `inspect` is taken over only if the file has not been corrected again since it was asked.
 */
import type { FileKind, FileSettings, ImportPlan, InspectedFile } from '#shared/contract/index.ts';
import type { FileGrantId, ImportId } from '#shared/domain/ids.ts';

/** A file that the engine may read. */
export interface ChosenFile {
  readonly fileId: FileGrantId;
  readonly name: string;
  readonly bytes: number;
  /** The store to take when the file names none, where that is known beforehand: sample data asks nothing. */
  readonly storeIfAsked?: string;
}

export interface DraftFile extends ChosenFile {
  /** What the engine found; null until it has looked. */
  readonly inspected: InspectedFile | null;
  /** How the file is to be read, corrections included; null when its kind is not known. */
  readonly settings: FileSettings | null;
  /** Grows with each correction, so that a late answer to an earlier question is recognised. */
  readonly revision: number;
  /** Revision that `inspected` answers. */
  readonly inspectedRevision: number;
  /** Staff do not want this file. */
  readonly leftOut: boolean;
}

/** One plan takes no more files (shared/contract/ingest.ts). */
export const MOST_FILES = 500;

export type DraftStage = 'choose' | 'review' | 'check' | 'import';

export interface ImportDraft {
  readonly stage: DraftStage;
  readonly files: readonly DraftFile[];
  /** The dry run while the stage is `check`, the import itself while it is `import`. */
  readonly runId: ImportId | null;
  /** True once staff have asked to see the columns: the dry run then waits for them. */
  readonly reviewedByHand: boolean;
  /** More files were chosen than one plan takes: staff must see that some are missing. */
  readonly cut: boolean;
}

export type DraftAction =
  | { readonly type: 'filesChosen'; readonly files: readonly ChosenFile[]; readonly cut?: boolean }
  | { readonly type: 'inspected'; readonly file: InspectedFile; readonly revision: number }
  /** A further table in a workbook: it is read and corrected like a file of its own. */
  | { readonly type: 'tableFound'; readonly file: InspectedFile }
  | { readonly type: 'settingsCorrected'; readonly fileId: FileGrantId; readonly settings: FileSettings }
  | { readonly type: 'leftOut'; readonly fileId: FileGrantId; readonly leftOut: boolean }
  | { readonly type: 'fileRemoved'; readonly fileId: FileGrantId }
  | { readonly type: 'checkStarted'; readonly runId: ImportId }
  | { readonly type: 'importStarted'; readonly runId: ImportId }
  | { readonly type: 'backToReview' }
  | { readonly type: 'startedOver' };

export const EMPTY_DRAFT: ImportDraft = { stage: 'choose', files: [], runId: null, reviewedByHand: false, cut: false };

/** Gives the draft after an action. Pure. */
export function draftAfter(draft: ImportDraft, action: DraftAction): ImportDraft {
  switch (action.type) {
    case 'filesChosen':
      return withChosen(draft, action.files, action.cut === true);
    case 'inspected':
      return withFile(draft, action.file.fileId, (file) =>
        file.revision === action.revision ? withInspection(file, action.file) : file,
      );
    case 'tableFound':
      return withTable(draft, action.file);
    case 'settingsCorrected':
      return {
        ...withFile(draft, action.fileId, (file) => ({
          ...file,
          settings: action.settings,
          revision: file.revision + 1,
        })),
        reviewedByHand: true,
      };
    case 'leftOut':
      return {
        ...withFile(draft, action.fileId, (file) => ({ ...file, leftOut: action.leftOut })),
        reviewedByHand: true,
      };
    case 'fileRemoved': {
      const files = draft.files.filter((file) => file.fileId !== action.fileId);
      return files.length === 0 ? EMPTY_DRAFT : { ...draft, files };
    }
    case 'checkStarted':
      return { ...draft, stage: 'check', runId: action.runId };
    case 'importStarted':
      return { ...draft, stage: 'import', runId: action.runId };
    case 'backToReview':
      return { ...draft, stage: 'review', runId: null, reviewedByHand: true };
    case 'startedOver':
      return EMPTY_DRAFT;
  }
}

function withChosen(draft: ImportDraft, chosen: readonly ChosenFile[], cutBefore: boolean): ImportDraft {
  const known = new Set(draft.files.map((file) => file.fileId));
  const added = chosen
    .filter((file) => !known.has(file.fileId))
    .map((file) => ({
      ...file,
      inspected: null,
      settings: null,
      revision: 0,
      inspectedRevision: -1,
      leftOut: false,
    }));
  if (added.length === 0) return draft;
  const files = [...draft.files, ...added];
  const cut = draft.cut || cutBefore || files.length > MOST_FILES;
  const reviewedByHand = draft.reviewedByHand || cut;
  return { stage: 'review', runId: null, files: files.slice(0, MOST_FILES), reviewedByHand, cut };
}

function withInspection(file: DraftFile, found: InspectedFile): DraftFile {
  const inspected = keptOpen(file, found);
  const { settings } = inspected;
  const answered = { ...file, inspected, settings, inspectedRevision: file.revision };
  const { storeIfAsked } = file;
  if (settings === null || storeIfAsked === undefined || !inspected.questions.includes('store')) return answered;
  return { ...answered, settings: { ...settings, store: storeIfAsked }, revision: file.revision + 1 };
}

function withTable(draft: ImportDraft, inspected: InspectedFile): ImportDraft {
  const { fileId, name, bytes, settings } = inspected;
  if (draft.stage !== 'review' || draft.files.some((file) => file.fileId === fileId)) return draft;
  if (draft.files.length === MOST_FILES) return { ...draft, cut: true, reviewedByHand: true };
  const table = { fileId, name, bytes, inspected, settings, revision: 0, inspectedRevision: 0, leftOut: false };
  return { ...draft, files: [...draft.files, table] };
}

/** A correction that makes a file unreadable must be correctable in turn: what was known of the file stays. */
function keptOpen({ inspected: before, settings }: DraftFile, found: InspectedFile): InspectedFile {
  if (found.refusal === null || before === null || settings === null) return found;
  return { ...before, settings, preview: [], questions: [], missing: [], refusal: found.refusal };
}

function withFile(draft: ImportDraft, fileId: FileGrantId, change: (file: DraftFile) => DraftFile): ImportDraft {
  return { ...draft, files: draft.files.map((file) => (file.fileId === fileId ? change(file) : file)) };
}

/** Where a file stands on its way into the plan. */
export type FileState =
  /** The engine has not answered yet. */
  | 'looking'
  /** It cannot be read at all. */
  | 'refused'
  /** Nobody knows what it holds: it is left out unless staff say. */
  | 'unrecognised'
  | 'left-out'
  /** Staff must answer something first. */
  | 'asking'
  | 'ready';

/** Gives where a file stands. A file without an answer to its newest correction is still being looked at. */
export function fileState(file: DraftFile): FileState {
  if (file.leftOut) return 'left-out';
  if (file.inspectedRevision !== file.revision || file.inspected === null) return 'looking';
  if (file.inspected.refusal !== null) return 'refused';
  if (file.settings === null) return 'unrecognised';
  if (file.inspected.missing.length > 0 || file.inspected.questions.length > 0) return 'asking';
  return 'ready';
}

/** Gives the plan of all files that are ready, or null while one still waits for an answer or none is left. */
export function planOf(draft: ImportDraft): ImportPlan | null {
  const files: { fileId: FileGrantId; settings: FileSettings }[] = [];
  for (const file of draft.files) {
    const state = fileState(file);
    if (state === 'looking' || state === 'asking') return null;
    if (state === 'ready' && file.settings !== null) files.push({ fileId: file.fileId, settings: file.settings });
  }
  return files.length === 0 ? null : { files };
}

/** True when nothing needs a person: every file is ready and none was corrected, so the dry run may start by itself. */
export function needsNobody(draft: ImportDraft): boolean {
  return (
    draft.stage === 'review' &&
    !draft.reviewedByHand &&
    draft.files.length > 0 &&
    draft.files.every((file) => fileState(file) === 'ready')
  );
}

/** Settings of a file whose kind staff have chosen by hand: the engine finds the columns of that kind. */
export function settingsOfKind(kind: FileKind, current: FileSettings | null): FileSettings {
  if (current === null) return { kind, headerRecord: 0, columns: {}, decimalComma: false, template: null };
  return { ...current, kind, columns: {}, template: null };
}
