/** A line of the log as a sentence. */
import type { TFunction } from 'i18next';
import { changeKind, type SyncLogLine } from '#shared/contract/index.ts';
import { ERROR_CODES } from '#shared/domain/error-codes.ts';
import { formatError } from '#shared/i18n/index.ts';
import type { Formats } from '../../i18n/index.ts';

export interface LogWords {
  readonly t: TFunction<'sync'>;
  readonly formats: Pick<Formats, 'locale' | 'number'>;
  /** The line's platform by the name that people know. */
  readonly platform: string;
}

/** Gives the sentence of a line; an event of a newer engine is shown by its own name. */
export function logSentence({ event, details }: SyncLogLine, { t, formats, platform }: LogWords): string {
  const figure = (name: string): string => formats.number(Number(details[name] ?? 0));
  const about = { kind: kindWord(details.kind, t), subject: String(details.subject ?? '') };
  const { kind, code: problemCode, remoteCode, ...said } = details;
  const fills = {
    ...said,
    platform,
    ...(kind === undefined ? {} : { kind: about.kind }),
    // In a sentence `code` is the platform's own; ours is the sentence itself.
    ...(remoteCode === undefined ? {} : { code: remoteCode }),
  };
  const problem = problemSentence(problemCode, fills, formats.locale);
  switch (event) {
    case 'orders-pulled':
      return t('log.orders-pulled', { added: figure('added'), changed: figure('changed') });
    case 'order-left-out':
    case 'listing-left-out':
      return leftOut(event, details, t);
    case 'order-read':
    case 'listing-read':
      return t(`log.${event}`, { subject: about.subject });
    case 'listings-pulled':
      return t('log.listings-pulled', { added: figure('added'), changed: figure('changed'), gone: figure('gone') });
    case 'pull-would-empty':
      return t('log.pull-would-empty', { affected: figure('affected'), products: figure('products') });
    case 'sent':
      return t('log.sent', { count: Number(details.changes) });
    case 'parked':
      return t('log.parked', { ...about, problem });
    case 'office-exchanged':
      return t('log.office-exchanged', { pushed: figure('pushed'), pulled: figure('pulled') });
    case 'office-lost':
      return t('log.office-lost', { problem });
    case 'office-back':
      return t('log.office-back');
    case 'office-left-out':
      return t('log.office-left-out', { count: Number(details.rows), problem });
    case 'sign-in':
      return t('log.sign-in', { problem });
    case 'conflict':
      return t('log.conflict', about);
    case 'conflict-decided':
      return t('log.conflict-decided', { ...about, outcome: outcomeWords(details.resolution, t) });
    case 'outbox-recovered':
      return t('log.outbox-recovered', { putBack: figure('putBack'), caughtUp: figure('caughtUp') });
    default:
      return t('log.other', { event });
  }
}

/** What makes no sense is told in the platform's own words, for it is to be put right there. */
function leftOut(
  event: 'order-left-out' | 'listing-left-out',
  details: SyncLogLine['details'],
  t: LogWords['t'],
): string {
  const said = String(details.said ?? '');
  const why = t(said === '' ? 'log.field-missing' : 'log.field-unreadable', {
    field: String(details.field ?? ''),
    said,
  });
  const subject = String(details.subject ?? '');
  return t(subject === '' ? `log.${event}-nameless` : `log.${event}`, { subject, why });
}

type Detail = string | number | boolean | undefined;

function kindWord(kind: Detail, t: LogWords['t']): string {
  const known = changeKind.options.find((one) => one === kind);
  return known === undefined ? String(kind ?? '') : t(`kinds.${known}`);
}

function outcomeWords(resolution: Detail, t: LogWords['t']): string {
  const known = (['local', 'remote', 'other'] as const).find((one) => one === resolution);
  return known === undefined ? String(resolution ?? '') : t(`outcomes.${known}`);
}

function problemSentence(code: Detail, fills: SyncLogLine['details'], locale: Formats['locale']): string {
  const known = ERROR_CODES.find((one) => one === code);
  return known === undefined ? String(code ?? '') : formatError(known, fills, locale).sentence;
}
