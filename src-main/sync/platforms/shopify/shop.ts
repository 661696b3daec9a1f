/** Who the shop is, and a new token for an app that signs in by its own id and secret. */
import { AppError } from '#shared/domain/app-error.ts';
import { parseHttpDate } from '../../../resilience/index.ts';
import {
  type FreshTokens,
  faultOf,
  type PlatformApi,
  readJson,
  readRetryAfter,
  type ShopInfo,
} from '../../platform/index.ts';
import { SHOPIFY_FAULTS } from './faults.ts';
import { idOfGid } from './ids.ts';
import { graphqlApi, read } from './request.ts';

const SECOND = 1_000;

export const shopApi = graphqlApi<null, ShopInfo>({
  name: 'shop',
  cost: () => 1,
  document: () => 'query shop { shop { id name currencyCode ianaTimezone } }',
  variables: () => ({}),
  read(data) {
    const shop = read.fields(data.shop);
    return {
      shopId: idOfGid(read.id(shop.id, 'shop.id')),
      title: read.text(shop.name) ?? '',
      currency: read.text(shop.currencyCode),
      timeZone: read.text(shop.ianaTimezone),
    };
  },
});

/** The client credentials grant of apps that a merchant makes for the own shop: tokens of 24 hours. */
export const refreshApi: PlatformApi<null, FreshTokens> = {
  name: 'oauth/access_token',
  writes: true,
  // Not paid from the bucket of points.
  cost: () => 0,
  build(_, access) {
    const { clientId, clientSecret } = access.credentials;
    if (!clientId || !clientSecret) {
      throw new AppError('PLATFORM_SIGN_IN', { action: 'reauthorise', details: { platform: 'shopify', unsent: true } });
    }
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    return {
      method: 'POST',
      url: `${access.baseUrl}/admin/oauth/access_token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
    };
  },
  read(response) {
    const body = read.fields(readJson(response, 'shopify'));
    const { status } = response;
    if (status >= 400) {
      throw faultOf(SHOPIFY_FAULTS, {
        platform: 'shopify',
        codes: [read.text(body.error) ?? status],
        said: read.text(body.error_description),
        status,
        retryAfterMilliseconds: readRetryAfter(response),
      });
    }
    const answeredAt = parseHttpDate(response.headers.date);
    const lasts = (read.count(body.expires_in, 1, 'expires_in') ?? 0) * SECOND;
    return {
      value: {
        credentials: { accessToken: read.id(body.access_token, 'access_token') },
        expiresAt: lasts > 0 && answeredAt !== null ? answeredAt + lasts : null,
      },
    };
  },
};
