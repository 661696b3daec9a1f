/** One call of TOP: a signed form to the one address that all methods share, and the envelope of its answers. */
import {
  type Fields,
  faultOf,
  fieldReader,
  type HttpRequest,
  type HttpResponse,
  type PlatformApi,
  readJson,
  type ShopAccess,
  writeChinaTime,
} from '../../platform/index.ts';
import { TOP_FAULTS } from './faults.ts';
import { signTop } from './signing.ts';

export const read = fieldReader('taobao');

/** Parameters that have no value are left out, as the signature leaves them out. */
export type TopParams = Readonly<Record<string, string | number | null>>;

const SIGN_METHOD = 'hmac-sha256';
const BAN = /ban will last for (\d+) more seconds/i;
const SECOND = 1_000;

/** @param readRoot reads what stands within the answer's envelope. */
export function topApi<Args, Result>(
  name: string,
  params: (args: Args, access: ShopAccess) => TopParams,
  readRoot: (root: Fields, args: Args) => Result,
  { writes = false, session = true }: { readonly writes?: boolean; readonly session?: boolean } = {},
): PlatformApi<Args, Result> {
  return {
    name,
    writes,
    cost: () => 1,
    build: (args, access, now) => buildTop(name, params(args, access), access, now, session),
    read: (response, args) => ({ value: readRoot(openEnvelope(name, response), args) }),
  };
}

function buildTop(method: string, params: TopParams, access: ShopAccess, now: number, session: boolean): HttpRequest {
  const { appKey = '', appSecret = '', session: token = '' } = access.credentials;
  const all: Record<string, string> = {
    method,
    app_key: appKey,
    ...(session ? { session: token } : {}),
    timestamp: writeChinaTime(now),
    format: 'json',
    v: '2.0',
    sign_method: SIGN_METHOD,
  };
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== '') all[name] = String(value);
  }
  return {
    method: 'POST',
    url: `${access.baseUrl}/router/rest`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ ...all, sign: signTop(all, appSecret, SIGN_METHOD) }).toString(),
  };
}

/** @throws AppError as TOP_FAULTS says, also where the HTTP status is 200. */
function openEnvelope(method: string, response: HttpResponse): Fields {
  const body = read.fields(readJson(response, 'taobao'));
  if (body.error_response !== undefined) throw faultIn(read.fields(body.error_response), response.status);
  const root = body[`${method.replace(/^taobao\./, '').replaceAll('.', '_')}_response`];
  // An answer without its envelope is none of this method's.
  if (root === undefined) read.id(null, method);
  return read.fields(root);
}

function faultIn(error: Fields, status: number): Error {
  const said = read.text(error.sub_msg) ?? read.text(error.msg);
  const seconds = BAN.exec(said ?? '')?.[1];
  return faultOf(TOP_FAULTS, {
    platform: 'taobao',
    codes: [read.text(error.sub_code), read.text(error.code)],
    said,
    status,
    retryAfterMilliseconds: seconds === undefined ? null : Number(seconds) * SECOND,
  });
}

/** Lists are wrapped twice, `{"trades": {"trade": […]}}`; empty ones may be missing. */
export function wrapped(value: unknown, name: string): readonly Fields[] {
  const isWrapped = typeof value === 'object' && value !== null && !Array.isArray(value);
  return read.list(isWrapped ? read.fields(value)[name] : value, name);
}
