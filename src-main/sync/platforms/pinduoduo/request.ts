/** One call of Pinduoduo: signed JSON to the one address that all types share, and the envelope of its answers. */
import {
  type Fields,
  faultOf,
  fieldReader,
  type HttpRequest,
  type HttpResponse,
  inclusiveSeconds,
  type PlatformApi,
  readJson,
  type ShopAccess,
} from '../../platform/index.ts';
import { BAN_WAITS, CLOCK_OFF, PDD_FAULTS } from './faults.ts';
import { type PddParams, signPdd } from './signing.ts';

export const read = fieldReader('pinduoduo');

const SECOND = 1_000;

/** Whole seconds, as times are asked for; in answers they are Beijing's. */
export const seconds = (at: number): number => Math.floor(at / SECOND);

/** The changes within [from, to). */
export function updatedWithin(window: { readonly from: number; readonly to: number }) {
  const { first, last } = inclusiveSeconds(window);
  return { start_updated_at: seconds(first), end_updated_at: seconds(last) };
}

export interface PddApiOptions {
  readonly writes?: boolean;
  /** Without a shop's token. */
  readonly open?: boolean;
}

/** @param root what the answer stands under, which does not follow from the name. */
export function pddApi<Args, Result>(
  type: string,
  root: string,
  params: (args: Args, access: ShopAccess) => PddParams,
  readRoot: (root: Fields, args: Args) => Result,
  { writes = false, open = false }: PddApiOptions = {},
): PlatformApi<Args, Result> {
  return {
    name: type,
    writes,
    cost: () => 1,
    build: (args, access, now) => buildPdd(type, params(args, access), access, now, open),
    read: (response, args) => ({ value: readRoot(openEnvelope(root, response), args) }),
  };
}

function buildPdd(type: string, params: PddParams, access: ShopAccess, now: number, open: boolean): HttpRequest {
  const { clientId = '', clientSecret = '', accessToken = '' } = access.credentials;
  const said = Object.entries(params).filter(([, value]) => value !== null);
  const all: PddParams = {
    ...Object.fromEntries(said),
    type,
    client_id: clientId,
    ...(open ? {} : { access_token: accessToken }),
    timestamp: seconds(now),
    data_type: 'JSON',
    version: 'V1',
  };
  return {
    method: 'POST',
    url: `${access.baseUrl}/api/router`,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...all, sign: signPdd(all, clientSecret) }),
  };
}

/** @throws AppError as PDD_FAULTS says, also where the HTTP status is 200. */
function openEnvelope(root: string, response: HttpResponse): Fields {
  const body = read.fields(readJson(response, 'pinduoduo'));
  if (body.error_response !== undefined) throw faultIn(read.fields(body.error_response), response.status);
  if (body[root] === undefined) read.id(null, root);
  return read.fields(body[root]);
}

function faultIn(error: Fields, status: number): Error {
  const code = read.text(error.error_code);
  const said = [read.text(error.error_msg), read.text(error.sub_msg)].filter((text) => text !== null).join(': ');
  const isClockOff = /timestamp/i.test(said);
  return faultOf(PDD_FAULTS, {
    platform: 'pinduoduo',
    // Sub-codes are numbered by each service for itself: they explain, and decide nothing.
    codes: [isClockOff ? CLOCK_OFF : null, code, read.text(error.sub_code)],
    said,
    status,
    retryAfterMilliseconds: BAN_WAITS.get(code ?? '') ?? null,
  });
}

/** Some writes are answered with a yes or no. @throws AppError PLATFORM_REFUSED for a no. */
export function acknowledged(said: unknown, root: Fields): null {
  if (read.yes(said)) return null;
  throw faultOf(PDD_FAULTS, {
    platform: 'pinduoduo',
    codes: [read.text(root.error_code)],
    said: read.text(root.error_msg),
  });
}
