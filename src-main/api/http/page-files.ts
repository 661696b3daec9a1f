/** Only files that were found in the built page's folder can be sent: a request names a key of a map, never a path. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import { PAGE_FILE_TYPES } from '../built-page.ts';

/** The bundler puts what it names by content there. */
const NAMED_BY_CONTENT = /^\/assets\//;
const FOR_EVER = 'private, max-age=31536000, immutable';

interface PageFile {
  readonly body: Buffer;
  readonly type: string;
  readonly tag: string;
}

export interface PageFiles {
  /** Sends the named file; a page's own address gets the page. @throws AppError NOT_FOUND, PAGE_NOT_BUILT. */
  send(request: IncomingMessage, response: ServerResponse, path: string): void;
}

/** Finds the files of a built page; each is read when it is first asked for, and kept: they are a few megabytes. */
export function createPageFiles(directory: string): PageFiles {
  const paths = new Map<string, string>();
  const files = new Map<string, PageFile>();
  if (existsSync(directory)) {
    for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || entry.name.endsWith('.map')) continue;
      const file = join(entry.parentPath, entry.name);
      paths.set(`/${relative(directory, file).split(sep).join('/')}`, file);
    }
  }

  function load(path: string): PageFile | null {
    const known = files.get(path);
    if (known) return known;
    const file = paths.get(path);
    if (file === undefined) return null;
    const body = readFileSync(file);
    const type = PAGE_FILE_TYPES[extname(file)] ?? 'application/octet-stream';
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const loaded = { body, type, tag };
    files.set(path, loaded);
    return loaded;
  }

  /** Addresses inside the page have no extension; they all are the page, which then shows what the address says. */
  function find(path: string): PageFile {
    const found = load(path === '/' ? '/index.html' : path);
    if (found) return found;
    if (extname(path) !== '') throw new AppError('NOT_FOUND', { details: { what: path } });
    const page = load('/index.html');
    if (!page) throw new AppError('PAGE_NOT_BUILT');
    return page;
  }

  return {
    send(request, response, path) {
      const { body, type, tag } = find(path);
      response.setHeader('ETag', tag);
      response.setHeader('Cache-Control', NAMED_BY_CONTENT.test(path) ? FOR_EVER : 'no-cache');
      if (request.headers['if-none-match'] === tag) {
        response.writeHead(304);
        response.end();
        return;
      }
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    },
  };
}
