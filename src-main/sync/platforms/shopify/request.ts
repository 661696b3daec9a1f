/** One GraphQL call of the Admin API, its answer's envelope, and what it says of the bucket of points that calls are paid from. */
import { AppError } from '#shared/domain/app-error.ts';
import type { LimitNews } from '../../../resilience/index.ts';
import {
  type Fields,
  faultOf,
  fieldReader,
  type HttpRequest,
  type HttpResponse,
  type PlatformApi,
  readJson,
  readRetryAfter,
  type ShopAccess,
} from '../../platform/index.ts';
import { SHOPIFY_FAULTS } from './faults.ts';

export const API_VERSION = '2026-10';
export const read = fieldReader('shopify');

const SECOND = 1_000;

export interface GraphqlCall<Args, Result> {
  /** The root field, which is the operation's name too. */
  readonly name: string;
  readonly writes?: boolean;
  /** Points that Shopify reserves for it before it runs. */
  readonly cost: (args: Args) => number;
  readonly document: (args: Args) => string;
  readonly variables: (args: Args, access: ShopAccess) => Readonly<Record<string, unknown>>;
  readonly read: (data: Fields, args: Args) => Result;
}

export function graphqlApi<Args, Result>(call: GraphqlCall<Args, Result>): PlatformApi<Args, Result> {
  const { name, writes = false, cost, document, variables } = call;
  return {
    name,
    writes,
    cost,
    build(args, access) {
      const body = { query: document(args), operationName: name, variables: variables(args, access) };
      return graphqlRequest(access, JSON.stringify(body));
    },
    read(response, args) {
      const { data, limit } = openAnswer(response);
      const value = call.read(data, args);
      return limit ? { value, limit } : { value };
    },
  };
}

function graphqlRequest(access: ShopAccess, body: string): HttpRequest {
  const { accessToken } = access.credentials;
  // Without one the app signs in by its own id and secret first.
  if (!accessToken) throw new AppError('PLATFORM_SIGN_IN', { action: 'reauthorise', details: { platform: 'shopify' } });
  return {
    method: 'POST',
    url: `${access.baseUrl}/admin/api/${API_VERSION}/graphql.json`,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-shopify-access-token': accessToken,
    },
    body,
  };
}

/** @throws AppError as SHOPIFY_FAULTS says, also where the HTTP status is 200. */
function openAnswer(response: HttpResponse): { readonly data: Fields; readonly limit: LimitNews | null } {
  const body = read.fields(readJson(response, 'shopify'));
  const cost = costOf(body);
  // Errors are a list where a query failed, and a text where the request never came to that.
  const [error] = Array.isArray(body.errors) ? read.list(body.errors, 'errors') : [];
  if (error || body.errors !== undefined || response.status >= 400) throw faultIn(response, body, error, cost);
  if (body.data === undefined || body.data === null) read.id(null, 'data');
  return { data: read.fields(body.data), limit: cost?.limit ?? null };
}

interface Cost {
  readonly limit: LimitNews;
  readonly requested: number;
}

function costOf(body: Fields): Cost | null {
  const cost = read.fields(read.fields(body.extensions).cost);
  const status = read.fields(cost.throttleStatus);
  const maximum = Number(status.maximumAvailable);
  const available = Number(status.currentlyAvailable);
  const restorePerSecond = Number(status.restoreRate);
  const requested = Number(cost.requestedQueryCost);
  if (![maximum, available, restorePerSecond, requested].every(Number.isFinite)) return null;
  return { limit: { available, maximum, restorePerSecond }, requested };
}

function faultIn(response: HttpResponse, body: Fields, error: Fields | undefined, cost: Cost | null): AppError {
  const code = read.text(read.fields(error?.extensions).code) ?? read.text(body.error);
  const retryAfter = readRetryAfter(response);
  return faultOf(SHOPIFY_FAULTS, {
    platform: 'shopify',
    codes: code === null && response.status >= 400 ? [response.status] : [code],
    said: read.text(error?.message) ?? read.text(body.errors) ?? read.text(body.error_description),
    status: response.status,
    retryAfterMilliseconds: retryAfter ?? (code === 'THROTTLED' && cost ? untilAffordable(cost) : null),
  });
}

/** Until the bucket holds what the call asks for. */
function untilAffordable({ requested, limit }: Cost): number {
  return Math.ceil(((requested - limit.available) / limit.restorePerSecond) * SECOND);
}
