/** One call of 1688: a signed form to a path that names the API, and the two places where its answers tell of errors. */
import type { AppError } from '#shared/domain/app-error.ts';
import { parseHttpDate } from '../../../resilience/index.ts';
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
import { FAULTS_1688, THROTTLE_WAIT } from './faults.ts';
import { sign1688 } from './signing.ts';

export const read = fieldReader('1688');

/** Parameters without a value are left out; complex ones are JSON texts. */
export type Params1688 = Readonly<Record<string, string | number | boolean | null>>;

export interface Api1688Options {
  readonly writes?: boolean;
  /** Without a shop's token. */
  readonly open?: boolean;
  /** What became of each item stands in the result, also where not all went well. */
  readonly inParts?: boolean;
}

/** What came besides the body. */
export interface Answered {
  /** UTC milliseconds by 1688's own clock; null where the answer does not say. */
  readonly at: number | null;
}

/** @param namespace such as `com.alibaba.trade`. */
export function api1688<Args, Result>(
  namespace: string,
  name: string,
  params: (args: Args, access: ShopAccess) => Params1688,
  readBody: (body: Fields, answered: Answered) => Result,
  { writes = false, open = false, inParts = false }: Api1688Options = {},
): PlatformApi<Args, Result> {
  return {
    name,
    writes,
    cost: () => 1,
    build: (args, access, now) => build1688(`1/${namespace}/${name}`, params(args, access), access, now, open),
    read: (response) => ({
      value: readBody(openBody(response, inParts), { at: parseHttpDate(response.headers.date) }),
    }),
  };
}

function build1688(api: string, params: Params1688, access: ShopAccess, now: number, open: boolean): HttpRequest {
  const { appKey = '', appSecret = '', accessToken = '' } = access.credentials;
  const path = `param2/${api}/${appKey}`;
  const all: Record<string, string> = { ...(open ? {} : { access_token: accessToken }), _aop_timestamp: String(now) };
  for (const [name, value] of Object.entries(params)) if (value !== null) all[name] = String(value);
  return {
    method: 'POST',
    url: `${access.baseUrl}/openapi/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    // The + of an offset must not become a space on the way.
    body: new URLSearchParams({ ...all, _aop_signature: sign1688(path, all, appSecret) }).toString(),
  };
}

/** @throws AppError as FAULTS_1688 says. */
function openBody(response: HttpResponse, inParts: boolean): Fields {
  const body = read.fields(readJson(response, '1688'));
  const { status } = response;
  if (status >= 400 || body.error_code !== undefined) {
    throw fault([read.text(body.error_code), status], read.text(body.error_message), status);
  }
  const isRefused = read.text(body.errorCode) !== null || body.success === false || body.success === 'false';
  if (isRefused && !(inParts && read.list(body.result, 'result').length > 0)) {
    throw fault([read.text(body.errorCode) ?? 'success=false'], read.text(body.errorMessage), status);
  }
  return body;
}

/** @param codes the most telling first. */
export function fault(codes: readonly (string | number | null)[], said: string | null, status?: number): AppError {
  const isThrottled = codes.some((code) => String(code).startsWith('gw.Qos'));
  const retryAfterMilliseconds = isThrottled ? THROTTLE_WAIT : null;
  return faultOf(FAULTS_1688, { platform: '1688', codes, said, status, retryAfterMilliseconds });
}
