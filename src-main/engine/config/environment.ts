/** Environment variables that take the place of a setting in the file. What is not in this list is not looked at. */
import { AppError } from '#shared/domain/app-error.ts';
import { wordDetails } from '#shared/i18n/index.ts';

type Kind = 'text' | 'number' | 'list' | 'switch';

export const ENVIRONMENT: readonly { readonly name: string; readonly key: string; readonly kind: Kind }[] = [
  { name: 'MENDIAN_LANGUAGE', key: 'language', kind: 'text' },
  { name: 'MENDIAN_THEME', key: 'theme', kind: 'text' },
  { name: 'MENDIAN_RISE_COLOUR', key: 'riseColour', kind: 'text' },
  { name: 'MENDIAN_DEFAULT_TIME_ZONE', key: 'defaultTimeZone', kind: 'text' },
  { name: 'MENDIAN_DEFAULT_CURRENCY', key: 'defaultCurrency', kind: 'text' },
  { name: 'MENDIAN_HTTP_PORT', key: 'http.port', kind: 'number' },
  { name: 'MENDIAN_HTTP_HOST', key: 'http.host', kind: 'text' },
  { name: 'MENDIAN_HTTP_ALLOWED_HOSTS', key: 'http.allowedHosts', kind: 'list' },
  { name: 'MENDIAN_HTTP_UPLOAD_MEGABYTES', key: 'http.uploadMegabytes', kind: 'number' },
  { name: 'MENDIAN_LOG_LEVEL', key: 'log.level', kind: 'text' },
  { name: 'MENDIAN_LOG_KEEP_WEEKS', key: 'log.keepWeeks', kind: 'number' },
  { name: 'MENDIAN_BACKUP_EVERY_HOURS', key: 'backup.everyHours', kind: 'number' },
  { name: 'MENDIAN_BACKUP_KEEP', key: 'backup.keep', kind: 'number' },
  { name: 'MENDIAN_DATABASE_READERS', key: 'database.readers', kind: 'number' },
  { name: 'MENDIAN_CACHE_MEMORY_MEGABYTES', key: 'cache.memoryMegabytes', kind: 'number' },
  { name: 'MENDIAN_CACHE_DISK_MEGABYTES', key: 'cache.diskMegabytes', kind: 'number' },
  { name: 'CACHE_ORDER_DETAIL_TTL', key: 'cache.orderDetailTtl', kind: 'number' },
  { name: 'CACHE_TRACKING_TTL', key: 'cache.trackingTtl', kind: 'number' },
  { name: 'CACHE_ORDER_SEARCH_TTL', key: 'cache.orderSearchTtl', kind: 'number' },
  { name: 'MENDIAN_REDIS_URL', key: 'redis.url', kind: 'text' },
  { name: 'MENDIAN_REDIS_USERNAME', key: 'redis.username', kind: 'text' },
  { name: 'MENDIAN_REDIS_PASSWORD', key: 'redis.password', kind: 'text' },
  { name: 'MENDIAN_REDIS_CHAIN', key: 'redis.chain', kind: 'text' },
  { name: 'MENDIAN_REDIS_DATA_SET', key: 'redis.dataSet', kind: 'text' },
  { name: 'MENDIAN_OFFICE_URL', key: 'office.url', kind: 'text' },
  { name: 'MENDIAN_OFFICE_REPLICA_URL', key: 'office.replicaUrl', kind: 'text' },
  { name: 'MENDIAN_OFFICE_USER', key: 'office.user', kind: 'text' },
  { name: 'MENDIAN_OFFICE_PASSWORD', key: 'office.password', kind: 'text' },
  { name: 'MENDIAN_OFFICE_TLS', key: 'office.tls', kind: 'switch' },
  { name: 'MENDIAN_OFFICE_ROLE', key: 'office.role', kind: 'text' },
  { name: 'MENDIAN_OFFICE_STORES', key: 'office.stores', kind: 'list' },
  { name: 'MENDIAN_OFFICE_MAY_MIGRATE', key: 'office.mayMigrate', kind: 'switch' },
  { name: 'WARMUP_ENABLED', key: 'warmup.enabled', kind: 'switch' },
  { name: 'WARMUP_ORDER_DAYS', key: 'warmup.orderDays', kind: 'number' },
  { name: 'WARMUP_RATE_LIMIT', key: 'warmup.rateLimit', kind: 'number' },
  { name: 'WARMUP_PAUSE_ON_USER_REQUEST', key: 'warmup.pauseOnUserRequest', kind: 'switch' },
];

/** How people write yes and no. */
const SWITCH: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
};

export type Environment = Readonly<Record<string, string | undefined>>;
export type PlainObject = Record<string, unknown>;

function settingOf(text: string, kind: Kind, name: string): unknown {
  if (kind === 'text') return text;
  if (kind === 'list') return text.split(',').map((part) => part.trim());
  if (kind === 'switch') return switchOf(text, name);
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) {
    const problem = { en: `${name}: not a number`, 'zh-CN': `${name}：不是数字` };
    throw new AppError('CONFIG_INVALID', { details: { file: name, ...wordDetails('problem', problem) } });
  }
  return number;
}

function switchOf(text: string, name: string): boolean {
  const value = SWITCH[text.trim().toLowerCase()];
  if (value !== undefined) return value;
  const problem = { en: `${name}: neither true nor false`, 'zh-CN': `${name}：应为 true 或 false` };
  throw new AppError('CONFIG_INVALID', { details: { file: name, ...wordDetails('problem', problem) } });
}

/** Gives the settings of a file with those of the environment in their places. */
export function withEnvironment(file: PlainObject, env: Environment): PlainObject {
  const merged: PlainObject = structuredClone(file);
  for (const { name, key, kind } of ENVIRONMENT) {
    const text = env[name];
    if (text === undefined || text === '') continue;
    const [first = '', second] = key.split('.');
    if (second === undefined) merged[first] = settingOf(text, kind, name);
    else merged[first] = { ...(merged[first] as PlainObject | undefined), [second]: settingOf(text, kind, name) };
  }
  return merged;
}

/** Gives the variable that fixes a top-level setting now, or null. */
export function fixedBy(key: string, env: Environment): string | null {
  const entry = ENVIRONMENT.find((candidate) => candidate.key === key && Boolean(env[candidate.name]));
  return entry?.name ?? null;
}
