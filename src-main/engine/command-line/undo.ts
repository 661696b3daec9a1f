/** `undo`: takes the last import back. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';

/** The last import is among these, checks and failures in between included. */
const LOOK_BACK = 100;

async function run(context: CommandContext): Promise<CommandResult> {
  const { api } = await context.engine();
  const { imports } = await api.ingest.history({ limit: LOOK_BACK });
  const last = imports.find((entry) => entry.canUndo);
  if (!last) throw new AppError('IMPORT_NOTHING_TO_UNDO');
  const { orders } = await api.ingest.undo({ importId: last.id });
  return { json: { importId: last.id, orders }, text: context.texts().undone(last.id, orders) };
}

export const undo: Command = { name: 'undo', options: {}, run };
