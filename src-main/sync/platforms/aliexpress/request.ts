/** Signed calls: business calls to `/sync`, named by a parameter, and system calls to a path of their own; and their envelopes. */
import type { AppError } from '#shared/domain/app-error.ts';
import {
  type Fields,
  faultOf,
  fieldReader,
  type HttpRequest,
  type HttpResponse,
  type PlatformApi,
  readJson,
  type ShopAccess,
} from '../../platform/index.ts';
import { ALIEXPRESS_FAULTS } from './faults.ts';
import { signAliexpress } from './signing.ts';

export const read = fieldReader('aliexpress');

/** Structures are sent as JSON texts. */
export type Params = Readonly<Record<string, string | object | null>>;

const SECOND = 1_000;
const BAN = /ban will last (?:for )?(\d+)/i;
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

/** A business call. `readRoot` reads what stands within the answer's envelope. */
export function syncApi<Args, Result>(
  name: string,
  params: (args: Args) => Params,
  readRoot: (root: Fields, args: Args) => Result,
  { writes = false }: { readonly writes?: boolean } = {},
): PlatformApi<Args, Result> {
  return {
    name,
    writes,
    cost: () => 1,
    build(args, access, now) {
      const { accessToken = '' } = access.credentials;
      const common = { method: name, access_token: accessToken, format: 'json', v: '2.0' };
      return build(`${access.baseUrl}/sync`, '', { ...common, ...params(args) }, access, now);
    },
    read: (response, args) => ({ value: readRoot(openEnvelope(name, response), args) }),
  };
}

/** A system call, such as that for a new token: it is signed with its path, and knows no token. */
export function restApi<Args, Result>(
  path: string,
  params: (args: Args, access: ShopAccess) => Params,
  readBody: (body: Fields) => Result,
): PlatformApi<Args, Result> {
  return {
    name: path,
    writes: true,
    cost: () => 1,
    build: (args, access, now) => build(`${access.baseUrl}/rest${path}`, path, params(args, access), access, now),
    read: (response) => ({ value: readBody(openBody(response)) }),
  };
}

function build(url: string, path: string, params: Params, access: ShopAccess, now: number): HttpRequest {
  const { appKey = '', appSecret = '' } = access.credentials;
  const all: Record<string, string> = { app_key: appKey, timestamp: String(now), sign_method: 'sha256' };
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== '') all[name] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  const sign = signAliexpress(path, all, appSecret);
  return { method: 'POST', url, headers: FORM, body: new URLSearchParams({ ...all, sign }).toString() };
}

/** @throws AppError as ALIEXPRESS_FAULTS says, also where the HTTP status is 200. */
function openBody(response: HttpResponse): Fields {
  const body = read.fields(readJson(response, 'aliexpress'));
  if (body.error_response !== undefined) throw faultIn(read.fields(body.error_response), response.status);
  const code = read.text(body.code);
  if ((code !== null && code !== '0') || response.status >= 400) throw faultIn(body, response.status);
  return body;
}

function openEnvelope(method: string, response: HttpResponse): Fields {
  const root = openBody(response)[`${method.replaceAll('.', '_')}_response`];
  // An answer without its envelope is none of this method's.
  if (root === undefined) read.id(null, method);
  return read.fields(root);
}

function faultIn(error: Fields, status: number): AppError {
  const said = read.text(error.sub_msg) ?? read.text(error.msg) ?? read.text(error.message);
  const seconds = BAN.exec(said ?? '')?.[1];
  return faultOf(ALIEXPRESS_FAULTS, {
    platform: 'aliexpress',
    codes: [read.text(error.sub_code), read.text(error.code), read.text(error.type)],
    said,
    status,
    retryAfterMilliseconds: seconds === undefined ? null : Number(seconds) * SECOND,
  });
}

/** What a business call gives within a normal envelope. @throws AppError where it says that it failed. */
export function openResult(root: Fields): Fields {
  const result = read.fields(root.result);
  if (result.success === false || result.success === 'false') {
    throw businessFault(read.text(result.error_code), read.text(result.error_message) ?? read.text(result.error_msg));
  }
  return result;
}

export function businessFault(code: string | null, said: string | null): AppError {
  return faultOf(ALIEXPRESS_FAULTS, { platform: 'aliexpress', codes: [code], said });
}

/** Lists are wrapped in an object of one field, whose name differs from call to call; simplified ones are not. */
export function unwrap(value: unknown, name: string): readonly Fields[] {
  const isWrapped = typeof value === 'object' && value !== null && !Array.isArray(value);
  return read.list(isWrapped ? Object.values(value).find(Array.isArray) : value, name);
}
