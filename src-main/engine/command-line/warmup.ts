/** `warmup`: fills the cache and waits until it is full. What is warm stays on the disk for whoever starts the app next. */
import type { WarmupRun, WarmupStoreResult, WarmupType } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { formatError } from '#shared/i18n/index.ts';
import type { ApiClient } from '../../api/index.ts';
import { type Command, type CommandContext, type CommandResult, textOption } from './command.ts';

const LINE_START = '\r\u001b[K';
const MOST_DAYS = 366;

function typeOf({ arguments: given }: CommandContext): WarmupType {
  const [type = 'full', ...more] = given;
  if ((type === 'full' || type === 'incremental') && more.length === 0) return type;
  throw new AppError('COMMAND_MISUSED', { details: { problem: given.join(' ') } });
}

function daysOf(context: CommandContext): number | undefined {
  const text = textOption(context, 'days');
  if (text === undefined) return undefined;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new AppError('COMMAND_MISUSED', { details: { problem: `--days ${text}` } });
}

/** Resolves when the warmup has ended. */
async function follow({ terminal, texts }: CommandContext, api: ApiClient, taskId: string): Promise<void> {
  const stop = terminal.onEnd(() => {
    api.warmup.stop().catch((error: unknown) => terminal.err(`${String(error)}\n`));
  });
  try {
    for await (const progress of await api.warmup.progress()) {
      if (progress.run?.task_id !== taskId) break;
      if (terminal.watched) terminal.err(LINE_START + texts().warming(progress));
    }
    if (terminal.watched) terminal.err(LINE_START);
  } finally {
    stop();
  }
}

function errorOf(run: WarmupRun, stores: readonly WarmupStoreResult[]): AppError | undefined {
  if (run.state === 'stopped') return new AppError('CANCELLED');
  const reason = run.failure ?? stores.flatMap(({ failures }) => failures)[0]?.reason;
  if (reason) return new AppError(reason.code, { details: reason.details });
  return run.state === 'done' ? undefined : new AppError('INTERNAL', { details: { state: run.state } });
}

async function run(context: CommandContext): Promise<CommandResult> {
  const type = typeOf(context);
  const days = daysOf(context);
  const { api } = await context.engine();
  const { task_id } = await api.warmup.trigger({ type, ...(days !== undefined && { days }) });
  await follow(context, api, task_id);
  const { run: ended, stores } = await api.warmup.run({ task_id });
  const failed = stores.filter(({ failures }) => failures.length > 0);
  const lines = failed.flatMap(({ name, failures }) =>
    failures.map(({ target, reason, items }) => {
      const { sentence } = formatError(reason.code, reason.details, context.language());
      return `  ${name} ${target} × ${items}: ${sentence}`;
    }),
  );
  const error = errorOf(ended, stores);
  return {
    json: { ...ended, failed },
    text: [context.texts().warmed(ended), ...lines].join('\n'),
    ...(error && { error }),
  };
}

export const warmup: Command = { name: 'warmup', options: { days: { type: 'string' } }, run };
