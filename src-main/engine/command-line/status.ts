/** `status`: what there is, how it is, what came in last. */
import type { Command, CommandContext, CommandResult } from './command.ts';
import { table } from './terminal.ts';

async function run(context: CommandContext): Promise<CommandResult> {
  const { api } = await context.engine();
  const [info, health, history, backups, warmups] = await Promise.all([
    api.system.info(),
    api.system.health(),
    api.ingest.history({ limit: 1 }),
    api.system.backups(),
    api.warmup.history({ limit: 1 }),
  ]);
  const lastImport = history.imports[0] ?? null;
  const lastBackup = backups.backups[0] ?? null;
  const lastWarmup = warmups.data.runs[0] ?? null;
  const texts = context.texts();
  const rows = [
    [texts.version, info.version],
    [texts.dataDirectory, info.dataDirectory],
    [texts.state, texts.states[health.state]],
    [texts.columns.orders, String(info.orders)],
    [texts.stores, String(info.stores)],
    [texts.lastImport, lastImport ? `${lastImport.startedAt} ${lastImport.state}` : texts.none],
    [texts.lastBackup, lastBackup ? lastBackup.createdAt : texts.none],
    [texts.lastWarmup, lastWarmup ? `${lastWarmup.started_at} ${lastWarmup.type} ${lastWarmup.state}` : texts.none],
  ];
  return { json: { ...info, health, lastImport, lastBackup, lastWarmup }, text: table(rows, 'left') };
}

export const status: Command = { name: 'status', options: {}, run };
