import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppSchemeHandler, fileSegments, isAppUrl } from '../../../src-main/desktop/app-scheme.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mendian-scheme-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'page', 'assets', 'a.js'), 'export {};');
  writeFileSync(join(folder, 'page', 'notes.txt'), 'not of a kind that a page loads');
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (path: string, init?: RequestInit) =>
  createAppSchemeHandler(join(folder, 'page'))(new Request(`app://mendian${path}`, init));

describe('the app scheme', () => {
  it('serves the page for every place within it, under a strict policy', async () => {
    for (const path of ['/', '/overview', '/orders?store=3', '/index.html']) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<title>page</title>');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('serves files with their type, and 404 for files that are not there', async () => {
    const script = await get('/assets/a.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe('export {};');
    expect((await get('/assets/b.js')).status).toBe(404);
    expect((await get('/assets/a.js/b.js')).status).toBe(404);
  });

  it('serves no kind of file that a page does not load', async () => {
    expect((await get('/notes.txt')).status).toBe(404);
  });

  it('only reads', async () => {
    expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/%2e%2e%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..%5csecret.json',
    '/%00secret.json',
    '/C:%5csecret.json',
    '/%zz.json',
  ])('does not leave its folder for %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('never gives a segment that climbs, whatever the address', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '%2f',
      '%5c',
      '\\',
      '%00',
      'a.js',
      'assets',
      '%',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const segments = fileSegments(`app://mendian/${pieces.join('')}`) ?? [];
        expect(segments.every((segment) => segment !== '..' && !/[\\/:\0]/.test(segment))).toBe(true);
      }),
    );
  });

  it('knows its own addresses from look-alikes', () => {
    expect(isAppUrl('app://mendian/overview')).toBe(true);
    for (const address of [
      'app://mendian.example/',
      'app://evil/',
      'https://mendian/',
      'file:///mendian',
      '',
      'app:mendian',
    ]) {
      expect(isAppUrl(address)).toBe(false);
    }
  });
});
