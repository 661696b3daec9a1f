/** What staff typed in to connect a shop, without what slips in when it is copied from another page. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Platform } from '../platform/index.ts';

/** Zero-width characters and byte order marks, which nobody sees and every signature minds. */
const UNSEEN = /[\u200b-\u200d\u2060\ufeff]/g;

/** Keys, tokens and addresses are made of these. Anything else cannot be sent, and a line break would begin another header. */
const SENDABLE = /^[\x20-\x7e]*$/;

/**
 * Gives the fields that the platform knows, trimmed.
 * @throws AppError CREDENTIALS_MISSING that names those that are required and empty, CREDENTIALS_WRONG those that hold what no
 * platform gives out.
 */
export function checkFields(
  { name, fields }: Pick<Platform, 'name' | 'fields'>,
  credentials: Readonly<Record<string, string>>,
): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const field of fields) {
    const value = credentials[field.name]?.replace(UNSEEN, '').trim();
    if (value) checked[field.name] = value;
  }
  const missing = fields.filter((field) => field.required && checked[field.name] === undefined);
  if (missing.length > 0) {
    const names = missing.map((field) => field.name).join(', ');
    throw new AppError('CREDENTIALS_MISSING', { details: { platform: name, fields: names } });
  }
  const odd = Object.keys(checked).filter((field) => !SENDABLE.test(checked[field] ?? ''));
  if (odd.length > 0) {
    throw new AppError('CREDENTIALS_WRONG', { action: 'refuse', details: { platform: name, code: odd.join(', ') } });
  }
  return checked;
}
