export type { QuotaApp, QuotaDay, QuotaEvent } from './counter.ts';
export { createQuota, type Quota, type QuotaOptions, type QuotaSubject } from './quota.ts';
export type { DayRule, QuotaLevel, QuotaState } from './quota-day.ts';
export { createShareQuota, type ShareQuotaOptions } from './share-quota.ts';
