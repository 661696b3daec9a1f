/** Has every file of the draft looked at that was added or corrected, each revision once. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../../api/index.ts';
import type { DraftAction, DraftFile, ImportDraft } from './import-draft.ts';

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
    // What a file leaves out, another may tell: so each is judged beside all that are known by then.
    const beside = files.flatMap((file) =>
      file.leftOut || file.settings === null || waiting.includes(file) ? [] : [file.settings],
    );
    const ask = async (portion: readonly DraftFile[]): Promise<readonly DraftFile[]> => {
      const answer = await client.ingest.inspect({
        files: portion.map(({ fileId, settings }) => (settings === null ? { fileId } : { fileId, settings })),
        beside: beside.slice(-MOST_BESIDE),
      });
      for (const file of answer.files) {
        const asked = portion.find(({ fileId }) => fileId === file.fileId);
        if (asked) change({ type: 'inspected', file, revision: asked.revision });
        else change({ type: 'tableFound', file });
        if (file.settings !== null) beside.push(file.settings);
      }
      return portion.filter(({ fileId }) =>
        answer.files.some((file) => file.fileId === fileId && file.missing.length > 0),
      );
    };
    const askAll = async (): Promise<void> => {
      const incomplete: DraftFile[] = [];
      for (let start = 0; start < waiting.length; start += AT_ONCE) {
        incomplete.push(...(await ask(waiting.slice(start, start + AT_ONCE))));
      }
      // What they lack may have come with a later portion.
      if (waiting.length > AT_ONCE && incomplete.length > 0) await ask(incomplete);
    };
    askAll().catch((error: unknown) => {
      for (const file of waiting) asked.current.delete(file.fileId);
      setFailure(error);
    });
  }, [client, files, change, failure]);

  const retry = useCallback(() => setFailure(null), []);
  return { failure, retry };
}
