/** What has been filled in to connect a shop, and what of it is still missing. */
import type { PlatformForm } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';

export interface ConnectDraft {
  readonly platform: string | null;
  readonly credentials: Readonly<Record<string, string>>;
  /** Empty: the platform's own. */
  readonly baseUrl: string;
  readonly feeds: 'existing' | 'new';
  readonly storeId: StoreId | null;
  readonly newStore: string;
  readonly title: string;
}

export const EMPTY_DRAFT: ConnectDraft = {
  platform: null,
  credentials: {},
  baseUrl: '',
  feeds: 'new',
  storeId: null,
  newStore: '',
  title: '',
};

export interface Access {
  readonly platform: string;
  readonly credentials: Record<string, string>;
  readonly baseUrl?: string;
}

/** Gives what a connection is tested with; null while something required is empty. */
export function accessOf(draft: ConnectDraft, form: PlatformForm | undefined): Access | null {
  if (form === undefined || (draft.baseUrl.trim() !== '' && !isAddress(draft.baseUrl.trim()))) return null;
  const credentials = credentialsOf(draft.credentials, form);
  if (credentials === null) return null;
  return {
    platform: form.platform,
    credentials,
    ...(draft.baseUrl.trim() === '' ? {} : { baseUrl: draft.baseUrl.trim() }),
  };
}

/** Gives the fields of the platform that are filled in; null while a required one is not. */
export function credentialsOf(
  typed: Readonly<Record<string, string>>,
  { fields }: Pick<PlatformForm, 'fields'>,
): Record<string, string> | null {
  const isEmpty = (name: string): boolean => (typed[name] ?? '').trim() === '';
  if (fields.some(({ name, required }) => required && isEmpty(name))) return null;
  const filled = fields.filter(({ name }) => !isEmpty(name)).map(({ name }) => [name, (typed[name] ?? '').trim()]);
  return filled.length === 0 ? null : (Object.fromEntries(filled) as Record<string, string>);
}

/** Gives which store the shop is to feed; null while it is not said. */
export function storeOf({
  feeds,
  storeId,
  newStore,
}: ConnectDraft): { storeId: StoreId } | { newStore: string } | null {
  if (feeds === 'existing') return storeId === null ? null : { storeId };
  return newStore.trim() === '' ? null : { newStore: newStore.trim() };
}

/** Whether a gateway's address can be one. */
export function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
