/** Has every file of the draft looked at that was added or corrected, each revision once. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../../api/index.ts';
import type { DraftAction, DraftFile, ImportDraft } from './import-draft.ts';

/** Files that one call asks about: few, so that the first answers come soon. */
const AT_ONCE = 8;

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
    const ask = async (portion: readonly DraftFile[]): Promise<void> => {
      const answer = await client.ingest.inspect({
        files: portion.map(({ fileId, settings }) => (settings === null ? { fileId } : { fileId, settings })),
      });
      for (const file of answer.files) {
        const revision = portion.find(({ fileId }) => fileId === file.fileId)?.revision;
        if (revision !== undefined) change({ type: 'inspected', file, revision });
      }
    };
    const askAll = async (): Promise<void> => {
      for (let start = 0; start < waiting.length; start += AT_ONCE) await ask(waiting.slice(start, start + AT_ONCE));
    };
    askAll().catch((error: unknown) => {
      for (const file of waiting) asked.current.delete(file.fileId);
      setFailure(error);
    });
  }, [client, files, change, failure]);

  const retry = useCallback(() => setFailure(null), []);
  return { failure, retry };
}
