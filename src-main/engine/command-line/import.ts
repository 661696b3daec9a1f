/** `import`: files and folders in, all or nothing; what was refused is said with its reasons. */
import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileSettings, ImportCounts, ImportProgress, InspectedFile } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { FileGrantId, ImportId } from '#shared/domain/ids.ts';
import { formatError, rowReasonText } from '#shared/i18n/index.ts';
import type { ApiClient } from '../../api/index.ts';
import type { FileGrants } from '../../ingest/index.ts';
import { type Command, type CommandContext, type CommandResult, textOption } from './command.ts';
import { followImport } from './follow-import.ts';

type Settings = { -readonly [Name in keyof FileSettings]?: FileSettings[Name] };

interface ChosenFile {
  readonly fileId: FileGrantId;
  /** The person named it; it was not merely found in a folder. */
  readonly named: boolean;
}

/** Lets the engine read what the arguments name. @throws AppError FILE_NOT_FOUND. */
async function chooseFiles(grants: FileGrants, paths: readonly string[]): Promise<ChosenFile[]> {
  const chosen: ChosenFile[] = [];
  for (const path of paths.map((given) => resolve(given))) {
    const named = !(existsSync(path) && statSync(path).isDirectory());
    chosen.push(...(await grants.grantAll([path])).map(({ fileId }) => ({ fileId, named })));
  }
  if (chosen.length === 0) throw new AppError('IMPORT_NOTHING_LEFT');
  return chosen;
}

/** What the options say about every file. */
async function settingsFrom(context: CommandContext, api: ApiClient): Promise<Settings> {
  const settings: Settings = {};
  const store = textOption(context, 'store');
  const currency = textOption(context, 'currency');
  const timeZone = textOption(context, 'zone');
  const template = textOption(context, 'template');
  if (store !== undefined) settings.store = store;
  if (currency !== undefined) settings.currency = currency.toUpperCase();
  if (timeZone !== undefined) settings.timeZone = timeZone;
  if (template !== undefined) {
    const { templates } = await api.ingest.templates();
    if (!templates.some(({ name }) => name === template)) {
      throw new AppError('TEMPLATE_UNKNOWN', { details: { name: template } });
    }
    settings.template = template;
  }
  return settings;
}

/** Why a file cannot be imported; null when it can. */
function refusalOf(file: InspectedFile): AppError | null {
  const details = { file: file.name };
  if (file.refusal) return new AppError(file.refusal.code, { details: { ...details, ...file.refusal.details } });
  if (file.settings === null) return new AppError('FILE_KIND_UNKNOWN', { details });
  if (file.missing.length > 0) {
    return new AppError('MAPPING_INCOMPLETE', { details: { ...details, fields: file.missing.join(', ') } });
  }
  if (file.questions.includes('store')) return new AppError('STORE_NEEDED', { details });
  if (file.questions.length > 0) return new AppError('FILE_KIND_UNKNOWN', { details });
  return null;
}

interface Plan {
  readonly files: { fileId: FileGrantId; settings: FileSettings }[];
  readonly shown: Record<string, unknown>[];
}

/**
 * A file that somebody named must be readable; what a folder holds besides, and a file of something else among several
 * (customers, exchange rates), is left out, and that is said.
 */
function planOf(context: CommandContext, chosen: readonly ChosenFile[], inspected: readonly InspectedFile[]): Plan {
  const files: Plan['files'] = [];
  const shown: Plan['shown'] = [];
  let firstRefusal: AppError | null = null;
  for (const file of inspected) {
    const refusal = refusalOf(file);
    if (refusal) {
      firstRefusal ??= refusal;
      const isOther = refusal.code === 'FILE_KIND_UNKNOWN' && chosen.length > 1;
      if (!isOther && chosen.some(({ fileId, named }) => named && fileId === file.fileId)) throw refusal;
      const { sentence } = formatError(refusal.code, refusal.details, context.language());
      context.terminal.err(`${file.name}: ${sentence}\n`);
      shown.push({ name: file.name, kind: null, leftOut: refusal.code });
    } else if (file.settings) {
      files.push({ fileId: file.fileId, settings: file.settings });
      shown.push({ name: file.name, kind: file.settings.kind, template: file.settings.template });
    }
  }
  if (files.length === 0) throw firstRefusal ?? new AppError('IMPORT_NOTHING_LEFT');
  return { files, shown };
}

/** No row was of use: nothing came in, and that is no success. */
function unusable(counts: ImportCounts): boolean {
  return counts.added + counts.changed + counts.unchanged === 0;
}

function outcomeOf(end: ImportProgress): AppError | undefined {
  if (end.state === 'failed') {
    return new AppError(end.failure?.code ?? 'INTERNAL', { details: end.failure?.details ?? {} });
  }
  if (end.state === 'cancelled') return new AppError('CANCELLED');
  if (!end.counts || !unusable(end.counts)) return undefined;
  const { rejected } = end.counts;
  return rejected > 0
    ? new AppError('IMPORT_ALL_REJECTED', { details: { rows: rejected } })
    : new AppError('IMPORT_NOTHING_LEFT');
}

function textOf(context: CommandContext, end: ImportProgress): string | null {
  const texts = context.texts();
  if (!end.counts) return null;
  const reasons = end.counts.rejections.map(
    ({ reason, rows }) => `  ${rows} × ${rowReasonText(reason, context.language())}`,
  );
  const headline = end.dryRun ? [texts.checked] : unusable(end.counts) ? [] : [texts.imported];
  return [...headline, texts.counts(end.counts), ...reasons].join('\n');
}

async function saveRejected(context: CommandContext, api: ApiClient, importId: ImportId): Promise<string | null> {
  const to = textOption(context, 'rejected');
  if (to === undefined) return null;
  const { csv } = await api.ingest.rejected({ importId });
  const file = resolve(to);
  await writeFile(file, csv);
  return file;
}

async function run(context: CommandContext): Promise<CommandResult> {
  if (context.arguments.length === 0) throw new AppError('COMMAND_MISUSED', { details: { problem: 'import FILE…' } });
  const { api, grants } = await context.engine();
  const settings = await settingsFrom(context, api);
  const chosen = await chooseFiles(grants, context.arguments);
  const { files: inspected } = await api.ingest.inspect({
    files: chosen.map(({ fileId }) => ({ fileId, settings })),
  });
  const plan = planOf(context, chosen, inspected);
  const { importId } = await api.ingest.start({
    plan: { files: plan.files },
    dryRun: context.options['dry-run'] === true,
  });
  const end = await followImport(context, api, importId);
  const error = outcomeOf(end);
  const rejectedFile = end.counts?.rejected ? await saveRejected(context, api, importId) : null;
  return {
    json: { importId, dryRun: end.dryRun, state: end.state, files: plan.shown, counts: end.counts, rejectedFile },
    text: textOf(context, end),
    ...(error && { error }),
  };
}

export const importFiles: Command = {
  name: 'import',
  options: {
    store: { type: 'string' },
    template: { type: 'string' },
    currency: { type: 'string' },
    zone: { type: 'string' },
    rejected: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run,
};
