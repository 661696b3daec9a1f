/** Carriers as a platform knows them. Staff write a carrier's name, or the platform's code of it. */
import { AppError } from '#shared/domain/app-error.ts';

export interface Carrier {
  readonly code: string;
  readonly name: string;
}

/**
 * Finds who is meant: by code, by name, by a code with words after it (`SF Express`), or by the one name that the other begins
 * with (`圆通` for `圆通速递`).
 * @throws AppError CARRIER_UNKNOWN (to be set aside) where nobody is, or several are.
 */
export function findCarrier<Known extends Carrier>(platform: string, carriers: readonly Known[], said: string): Known {
  const wanted = plain(said);
  const [firstWord] = wanted.split(/\s+/);
  const exact =
    carriers.find(({ code, name }) => plain(code) === wanted || plain(name) === wanted) ??
    carriers.find(({ code }) => plain(code) === firstWord);
  if (exact) return exact;
  const alike = carriers.filter(
    ({ name }) => name !== '' && wanted !== '' && (plain(name).startsWith(wanted) || wanted.startsWith(plain(name))),
  );
  const [only] = alike;
  if (only && alike.length === 1) return only;
  throw new AppError('CARRIER_UNKNOWN', { action: 'park', details: { platform, carrier: said, unsent: true } });
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
