/** What 1688's gateway checks before a call is carried out, and how it answers. */
import { createHmac } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../../../src-main/sync/platform/index.ts';
import { json } from '../act-as-platform.ts';
import { toJson } from '../bare-numbers.ts';

export type Form = ReadonlyMap<string, string>;

/** The gateway turns a call down with an HTTP status, a service with a body of its own. */
export class Refusal1688 extends Error {
  readonly answer: HttpResponse;

  constructor(answer: HttpResponse) {
    super(answer.body);
    this.answer = answer;
  }
}

export function refuseAtGateway(code: string, message: string, status = 400): never {
  throw new Refusal1688(gatewayError(code, message, status));
}

export function refuse(errorCode: string, errorMessage: string): never {
  throw new Refusal1688(serviceError(errorCode, errorMessage));
}

export function gatewayError(code: string, message: string, status = 400): HttpResponse {
  const error = { error_code: code, error_message: message, exception: message, request_id: 'fake0request' };
  return json(status, toJson(error));
}

/** With a yes or no in quotes, as some services write it. */
export function serviceError(errorCode: string, errorMessage: string): HttpResponse {
  return json(200, toJson({ success: 'false', errorCode, errorMessage }));
}

export function readForm({ body }: HttpRequest): Form {
  return new Map(new URLSearchParams(body ?? ''));
}

export interface Path1688 {
  /** From the protocol on, as it is signed. */
  readonly path: string;
  readonly api: string;
  readonly appKey: string;
}

/** `/openapi/param2/1/namespace/api/appKey` */
export function readPath({ url }: HttpRequest): Path1688 {
  const path = new URL(url).pathname.replace(/^\/openapi\//, '');
  const [protocol = '', , , api = '', appKey = ''] = path.split('/');
  return { path, api: protocol === 'param2' ? api : '', appKey };
}

export interface GatewayKeys {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
}

const WITHOUT_TOKEN = ['getToken'];

/** @throws Refusal1688 in the order in which 1688 looks. */
export function checkCall(request: HttpRequest, form: Form, keys: GatewayKeys): void {
  const { path, api, appKey } = readPath(request);
  if (appKey !== keys.appKey) refuseAtGateway('gw.AppKeyNotFound', 'AppKey is not found');
  const signature = form.get('_aop_signature') ?? refuseAtGateway('gw.SignatureMissing', 'Missing signature');
  if (signature !== signatureOf(path, form, keys.appSecret))
    refuseAtGateway('gw.SignatureInvalid', 'Invalid signature');
  if (WITHOUT_TOKEN.includes(api)) return;
  if (form.get('access_token') !== keys.accessToken) refuseAtGateway('401', 'Request need user authorized', 401);
}

export function signatureOf(path: string, form: Form, secret: string): string {
  const texts = [...form].filter(([name]) => name !== '_aop_signature').map(([name, value]) => name + value);
  return createHmac('sha1', secret)
    .update(path + texts.sort().join(''))
    .digest('hex')
    .toUpperCase();
}

/** @throws Refusal1688 where it is missing. */
export function needed(form: Form, name: string): string {
  return form.get(name) || refuseAtGateway('gw.ParamMissing', `Missing parameter: ${name}`);
}

/** @throws Refusal1688 where it is no whole number within the bounds. */
export function numberIn(form: Form, name: string, bounds: { least: number; most: number; usual: number }): number {
  const value = Number(form.get(name) ?? bounds.usual);
  if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) return value;
  return refuse('PARAM_ILLEGAL', `${name} 参数不合法`);
}

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})([+-]\d\d)(\d\d)$/;

/** UTC milliseconds. A space where the + of the offset was is no time. @throws Refusal1688 */
export function timeIn(form: Form, name: string): number {
  const said = TIME.exec(needed(form, name)) ?? refuse('PARAM_ILLEGAL', `${name} 参数不合法`);
  const [, year, month, day, hours, minutes, seconds, milliseconds, offset, rest] = said;
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${milliseconds}${offset}:${rest}`);
}

/** `20260301080000000+0800`; nothing for nothing. */
export function timeOf(at: number | null): string | null {
  if (at === null) return null;
  const [date = '', rest = ''] = new Date(at + 8 * 3_600_000).toISOString().split('T');
  return `${date.replaceAll('-', '')}${rest.replaceAll(/[:.Z]/g, '')}+0800`;
}
