/** Shopify's Admin API: real GraphQL over a FakeShop, paid from a bucket of points, with tokens that an app can renew by itself. */
import { type DocumentNode, executeSync, GraphQLError, parse, validate } from 'graphql';
import type { HttpRequest, HttpResponse } from '../../../src-main/sync/platform/index.ts';
import { actAsPlatform, json, type PartialFailure } from '../act-as-platform.ts';
import { createBucket } from '../bucket.ts';
import { bigId, createFakeShop } from '../create-fake-shop.ts';
import type { CreateFakePlatform } from '../fake-platform.ts';
import { actualCost, DEAREST_QUERY, LONGEST_PAGE, requestedCost, type Variables } from './cost.ts';
import { createMutations, type RequestContext } from './mutations.ts';
import { createQueries } from './queries.ts';
import { schema } from './schema.ts';
import { createViews, itemOf, LOCATION } from './views.ts';
import { collectWebhooks } from './webhooks.ts';

const TOKEN_PATH = '/admin/oauth/access_token';
const GRAPHQL_PATH = /^\/admin\/api\/(\d{4}-(?:01|04|07|10))\/graphql\.json$/;
const DAY_SECONDS = 86_399;
const CLIENT_ID = 'f1a2b3c4d5e6';
const CLIENT_SECRET = 'shpss_stand_in';
const WRONG_TOKEN = '[API] Invalid API key or access token (unrecognized login or wrong password)';

interface Prepared {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
  readonly variables: Variables;
  readonly points: number;
}

export const createFakeShopify: CreateFakePlatform = (options) => {
  const { now } = options;
  const shop = createFakeShop({
    shopId: '820982911946154508',
    title: 'Stand-in 小店',
    currency: 'USD',
    now,
    ids: {
      order: (n) => ({ number: `#${1_000 + n}`, remoteId: bigId(3, n) }),
      line: (n) => bigId(2, n),
      product: (n) => bigId(6, n),
      variant: (n) => bigId(4, n),
      listing: (product, variant) => `${product}/${variant}/${itemOf(variant)}`,
    },
  });
  const { perSecond, burst } = options.rate ?? { perSecond: 100, burst: 2_000 };
  const bucket = createBucket({ maximum: burst, perSecond, now });
  const views = createViews(shop);
  const root = { ...createQueries(shop, views), ...createMutations(shop, views, now) };
  const documents = new Map<string, Omit<Prepared, 'variables' | 'points'>>();
  const prepared = new WeakMap<HttpRequest, Prepared>();
  let tokens = 1;
  let token = `shpat_stand_in_${tokens}`;
  const firstToken = token;

  const pathOf = ({ url }: HttpRequest) => new URL(url).pathname;
  const answer = (status: number, body: object) =>
    json(status, JSON.stringify(body), { date: new Date(now()).toUTCString() });

  function prepare(request: HttpRequest): Prepared {
    const known = prepared.get(request);
    if (known) return known;
    const { query = '', variables = {} } = JSON.parse(request.body ?? '{}') as {
      query?: string;
      variables?: Variables;
    };
    let read = documents.get(query);
    if (!read) {
      read = readDocument(query);
      documents.set(query, read);
    }
    const errors = [...read.errors];
    const { points, longest } = errors.length > 0 ? { points: 0, longest: 0 } : requestedCost(read.document, variables);
    if (longest > LONGEST_PAGE) errors.push(failure(`first cannot exceed ${LONGEST_PAGE}`, 'BAD_USER_INPUT'));
    if (points > DEAREST_QUERY)
      errors.push(failure(`Query cost is ${points}, which exceeds the single query max cost`, 'MAX_COST_EXCEEDED'));
    const ready = { document: read.document, errors, variables, points: errors.length > 0 ? 0 : points };
    prepared.set(request, ready);
    return ready;
  }

  function extensions(requested: number, actual: number | null, available = Math.floor(bucket.available())) {
    const throttleStatus = { maximumAvailable: burst, currentlyAvailable: available, restoreRate: perSecond };
    return { cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus } };
  }

  function refresh(request: HttpRequest): HttpResponse {
    const form = new URLSearchParams(request.body ?? '');
    const isKnown = form.get('client_id') === CLIENT_ID && form.get('client_secret') === CLIENT_SECRET;
    if (form.get('grant_type') !== 'client_credentials') return answer(400, { error: 'unsupported_grant_type' });
    if (!isKnown) return answer(401, { error: 'invalid_client', error_description: 'client credentials are wrong' });
    tokens++;
    token = `shpat_stand_in_${tokens}`;
    return answer(200, { access_token: token, scope: 'read_orders,write_orders', expires_in: DAY_SECONDS });
  }

  function execute(request: HttpRequest, partial: PartialFailure | null): HttpResponse {
    const { document, errors, variables, points } = prepare(request);
    if (errors.length > 0)
      return answer(200, { errors: errors.map((error) => error.toJSON()), extensions: extensions(points, null) });
    let row = 0;
    const contextValue: RequestContext = {
      nextFailure: () => (partial?.places.includes(row++) ? partial.code : null),
    };
    const result = executeSync({ schema, document, rootValue: root, variableValues: variables, contextValue });
    const isWrite = document.definitions.some((it) => 'operation' in it && it.operation === 'mutation');
    const actual = isWrite ? points : Math.min(points, actualCost(result.data) - 1);
    bucket.giveBack(points - actual);
    return answer(200, { ...result, extensions: extensions(points, actual) });
  }

  return actAsPlatform(
    {
      name: 'shopify',
      shop,
      credentials: {
        shop: 'stand-in',
        accessToken: firstToken,
        clientId: CLIENT_ID,
        clientSecret: CLIENT_SECRET,
        locationId: LOCATION,
      },
      rate: { perSecond, burst },
      apiOf(request) {
        if (pathOf(request) === TOKEN_PATH) return 'oauth/access_token';
        return /"operationName":"(\w+)"/.exec(request.body ?? '')?.[1] ?? 'graphql';
      },
      admit(request) {
        if (!GRAPHQL_PATH.test(pathOf(request)) || request.headers['x-shopify-access-token'] !== token) return 0;
        return bucket.take(prepare(request).points);
      },
      answer(request, _, partial) {
        if (pathOf(request) === TOKEN_PATH) return refresh(request);
        if (!GRAPHQL_PATH.test(pathOf(request))) return answer(404, { errors: 'Not Found' });
        if (request.headers['x-shopify-access-token'] !== token) return answer(401, { errors: WRONG_TOKEN });
        return execute(request, partial);
      },
      throttled(_, seconds, request) {
        const { points } = prepare(request);
        const available = Math.floor(points - seconds * perSecond);
        // A pause that no bucket can stand for comes from the edge before the API.
        if (available < 0) {
          return json(429, JSON.stringify({ errors: 'Exceeded rate limit' }), { 'retry-after': seconds.toFixed(1) });
        }
        const documentation = 'https://shopify.dev/api/usage/rate-limits';
        const errors = [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation } }];
        return answer(200, { errors, extensions: extensions(points, null, available) });
      },
      refused(_, code) {
        if (/^\d{3}$/.test(code)) return answer(Number(code), { errors: `HTTP ${code}` });
        return answer(200, { errors: [{ message: `${code} (stand-in)`, extensions: { code } }] });
      },
      expireToken() {
        tokens++;
        token = `shpat_stand_in_${tokens}`;
      },
      takeWebhooks: collectWebhooks(shop, CLIENT_SECRET, now),
    },
    options,
  );
};

function failure(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

function readDocument(query: string): Omit<Prepared, 'variables' | 'points'> {
  try {
    const document = parse(query);
    return { document, errors: validate(schema, document) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      document: { kind: 'Document', definitions: [] } as unknown as DocumentNode,
      errors: [failure(message, 'parseError')],
    };
  }
}
