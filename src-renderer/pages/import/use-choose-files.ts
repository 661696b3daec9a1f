/** Brings files into the draft: by dialog, by drop, or as sample data. One way at a time. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { desktopBridge, toFailure, useClient } from '../../api/index.ts';
import { askForFiles } from './browser-dialog.ts';
import { createFileSource, type TakenFiles, type Transfer, type TransferFollower } from './file-source.ts';
import type { DraftAction } from './import-draft.ts';

export type SampleSet = 'chain' | 'uci-online-retail';

export interface ChooseFiles {
  readonly busy: boolean;
  /** How far an upload is; null when none is under way. */
  readonly transfer: Transfer | null;
  readonly failure: unknown;
  /** True when the last choice held no file that could be taken. */
  readonly nothingFound: boolean;
  choose(folder: boolean): void;
  take(dropped: DataTransfer): void;
  /** `store` is the one to take when the files name none. */
  sample(set: SampleSet, store: string): void;
  cancel(): void;
}

/** `onChosen` is called after files were put into the draft. */
export function useChooseFiles(change: (action: DraftAction) => void, onChosen?: () => void): ChooseFiles {
  const client = useClient();
  const source = useMemo(() => createFileSource(desktopBridge(), askForFiles), []);
  const [busy, setBusy] = useState(false);
  const [transfer, setTransfer] = useState<Transfer | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [nothingFound, setNothingFound] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const bring = async (get: (follow: TransferFollower) => Promise<TakenFiles>, saysNothing: boolean): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setFailure(null);
    setNothingFound(false);
    try {
      const { files, cut } = await get({ onTransfer: setTransfer, signal: controller.signal });
      if (files.length > 0) {
        change({ type: 'filesChosen', files, cut });
        onChosen?.();
      } else {
        setNothingFound(saysNothing);
      }
    } catch (error) {
      if (toFailure(error).error.code !== 'CANCELLED') setFailure(error);
    } finally {
      setBusy(false);
      setTransfer(null);
    }
  };

  return {
    busy,
    transfer,
    failure,
    nothingFound,
    choose: (folder) => void bring((follow) => source.choose({ folder }, follow), folder),
    take: (dropped) => {
      // The walk must begin inside the event, before anything is awaited.
      void bring((follow) => source.take(dropped, follow), true);
    },
    sample: (set, storeIfAsked) =>
      void bring(async () => {
        const { files } = await client.ingest.sample({ set });
        return { files: files.map((file) => ({ ...file, storeIfAsked })), cut: false };
      }, true),
    cancel: () => running.current?.abort(),
  };
}
