/** Has every file of the draft looked at that was added or corrected, each revision once. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../../api/index.ts';
import { earlierQuestions, type FileQuestion, questionAgain, questionOf } from './file-question.ts';
import type { DraftAction, ImportDraft } from './import-draft.ts';

/** Files that one call asks about: few, so that the first answers come soon. */
const AT_ONCE = 8;
/** Files beside the asked ones that a call may name. */
const MOST_BESIDE = 500;

export interface Inspection {
  /** What went wrong; null when nothing did. */
  readonly failure: unknown;
  retry(): void;
}

export function useInspection(draft: ImportDraft, change: (action: DraftAction) => void): Inspection {
  const client = useClient();
  const asked = useRef(new Map<string, number>());
  const [failure, setFailure] = useState<unknown>(null);
  const { files } = draft;

  useEffect(() => {
    if (failure !== null) return;
    const waiting = files.filter(
      (file) => file.inspectedRevision !== file.revision && asked.current.get(file.fileId) !== file.revision,
    );
    for (const file of waiting) asked.current.set(file.fileId, file.revision);
    if (waiting.length === 0) return;
    // What a file leaves out, another may tell: so each is judged beside all that are known by then.
    const settled = files.filter((file) => !waiting.includes(file));
    const beside = new Map(
      settled.flatMap(({ fileId, leftOut, settings }) => (leftOut || settings === null ? [] : [[fileId, settings]])),
    );
    const ask = async (portion: readonly FileQuestion[]): Promise<readonly FileQuestion[]> => {
      const questions = new Map(portion.map((question) => [question.fileId, question]));
      const answer = await client.ingest.inspect({
        files: portion.map(({ fileId, settings }) => (settings === null ? { fileId } : { fileId, settings })),
        beside: [...beside]
          .flatMap(([fileId, settings]) => (questions.has(fileId) ? [] : [{ fileId, settings }]))
          .slice(-MOST_BESIDE),
      });
      for (const file of answer.files) {
        const question = questions.get(file.fileId);
        if (question) change({ type: 'inspected', file, revision: question.revision });
        else change({ type: 'tableFound', file });
        if (file.settings !== null) beside.set(file.fileId, file.settings);
      }
      return answer.files.flatMap((file) => questionAgain(file, questions.get(file.fileId)) ?? []);
    };
    const askAll = async (): Promise<void> => {
      const again: FileQuestion[] = [];
      for (let start = 0; start < waiting.length; start += AT_ONCE) {
        again.push(...(await ask(waiting.slice(start, start + AT_ONCE).map(questionOf))));
      }
      const cameLater = waiting.length > AT_ONCE ? again : [];
      const isNew = waiting.some(({ inspected }) => inspected === null);
      const open = [...cameLater, ...(isNew ? earlierQuestions(settled) : [])];
      if (open.length > 0) await ask(open);
    };
    askAll().catch((error: unknown) => {
      for (const file of waiting) asked.current.delete(file.fileId);
      setFailure(error);
    });
  }, [client, files, change, failure]);

  const retry = useCallback(() => setFailure(null), []);
  return { failure, retry };
}
