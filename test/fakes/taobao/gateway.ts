/** What TOP's gateway checks before a method is carried out, and how it answers. */

import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../../../src-main/sync/platform/index.ts';
import { writeChinaTime } from '../../../src-main/sync/platform/index.ts';
import { json } from '../act-as-platform.ts';
import { toJson } from '../bare-numbers.ts';

export type Form = ReadonlyMap<string, string>;

export interface TopError {
  readonly code: number;
  readonly msg: string;
  readonly subCode?: string | undefined;
  readonly subMsg?: string | undefined;
}

/** A method turns a request down by throwing it. */
export class TopRefusal extends Error {
  readonly error: TopError;

  constructor(error: TopError) {
    super(error.msg);
    this.error = error;
  }
}

export function refuse(code: number, msg: string, subCode?: string, subMsg?: string): never {
  throw new TopRefusal({ code, msg, subCode, subMsg });
}

const TOLERANCE = 10 * 60_000;
const WITHOUT_SESSION = ['taobao.logistics.companies.get', 'taobao.top.auth.token.refresh'];

export function readForm({ body }: HttpRequest): Form {
  return new Map(new URLSearchParams(body ?? ''));
}

export interface GatewayKeys {
  readonly appKey: string;
  readonly appSecret: string;
  readonly session: string;
}

/** @throws TopRefusal in the order in which TOP looks. */
export function checkRequest(request: HttpRequest, form: Form, keys: GatewayKeys, now: number): void {
  if (!new URL(request.url).pathname.endsWith('/router/rest')) refuse(9, 'Http Action Not Allowed');
  const method = form.get('method') ?? refuse(21, 'Missing Method');
  if (form.get('v') !== '2.0') refuse(33, 'Invalid Version');
  if (form.get('format') !== 'json') refuse(23, 'Invalid Format');
  if (form.get('app_key') !== keys.appKey) refuse(29, 'Invalid App Key');
  const at = Date.parse(`${(form.get('timestamp') ?? refuse(30, 'Missing Timestamp')).replace(' ', 'T')}+08:00`);
  if (Number.isNaN(at) || Math.abs(at - now) > TOLERANCE) refuse(31, 'Invalid Timestamp');
  if (form.get('sign') !== signatureOf(form, keys.appSecret)) refuse(25, 'Invalid Signature', 'isv.invalid-signature');
  if (WITHOUT_SESSION.includes(method)) return;
  const session = form.get('session') ?? refuse(26, 'Missing Session');
  if (session !== keys.session) refuse(27, 'Invalid session', 'invalid-sessionkey', 'SessionKey非法');
}

function signatureOf(form: Form, secret: string): string {
  const names = [...form.keys()].filter((name) => name !== 'sign' && form.get(name) !== '').sort();
  const text = names.map((name) => `${name}${form.get(name)}`).join('');
  const hashed = {
    md5: () => createHash('md5').update(`${secret}${text}${secret}`),
    hmac: () => createHmac('md5', secret).update(text),
    'hmac-sha256': () => createHmac('sha256', secret).update(text),
  }[form.get('sign_method') ?? ''];
  return hashed ? hashed().digest('hex').toUpperCase() : refuse(24, 'Invalid Sign Method');
}

/** TOP says 200 also where it refuses. */
export function errorAnswer({ code, msg, subCode, subMsg }: TopError): HttpResponse {
  const error = { code, msg, sub_code: subCode, sub_msg: subMsg, request_id: 'fake0request' };
  return json(200, toJson({ error_response: error }));
}

export function methodAnswer(method: string, root: object): HttpResponse {
  const name = `${method.replace(/^taobao\./, '').replaceAll('.', '_')}_response`;
  return json(200, toJson({ [name]: { ...root, request_id: 'fake0request' } }));
}

export function throttleError(seconds: number, subCode = 'accesscontrol.limited-by-api-access-count'): TopError {
  const subMsg = `This ban will last for ${Math.max(1, Math.ceil(seconds))} more seconds`;
  return { code: 7, msg: 'App Call Limited', subCode, subMsg };
}

/** Seconds until the day ends in Beijing. */
export function restOfDay(now: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = writeChinaTime(now).slice(11).split(':').map(Number);
  return 86_400 - hours * 3_600 - minutes * 60 - seconds;
}

/** @throws TopRefusal where it is missing. */
export function needed(form: Form, name: string): string {
  return form.get(name) || refuse(40, `Missing Required Arguments:${name}`, 'isv.missing-parameter');
}

/** @throws TopRefusal where it is no whole number within the bounds. */
export function numberIn(form: Form, name: string, bounds: { least: number; most: number; usual: number }): number {
  const value = Number(form.get(name) ?? bounds.usual);
  if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) return value;
  return refuse(41, `Invalid Arguments:${name}`, 'isv.invalid-parameter');
}

/** UTC milliseconds of a Beijing time. @throws TopRefusal where it is none. */
export function timeIn(form: Form, name: string): number {
  const at = Date.parse(`${needed(form, name).replace(' ', 'T')}+08:00`);
  return Number.isNaN(at) ? refuse(41, `Invalid Arguments:${name}`, 'isv.invalid-parameter') : at;
}

/** Only what was asked for is given; what has no value is left out. */
export function onlyAsked(form: Form, whole: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const asked = new Set(
    needed(form, 'fields')
      .split(',')
      .map((field) => field.split('.', 1)[0]),
  );
  const given = Object.entries(whole).filter(([name, value]) => asked.has(name) && value !== null);
  return Object.fromEntries(given);
}
