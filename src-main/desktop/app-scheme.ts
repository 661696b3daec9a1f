/** The window loads nothing but `app://mendian/`, and that scheme serves nothing but the built page's folder. */
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import { PAGE_FILE_TYPES, PAGE_POLICY } from '../api/index.ts';

const SCHEME = 'app';
const HOST = 'mendian';
/** The page's address. */
export const APP_URL = `${SCHEME}://${HOST}/`;

/** What Electron must know of the scheme before it is ready: as trustworthy and as strict as https. */
export const APP_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** True for the page's own addresses. `URL.origin` is "null" for a scheme of one's own, so its parts are compared. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${SCHEME}:` && url.host === HOST;
}

/**
 * Gives the file that an address stands for, as path segments below the page's folder; null for an address that is not
 * the page's own or tries to leave the folder. A path without a file name extension is a place within the page.
 */
export function fileSegments(address: string): readonly string[] | null {
  if (!isAppUrl(address)) return null;
  const segments: string[] = [];
  for (const encoded of new URL(address).pathname.split('/')) {
    const segment = decodeSegment(encoded);
    if (segment === null || segment === '..' || /[\\/:\0]/.test(segment)) return null;
    if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return extname(segments.at(-1) ?? '') === '' ? ['index.html'] : segments;
}

function decodeSegment(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    // A stray % that stands for no character.
    return null;
  }
}

/** Gives the handler for `protocol.handle`. `folder` is the built page. */
export function createAppSchemeHandler(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
    const segments = fileSegments(request.url);
    if (segments === null) return refusal(404);
    const file = join(folder, ...segments);
    if (!file.startsWith(folder + sep)) return refusal(404);
    const type = PAGE_FILE_TYPES[extname(file).toLowerCase()];
    if (type === undefined) return refusal(404);
    const body = await readIfThere(file);
    if (body === null) return refusal(404);
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers: headers(type) });
  };
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw error;
  }
}

function headers(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  };
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: headers('text/plain; charset=utf-8') });
}
