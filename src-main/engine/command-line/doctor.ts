/** `doctor`: looks at everything that can be wrong, and says for each whether it is. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Command, CommandContext, CommandResult } from './command.ts';
import { table } from './terminal.ts';

async function run(context: CommandContext): Promise<CommandResult> {
  const engine = await context.engine();
  const findings = await engine.examine();
  const wrong = findings.filter(({ ok }) => !ok).map(({ name }) => name);
  const texts = context.texts();
  const rows = findings.map(({ name, ok, detail }) => [`${ok ? '✓' : '✗'} ${name}`, detail]);
  return {
    json: { ok: wrong.length === 0, checks: findings },
    text: table(rows, 'left'),
    ...(wrong.length > 0 && {
      error: new AppError('SERVICE_UNAVAILABLE', { action: 'park', details: { service: texts.list(wrong) } }),
    }),
  };
}

export const doctor: Command = { name: 'doctor', options: {}, run };
