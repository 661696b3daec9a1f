import { describe, expect, it } from 'vitest';
import { graphqlApi, read } from '../../../../../src-main/sync/platforms/shopify/request.ts';
import { refreshApi } from '../../../../../src-main/sync/platforms/shopify/shop.ts';

const shopApi = graphqlApi({
  name: 'shop',
  cost: () => 1,
  document: () => 'query shop { shop { name } }',
  variables: () => ({}),
  read: (data) => read.text(read.fields(data.shop).name),
});

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  shopApi.read({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, null);
const cost = (requested: number, actual: number | null, available: number) => ({
  requestedQueryCost: requested,
  actualQueryCost: actual,
  throttleStatus: { maximumAvailable: 2_000.0, currentlyAvailable: available, restoreRate: 100.0 },
});
const failing = (status: number, body: unknown, headers?: Record<string, string>) => {
  try {
    answer(status, body, headers);
  } catch (error) {
    return error;
  }
  throw new Error('it was expected to fail');
};

describe("Shopify's answer", () => {
  it('tells the bucket as it is now, and what the call took in the end', () => {
    const body = { data: { shop: { name: '小店' } }, extensions: { cost: cost(92, 17, 1_983) } };
    expect(answer(200, body)).toEqual({
      value: '小店',
      limit: { available: 1_983, maximum: 2_000, restorePerSecond: 100 },
    });
  });

  it('without the cost is still an answer', () => {
    expect(answer(200, { data: { shop: { name: 'x' } } })).toEqual({ value: 'x' });
  });

  it('that throttles with status 200 asks for the time until the call is affordable', () => {
    const body = {
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: { cost: cost(752, null, 100) },
    };
    // (752 − 100) points at 100 a second.
    expect(failing(200, body)).toMatchObject({
      code: 'PLATFORM_THROTTLED',
      action: 'throttle',
      details: { retryAfterMilliseconds: 6_520 },
    });
  });

  it.each([
    ['2.0', 2_000],
    ['7', 7_000],
  ])('that throttles with status 429 and Retry-After %s is believed', (after, retryAfterMilliseconds) => {
    expect(failing(429, { errors: 'Exceeded' }, { 'retry-after': after })).toMatchObject({
      action: 'throttle',
      details: { retryAfterMilliseconds },
    });
  });

  it('whose errors are a text is read as well as one whose errors are a list', () => {
    expect(failing(401, { errors: '[API] Invalid API key or access token' })).toMatchObject({ action: 'reauthorise' });
    expect(failing(200, { errors: [{ message: 'x', extensions: { code: 'undefinedField' } }] })).toMatchObject({
      action: 'refuse',
      details: { code: 'undefinedField' },
    });
  });

  it('with neither data nor errors cannot be read', () => {
    expect(failing(200, {})).toMatchObject({ code: 'PLATFORM_UNREADABLE', action: 'retry' });
  });
});

describe('a request to Shopify', () => {
  const access = { baseUrl: 'https://stand-in.myshopify.com', credentials: { accessToken: 'shpat_x' } };

  it('goes to the version of the API that it was written for, with the token in its header', () => {
    expect(shopApi.build(null, access, 0)).toMatchObject({
      method: 'POST',
      url: 'https://stand-in.myshopify.com/admin/api/2026-10/graphql.json',
      headers: { 'x-shopify-access-token': 'shpat_x' },
    });
  });

  it('without a token asks for one first', () => {
    const build = () => shopApi.build(null, { ...access, credentials: {} }, 0);
    expect(build).toThrow(expect.objectContaining({ action: 'reauthorise' }));
  });

  it('for a token needs the id and the secret of the app', () => {
    expect(() => refreshApi.build(null, access, 0)).toThrow(expect.objectContaining({ code: 'PLATFORM_SIGN_IN' }));
    const credentials = { clientId: 'c', clientSecret: 's' };
    expect(refreshApi.build(null, { ...access, credentials }, 0).body).toBe(
      'grant_type=client_credentials&client_id=c&client_secret=s',
    );
  });

  it('for a token learns when the token runs out from the answer’s own clock', () => {
    const headers = { date: 'Sun, 01 Mar 2026 00:00:00 GMT' };
    const body = JSON.stringify({ access_token: 'shpat_new', expires_in: 86_399 });
    expect(refreshApi.read({ status: 200, headers, body }, null).value).toEqual({
      credentials: { accessToken: 'shpat_new' },
      expiresAt: Date.parse('2026-03-01T23:59:59Z'),
    });
  });
});
