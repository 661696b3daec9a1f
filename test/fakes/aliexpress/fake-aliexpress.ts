/** AliExpress's gateway over a FakeShop: it checks the app, the clock, the signature and the token before a call is carried out. */
import { createHmac } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../../../src-main/sync/platform/index.ts';
import { actAsPlatform, json } from '../act-as-platform.ts';
import { bare, toJson } from '../bare-numbers.ts';
import { bigId, createFakeShop } from '../create-fake-shop.ts';
import type { CreateFakePlatform } from '../fake-platform.ts';
import { type Method, MethodError, type Params } from './method.ts';
import { orderMethods } from './orders.ts';
import { productMethods } from './products.ts';

const APP_KEY = '500123';
const APP_SECRET = 'stand-in-app-secret';
const REFRESH_PATH = '/auth/token/refresh';
const TOLERANCE = 2 * 3_600_000;
const TOKEN_SECONDS = 86_400;

interface GatewayError {
  readonly type: 'ISV' | 'ISP' | 'SYSTEM';
  readonly code: string;
  readonly msg: string;
  readonly sub_code?: string;
}

export const createFakeAliexpress: CreateFakePlatform = (options) => {
  const { now } = options;
  const shop = createFakeShop({
    shopId: '9100000000000001',
    title: 'Stand-in Store 小店',
    currency: 'USD',
    now,
    ids: {
      order: (n) => ({ number: bigId(8, n), remoteId: bigId(8, n) }),
      line: (n) => bigId(7, n),
      product: (n) => bigId(1, n),
      variant: (n) => bigId(2, n),
      listing: (product, _, sku) => `${product}/${sku}`,
    },
  });
  const methods: Readonly<Record<string, Method>> = {
    ...orderMethods(shop),
    ...productMethods(shop),
    'aliexpress.solution.merchant.profile.get': () => ({
      country_code: 'CN',
      merchant_login_id: 'cn1520000000',
      shop_id: bare(shop.shopId),
      shop_name: shop.title,
      shop_type: 'official',
    }),
  };
  let tokens = 1;
  let accessToken = tokenOf(tokens);
  let refreshToken = refreshTokenOf(tokens);

  const paramsOf = ({ body }: HttpRequest): Params => Object.fromEntries(new URLSearchParams(body ?? ''));
  const pathOf = ({ url }: HttpRequest) => new URL(url).pathname.replace(/^.*\/rest(?=\/)/, '');
  const isSync = (request: HttpRequest) => pathOf(request).endsWith('/sync');

  function refuse(request: HttpRequest, error: GatewayError): HttpResponse {
    const { type, code, msg, sub_code } = error;
    const request_id = '2101d05f17440750947504528';
    if (isSync(request))
      return json(200, JSON.stringify({ error_response: { type, code, msg, sub_code, request_id } }));
    return json(200, JSON.stringify({ type, code, message: msg, request_id }));
  }

  function problemOf(request: HttpRequest, params: Params): GatewayError | null {
    const isv = (code: string, msg: string): GatewayError => ({ type: 'ISV', code, msg });
    if (params.app_key !== APP_KEY) return isv('IllegalAppKey', 'The app key is illegal');
    if (!(Math.abs(Number(params.timestamp) - now()) <= TOLERANCE))
      return isv('IllegalTimestamp', 'The timestamp is illegal');
    const path = isSync(request) ? '' : pathOf(request);
    if (params.sign_method !== 'sha256' || params.sign !== signatureOf(path, params)) {
      return isv('IncompleteSignature', 'The request signature does not conform to platform standards');
    }
    if (!isSync(request))
      return path === REFRESH_PATH ? null : isv('InvalidApiPath', 'The specified API path is invalid');
    const token = params.access_token ?? params.session;
    if (token !== accessToken) return isv('IllegalAccessToken', 'The specified access token is invalid or expired');
    return null;
  }

  function refresh(request: HttpRequest, params: Params): HttpResponse {
    if (params.refresh_token !== refreshToken) {
      return refuse(request, {
        type: 'ISV',
        code: 'IllegalRefreshToken',
        msg: 'The specified refresh token is invalid or expired',
      });
    }
    tokens++;
    accessToken = tokenOf(tokens);
    refreshToken = refreshTokenOf(tokens);
    const body = {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: TOKEN_SECONDS,
      refresh_expires_in: 2 * TOKEN_SECONDS,
      expire_time: now() + TOKEN_SECONDS * 1_000,
      user_id: bare('2671514005123456789'),
      seller_id: bare(shop.shopId),
      account_platform: 'seller_center',
      sp: 'ae',
      code: '0',
      request_id: '0ba2887315178178017221014',
    };
    return json(200, toJson(body));
  }

  return actAsPlatform(
    {
      name: 'aliexpress',
      shop,
      credentials: { appKey: APP_KEY, appSecret: APP_SECRET, accessToken, refreshToken },
      rate: { perSecond: 20, burst: 40 },
      apiOf: (request) => (isSync(request) ? (paramsOf(request).method ?? 'sync') : pathOf(request)),
      answer(request, api, partial) {
        const params = paramsOf(request);
        const problem = problemOf(request, params);
        if (problem) return refuse(request, problem);
        if (!isSync(request)) return refresh(request, params);
        const method = methods[api];
        if (!method)
          return refuse(request, { type: 'ISV', code: 'InvalidApiPath', msg: 'The specified API is invalid' });
        try {
          const failureAt = (place: number) => (partial?.places.includes(place) ? partial.code : null);
          const root = method(params, { failureAt });
          return json(200, toJson({ [`${api.replaceAll('.', '_')}_response`]: { ...root, request_id: 'abc' } }));
        } catch (error) {
          if (!(error instanceof MethodError)) throw error;
          return refuse(request, { type: 'ISV', code: error.code, msg: error.message });
        }
      },
      throttled: (_, seconds, request) =>
        refuse(request, {
          type: 'ISV',
          code: 'AppApiCallLimit',
          msg: `The frequency of app access to the api exceeds the limit. this ban will last ${Math.ceil(seconds)} seconds`,
        }),
      refused: (_, code, subCode) =>
        json(
          200,
          JSON.stringify({
            error_response: {
              type: /^(Service|Internal)/.test(code) ? 'ISP' : 'ISV',
              code: /^\d+$/.test(code) ? Number(code) : code,
              msg: 'refused by the stand-in',
              sub_code: subCode,
              request_id: 'abc',
            },
          }),
        ),
      expireToken() {
        accessToken = tokenOf(0);
      },
    },
    options,
  );
};

const tokenOf = (n: number) => `50000${n}00stand-in-access`;
const refreshTokenOf = (n: number) => `50001${n}00stand-in-refresh`;

/** Written down a second time, from the published description: the adapter must not be checked by its own code. */
function signatureOf(path: string, params: Params): string {
  const pairs = Object.entries(params).filter(([name, value]) => name !== 'sign' && value !== '');
  pairs.sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return createHmac('sha256', APP_SECRET).update(path).update(pairs.flat().join('')).digest('hex').toUpperCase();
}
