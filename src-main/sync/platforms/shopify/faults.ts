/**
 * What Shopify's errors mean: codes of its GraphQL answers and user errors, and HTTP statuses where there is no code. Business
 * errors that are not named here refuse the item.
 */
import type { FaultRule } from '../../platform/index.ts';

export const SHOPIFY_FAULTS: readonly FaultRule[] = [
  { code: 'THROTTLED', action: 'throttle' },
  { code: '429', action: 'throttle' },
  { code: '430', action: 'throttle' },
  // The token was taken back, lacks a scope, or the shop is frozen: it concerns every call alike, and nothing is parked for it.
  { code: '401', action: 'reauthorise' },
  { code: '402', action: 'reauthorise' },
  { code: '403', action: 'reauthorise' },
  { code: 'ACCESS_DENIED', action: 'reauthorise' },
  { code: 'SHOP_INACTIVE', action: 'reauthorise' },
  { code: 'invalid_client', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: 'application_cannot_be_found', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: '404', action: 'reauthorise', as: 'CREDENTIALS_WRONG' },
  { code: '423', action: 'retry', unsent: true },
  { code: 'INTERNAL_SERVER_ERROR', action: 'retry' },
  { code: 'TIMEOUT', action: 'retry' },
  { code: 'SERVICE_UNAVAILABLE', action: 'retry' },
  // The same change is being carried out by a call of ours that is still under way.
  { code: 'IDEMPOTENCY_CONCURRENT_REQUEST', action: 'retry' },
  // The key was used for another change: never to be sent again as it is.
  { code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH', action: 'park' },
  { code: 'MAX_COST_EXCEEDED', action: 'refuse' },
];
