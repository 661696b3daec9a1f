/** Forgets what is old, piece by piece, so that what staff do in between does not wait for all of it. */
import type { Writer } from '../../database/index.ts';
import type { OutboxWriteTasks } from './tasks.ts';

/** Resolves when nothing old is left. */
export async function prune(writer: Writer<OutboxWriteTasks>): Promise<void> {
  let piece = await writer.write('outbox.prune', { after: 0 });
  while (piece.more) piece = await writer.write('outbox.prune', { after: piece.after });
}
