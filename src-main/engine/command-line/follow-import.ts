/** Follows an import until it ends, shows how far it is to whoever watches, and takes it back when the process is asked to end. */
import type { ImportProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import type { ApiClient } from '../../api/index.ts';
import type { CommandContext } from './command.ts';

const LINE_START = '\r\u001b[K';

/** Gives the import's last word. */
export async function followImport(
  context: CommandContext,
  api: ApiClient,
  importId: ImportId,
): Promise<ImportProgress> {
  const { terminal } = context;
  const stop = terminal.onEnd(() => {
    api.ingest.cancel({ importId }).catch((error: unknown) => terminal.err(`${String(error)}\n`));
  });
  try {
    let last: ImportProgress | null = null;
    for await (const progress of await api.ingest.progress({ importId })) {
      last = progress;
      if (terminal.watched) terminal.err(LINE_START + context.texts().progress(progress));
    }
    if (terminal.watched) terminal.err(LINE_START);
    if (!last) throw new AppError('INTERNAL', { details: { missing: 'progress' } });
    return last;
  } finally {
    stop();
  }
}
