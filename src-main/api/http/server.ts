/** The hub's HTTP server: loopback unless told otherwise, closed to whoever was not let in, and never held open by a slow peer. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AppError } from '#shared/domain/app-error.ts';
import { httpStatus } from '#shared/domain/http-status.ts';
import { wordDetails } from '#shared/i18n/index.ts';
import { type Log, newTraceId, type Trace } from '../../logging/index.ts';
import { toAppError } from '../api-error.ts';
import type { ApiRouter } from '../router.ts';
import {
  checkHost,
  checkOrigin,
  type GuardOptions,
  isNavigation,
  ownHosts,
  shownSession,
  showsAccessToken,
} from './guard.ts';
import { type ListenOptions, listen } from './listen.ts';
import { createPageFiles } from './page-files.ts';
import { sendError, sendText, setSecurityHeaders } from './reply.ts';
import { createRoutes, type Route } from './routes.ts';
import { accessToken, createSecrets, type RandomBytes } from './secrets.ts';
import { createSessionFile } from './session-file.ts';
import { askAgainPage, signInPage } from './sign-in-page.ts';
import type { UploadOptions } from './upload.ts';
import { type HearWebhook, receiveWebhook, webhookShop } from './webhook.ts';

export interface HttpServerOptions extends ListenOptions {
  readonly router: ApiRouter;
  readonly version: string;
  /** The folder of the built page. */
  readonly pageDirectory: string;
  readonly accessTokenFile: string;
  /** Where open sessions are kept. */
  readonly sessionFile: string;
  readonly upload: Omit<UploadOptions, 'random'>;
  /** Takes what a platform sends by itself. */
  readonly webhook: HearWebhook;
  /** Further names that a browser may use for this server. */
  readonly allowedHosts: readonly string[];
  readonly log: Log;
  readonly trace: Trace;
  readonly random: RandomBytes;
  /** UTC milliseconds. */
  readonly now: () => number;
}

export interface HttpServer {
  readonly host: string;
  readonly port: number;
  /** Gives a new address that opens one session in one browser, once. */
  signInUrl(): string;
  /** Ends event streams, lets running answers end for 3 seconds, then closes every connection. */
  close(): Promise<void>;
}

/** An import of it would fetch each of its exports, and with some of them all of undici: 25 ms that nobody has a use for. */
const { createServer } = process.getBuiltinModule('node:http');

const HEADERS_MILLISECONDS = 10_000;
/** A call's body is small: whoever takes longer is holding the connection on purpose. */
const CALL_BODY_MILLISECONDS = 30_000;
/** A file may take long, but its bytes must keep coming. */
const UPLOAD_SILENCE_MILLISECONDS = 60_000;
const CLOSE_MILLISECONDS = 3_000;
const MAX_CONNECTIONS = 1_024;
/** All scripts that show the access token are one caller. */
const ACCESS_TOKEN = 'access token';
const SESSION_SECONDS = 30 * 24 * 3_600;

/** Starts the server. @throws AppError PORT_IN_USE, ADDRESS_UNAVAILABLE. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { host, log, trace, random, now } = options;
  const sessionFile = createSessionFile(options.sessionFile, log);
  const secrets = createSecrets({
    token: accessToken(options.accessTokenFile, random),
    random,
    now,
    sessions: await sessionFile.read(),
    keepSessions: sessionFile.write,
  });
  const routes = createRoutes({
    router: options.router,
    version: options.version,
    page: createPageFiles(options.pageDirectory),
    upload: { ...options.upload, random },
    traceId: () => trace.current() ?? newTraceId(),
  });
  const answering = new Set<ServerResponse>();
  let guard: GuardOptions | null = null;

  const server = createServer({ requestTimeout: 0, headersTimeout: HEADERS_MILLISECONDS }, (request, response) => {
    const traceId = newTraceId();
    answering.add(response);
    response.once('close', () => answering.delete(response));
    void trace.run(async () => {
      try {
        setSecurityHeaders(response);
        limitBodyTime(request);
        if (guard) await answer(request, response, { guard, routes, log, webhook: options.webhook });
        else throw new AppError('ENGINE_STARTING', { action: 'retry' });
      } catch (error) {
        const known = toAppError(error);
        if (httpStatus(known.code) === 500) log.error('request failed', { path: pathOf(request), error: known });
        sendError(response, known, traceId);
      }
    }, traceId);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.keepAliveTimeout = 10_000;

  const port = await listen(server, options);
  guard = { secrets, cookieName: `mendian-${port}`, hosts: ownHosts(host, port, options.allowedHosts) };
  const shownHost = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const address = shownHost.includes(':') ? `[${shownHost}]` : shownHost;
  log.info('listening', { host, port });

  return {
    host,
    port,
    signInUrl: () => `http://${address}:${port}/?token=${secrets.createLinkToken()}`,
    close: () => closeServer(server, answering),
  };
}

interface AnswerParts {
  readonly guard: GuardOptions;
  readonly routes: Route;
  readonly log: Log;
  readonly webhook: HearWebhook;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: AnswerParts): Promise<void> {
  const { guard, routes, log } = parts;
  const url = urlOf(request);
  let caller: string | null;
  try {
    checkHost(request, guard);
    const shopId = webhookShop(url.pathname);
    if (shopId !== null) return await receiveWebhook(request, response, { shopId, hear: parts.webhook });
    const byToken = showsAccessToken(request, guard);
    const opensPage = isNavigation(request) && !/^\/(rpc|api|upload)(\/|$)/.test(url.pathname);
    if (!opensPage) checkOrigin(request, guard, byToken);
    if (signIn(request, response, url, guard)) return;
    caller = byToken ? ACCESS_TOKEN : shownSession(request, guard);
    if (caller === null) return refuseStranger(request, response);
  } catch (error) {
    log.warn('request refused', { path: url.pathname, method: request.method, error });
    throw error;
  }
  await routes(request, response, { url, caller });
}

/** Takes a one-time link; gives whether the request was one. */
function signIn(request: IncomingMessage, response: ServerResponse, url: URL, guard: GuardOptions): boolean {
  const token = url.searchParams.get('token');
  if (url.pathname !== '/' || token === null || request.method !== 'GET') return false;
  const known = shownSession(request, guard);
  const session = known === null ? guard.secrets.openSession(token) : null;
  if (known === null && session === null) {
    sendText(response, 401, 'text/html', signInPage(true));
    return true;
  }
  if (session !== null) {
    const cookie = `${guard.cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${SESSION_SECONDS}`;
    response.setHeader('Set-Cookie', cookie);
  }
  // Away from the address with the token: it must not stay in the address bar or the history.
  response.writeHead(303, { Location: '/' });
  response.end();
  return true;
}

function refuseStranger(request: IncomingMessage, response: ServerResponse): void {
  if (!(request.headers.accept ?? '').includes('text/html')) throw new AppError('UNAUTHORISED');
  const fromElsewhere = isNavigation(request) && request.headers['sec-fetch-site'] === 'cross-site';
  sendText(response, 401, 'text/html', fromElsewhere ? askAgainPage() : signInPage(false));
}

function urlOf(request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? '/', 'http://localhost');
  } catch (error) {
    const details = wordDetails('problem', { en: 'not an address', 'zh-CN': '不是有效的网址' });
    throw new AppError('INVALID_INPUT', { details, cause: error });
  }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

/** Against a peer that sends its body a byte at a time. */
function limitBodyTime(request: IncomingMessage): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const giveUp = () => void request.destroy();
  if (pathOf(request) === '/upload') {
    request.setTimeout(UPLOAD_SILENCE_MILLISECONDS, giveUp);
    return;
  }
  const timer = setTimeout(giveUp, CALL_BODY_MILLISECONDS);
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

/** An event stream never ends by itself: closing the server ends it. Other answers get a little time. */
function closeServer(server: Server, answering: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MILLISECONDS);
    server.close((error) => {
      clearTimeout(timer);
      if (error && 'code' in error && error.code !== 'ERR_SERVER_NOT_RUNNING') reject(error);
      else resolve();
    });
    for (const response of answering) {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
    }
    server.closeIdleConnections();
  });
}
