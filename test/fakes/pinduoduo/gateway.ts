/** What Pinduoduo's gateway checks before a call is carried out, and how it answers. */
import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../../../src-main/sync/platform/index.ts';
import { json } from '../act-as-platform.ts';
import { toJson } from '../bare-numbers.ts';

export type PddCall = Readonly<Record<string, unknown>>;

interface PddError {
  readonly code: number;
  readonly message: string;
  readonly subCode?: string | undefined;
  readonly subMessage?: string | undefined;
}

/** A call is turned down by throwing it. */
export class PddRefusal extends Error {
  readonly error: PddError;

  constructor(error: PddError) {
    super(error.message);
    this.error = error;
  }
}

export function refuse(code: number, message: string, subMessage?: string): never {
  throw new PddRefusal({ code, message, subMessage });
}

/** The shop's own services refuse with one code, and explain. */
export function refuseBusiness(subMessage: string, subCode = '50001'): never {
  throw new PddRefusal({ code: 50001, message: '业务服务错误', subCode, subMessage });
}

const TOLERANCE = 10 * 60_000;
const WITHOUT_TOKEN = ['pdd.logistics.companies.get', 'pdd.pop.auth.token.refresh'];

export function readCall({ body }: HttpRequest): PddCall {
  return JSON.parse(body ?? '{}') as PddCall;
}

export interface GatewayKeys {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessToken: string;
  readonly expired: ReadonlySet<string>;
}

/** @throws PddRefusal in the order in which Pinduoduo looks. */
export function checkCall(request: HttpRequest, call: PddCall, keys: GatewayKeys, now: number): void {
  if (!new URL(request.url).pathname.endsWith('/api/router')) refuse(20035, '接口网关地址错误');
  if (call.client_id !== keys.clientId) refuse(10016, 'client_id错误');
  if (typeof call.type !== 'string') refuse(10017, 'type错误');
  if (call.data_type !== 'JSON') refuse(10000, '参数错误', 'data_type');
  if (Math.abs(Number(call.timestamp) * 1_000 - now) > TOLERANCE) refuse(10001, '公共参数错误:timestamp', 'timestamp');
  if (call.sign !== signatureOf(call, keys.clientSecret)) refuse(20004, '签名sign校验失败');
  if (WITHOUT_TOKEN.includes(call.type)) return;
  if (keys.expired.has(String(call.access_token))) refuse(10019, 'access_token已过期');
  if (call.access_token !== keys.accessToken) refuse(10035, 'access_token非法');
}

function signatureOf(call: PddCall, secret: string): string {
  const text = Object.keys(call)
    .filter((name) => name !== 'sign')
    .sort()
    .map((name) => {
      const value = call[name];
      return name + (typeof value === 'object' ? JSON.stringify(value) : String(value));
    })
    .join('');
  return createHash('md5')
    .update(secret + text + secret)
    .digest('hex')
    .toUpperCase();
}

/** Pinduoduo says 200 also where it refuses. */
export function errorAnswer({ code, message, subCode, subMessage }: PddError): HttpResponse {
  const error = {
    error_code: code,
    error_msg: message,
    sub_code: subCode ?? null,
    sub_msg: subMessage ?? null,
    request_id: 'fake0request',
  };
  return json(200, toJson({ error_response: error }));
}

export function callAnswer(root: string, said: object): HttpResponse {
  return json(200, toJson({ [root]: { ...said, request_id: 'fake0request' } }));
}

/** @throws PddRefusal where it is missing. */
export function needed(call: PddCall, name: string): string {
  const value = call[name];
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return refuse(21001, '参数缺失', name);
}

/** @throws PddRefusal where it is no whole number within the bounds. */
export function numberIn(call: PddCall, name: string, bounds: { least: number; most: number; usual: number }): number {
  const value = Number(call[name] ?? bounds.usual);
  if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) return value;
  return refuse(21002, '参数不合法', name);
}

/** A window of whole seconds, as UTC milliseconds. @throws PddRefusal where it is too long. */
export function windowIn(
  call: PddCall,
  names: { start: string; end: string; most: number },
): { from: number; to: number } {
  const from = Number(needed(call, names.start)) * 1_000;
  const to = Number(needed(call, names.end)) * 1_000;
  if (!Number.isInteger(from) || !Number.isInteger(to)) refuse(21002, '参数不合法', names.start);
  if (to <= from || to - from > names.most) refuse(21002, '参数不合法', '开始时间和结束时间间隔不能超过限制');
  return { from, to };
}
