/**
 * No request gets further than this unless it was addressed to this server by a name of its own (a foreign site cannot
 * rebind its name to this address), does not come from another site's page, and shows a session or the access token.
 */
import type { IncomingMessage } from 'node:http';
import { AppError } from '#shared/domain/app-error.ts';
import type { Secrets } from './secrets.ts';

export interface GuardOptions {
  readonly secrets: Secrets;
  readonly cookieName: string;
  /** Names with port under which this server may be addressed, in small letters. */
  readonly hosts: ReadonlySet<string>;
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const ANY_ADDRESS = ['0.0.0.0', '::', '[::]'];

/** Gives the `Host` headers that a server on this address answers to. */
export function ownHosts(host: string, port: number, furtherNames: readonly string[]): Set<string> {
  const names = [...LOOPBACK_NAMES, ...furtherNames];
  if (!ANY_ADDRESS.includes(host)) names.push(host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);
  // Behind a proxy or on port 80 the port is not in the header.
  const own = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return new Set([...own, ...furtherNames].map((name) => name.toLowerCase()));
}

/** @throws AppError ORIGIN_REFUSED when the request was addressed to another name. */
export function checkHost(request: IncomingMessage, { hosts }: GuardOptions): void {
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || !hosts.has(host)) throw new AppError('ORIGIN_REFUSED', { details: { header: 'Host' } });
}

/**
 * Refuses what another site's page sends. A browser says where a request comes from in `Sec-Fetch-Site`, and in `Origin`
 * for everything that changes something; scripts, which send neither, are known by their token instead.
 * @throws AppError ORIGIN_REFUSED.
 */
export function checkOrigin(request: IncomingMessage, { hosts }: GuardOptions, byToken: boolean): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign('Sec-Fetch-Site');
  if (origin !== undefined && !isOwnOrigin(origin, hosts)) throw foreign('Origin');
  if (origin === undefined && site === undefined && !byToken && needsOrigin(request)) throw foreign('Origin');
}

function isOwnOrigin(origin: string, hosts: ReadonlySet<string>): boolean {
  const match = /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase());
  return match?.[1] !== undefined && hosts.has(match[1]);
}

function needsOrigin({ method, headers }: IncomingMessage): boolean {
  const changes = method !== 'GET' && method !== 'HEAD';
  return changes || (headers.accept ?? '').includes('text/event-stream');
}

function foreign(header: string): AppError {
  return new AppError('ORIGIN_REFUSED', { details: { header } });
}

/** A page that a person opens by address or link; what it may then do is checked at its own requests. */
export function isNavigation({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/** Gives whether the request shows the access token. */
export function showsAccessToken(request: IncomingMessage, { secrets }: GuardOptions): boolean {
  const match = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '');
  return match?.[1] !== undefined && secrets.isAccessToken(match[1]);
}

/** Gives the name of the open session that the request shows, or null. */
export function shownSession(request: IncomingMessage, { secrets, cookieName }: GuardOptions): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at <= 0 || pair.slice(0, at).trim() !== cookieName) continue;
    const session = secrets.sessionOf(pair.slice(at + 1).trim());
    if (session !== null) return session;
  }
  return null;
}
