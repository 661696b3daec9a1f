/** `backup`: makes a backup, restores it on trial, and copies it elsewhere when asked. */
import { copyFile, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import { type Command, type CommandContext, type CommandResult, textOption } from './command.ts';

/** @throws AppError BACKUP_FAILED when the copy cannot be written whole. */
async function copyOut(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
    const handle = await open(to, 'r+');
    await handle.sync();
    await handle.close();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new AppError('BACKUP_FAILED', { action: 'retry', details: { problem }, cause: error });
  }
}

async function run(context: CommandContext): Promise<CommandResult> {
  const { api, paths } = await context.engine();
  const made = await api.system.createBackup();
  const kept = join(paths.backups, made.fileName);
  const to = textOption(context, 'to');
  const file = to === undefined ? kept : resolve(to);
  if (to !== undefined) await copyOut(kept, file);
  return { json: { ...made, file }, text: context.texts().backupMade(file) };
}

export const backup: Command = { name: 'backup', options: { to: { type: 'string' } }, run };
