/** `restore`: puts a backup in the place of the database, which is set aside. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import type { Engine } from '../compose.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';

/** A name of a backup the app keeps is taken as such; anything else is a file. */
async function findFile(given: string, { paths }: Engine): Promise<string> {
  const kept = join(paths.backups, basename(given));
  const file = existsSync(given) || basename(given) !== given ? resolve(given) : kept;
  if (!existsSync(file) || !(await stat(file)).isFile()) {
    throw new AppError('FILE_NOT_FOUND', { details: { file: given } });
  }
  return file;
}

async function run(context: CommandContext): Promise<CommandResult> {
  const given = context.arguments[0];
  if (given === undefined) throw new AppError('COMMAND_MISUSED', { details: { problem: 'restore FILE' } });
  const engine = await context.engine();
  const file = await findFile(given, engine);
  // The API restores what lies among the backups, so a file from elsewhere is brought there for the time being.
  const fileName = `incoming-${randomBytes(8).toString('hex')}`;
  const incoming = join(engine.paths.backups, fileName);
  await mkdir(engine.paths.backups, { recursive: true });
  await copyFile(file, incoming);
  try {
    const { setAside } = await engine.api.system.restoreBackup({ fileName });
    return { json: { restored: file, setAside }, text: context.texts().restored(file, setAside) };
  } finally {
    await rm(incoming, { force: true });
  }
}

export const restore: Command = { name: 'restore', options: {}, run };
