/** The hub's HTTP server over an engine and a page of its own, and callers of it; `close` ends all of it. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  request,
} from 'node:http';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { FileGrantId } from '../../../shared/domain/ids.ts';
import { type HttpServer, startHttpServer } from '../../../src-main/api/http/server.ts';
import { type RunningEngine, startEngine } from './running-engine.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Stream {
  readonly status: number;
  readonly response: IncomingMessage;
  /** What had come when the answer began: a stream's first event, or the whole of a refusal. */
  readonly body: string;
  /** Hangs up; settled when the server has noticed. */
  end(): Promise<void>;
}

export const INFO = '/api/system/info';
/** The largest upload. */
export const MEGABYTE = 1_000_000;

export interface HubServer {
  readonly running: RunningEngine;
  readonly server: HttpServer;
  /** Names and bytes of the files that were granted. */
  readonly granted: readonly string[];
  /** Another server of the same engine. @param fixed no other port will do */
  another(port?: number, fixed?: boolean): Promise<HttpServer>;
  call(path: string, options?: RequestOptions & { readonly body?: string | Buffer }): Promise<Answer>;
  openStream(headers: OutgoingHttpHeaders): Promise<Stream>;
  /** The scripts' way in, as a header. */
  bearer(): string;
  /** Path and query of a sign-in link that has not been used. */
  linkPath(): string;
  /** Gives a session's cookie. */
  signIn(): Promise<string>;
  close(): Promise<void>;
}

export async function startHubServer(): Promise<HubServer> {
  const running = await startEngine();
  const { engine, directory } = running;
  const granted: string[] = [];
  const page = join(directory, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(page, 'assets', 'main-1a2b3c.js'), 'export {};');
  writeFileSync(join(directory, 'secret.txt'), 'secret');

  function another(port = 0, fixed = false): Promise<HttpServer> {
    return startHttpServer({
      webhook: engine.hearWebhook,
      router: engine.router,
      version: engine.version,
      host: '127.0.0.1',
      port,
      fixed,
      pageDirectory: page,
      accessTokenFile: engine.paths.accessToken,
      sessionFile: engine.paths.sessions,
      upload: {
        directory: join(directory, 'uploads'),
        maxBytes: MEGABYTE,
        async grant(path, name) {
          granted.push(`${name} ${statSync(path).size}`);
          return `grant-of-${name}` as FileGrantId;
        },
      },
      allowedHosts: ['hub.example.com'],
      log: engine.log,
      trace: engine.trace,
      random: randomBytes,
      now: engine.now,
    });
  }

  const server = await another();

  function call(path: string, options: RequestOptions & { readonly body?: string | Buffer } = {}): Promise<Answer> {
    const { body, ...rest } = options;
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path, agent: false, ...rest }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  function openStream(headers: OutgoingHttpHeaders): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const target = {
        host: '127.0.0.1',
        port: server.port,
        path: '/api/system/events',
        agent: false as const,
        headers,
      };
      const sent = request(target, (response) => {
        response.once('data', (chunk) => {
          const status = response.statusCode ?? 0;
          const end = async () => {
            const before = engine.events.listeners;
            sent.destroy();
            await vi.waitFor(() => expect(engine.events.listeners).toBeLessThan(before), 30_000);
          };
          resolve({ status, response, body: String(chunk), end });
        });
      });
      sent.on('error', reject).end();
    });
  }

  function bearer(): string {
    return `Bearer ${readFileSync(engine.paths.accessToken, 'utf8').trim()}`;
  }

  function linkPath(): string {
    const url = new URL(server.signInUrl());
    return `${url.pathname}${url.search}`;
  }

  async function signIn(): Promise<string> {
    const { headers } = await call(linkPath());
    return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  }

  return {
    running,
    server,
    granted,
    another,
    call,
    openStream,
    bearer,
    linkPath,
    signIn,
    async close() {
      await server.close();
      await running.cleanUp();
    },
  };
}
