import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../electron-host/wire.ts';
import { open } from './driving.ts';
import { appKind, type LaunchedApp, launchApp, pageOrigin } from './launch.ts';

let app: LaunchedApp;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-security-'));
  app = await launchApp({ dataDirectory: directory });
});
afterAll(async () => {
  await app.quit();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** Sends from a frame inside the page; gives what came back, or the error's words. */
function sendFromFrame({ page }: LaunchedApp, message: FromPage): Promise<unknown> {
  return page.evaluate(async (sent) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    try {
      return await (frame.contentWindow as unknown as Window).__electronHost(sent);
    } catch (error) {
      return String(error);
    } finally {
      frame.remove();
    }
  }, message);
}

/** Waits until the log says that a frame was refused. */
function refusalLogged(dataDirectory: string, channel: string): Promise<void> {
  const logs = join(dataDirectory, 'logs');
  return vi.waitFor(() => {
    const lines = readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'));
    const refused = lines.filter((line) => line.includes('message from a foreign frame refused'));
    expect(refused.some((line) => line.includes(channel))).toBe(true);
  }, 10_000);
}

describe('the window', () => {
  it('gives the page nothing of Node or Electron but the bridge', async () => {
    const found = await app.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys(window.mendian ?? {}).sort(),
    }));
    expect(found.globals).toEqual([]);
    expect(found.bridge).toEqual(['connect', 'grantDropped', 'pickFiles']);
  });

  it('does not let the page change the bridge', async () => {
    const changed = await app.page.evaluate(() => {
      const bridge = window.mendian as unknown as Record<string, unknown>;
      const before = bridge.pickFiles;
      try {
        bridge.pickFiles = () => 'replaced';
      } catch {
        // A frozen object may say so.
      }
      return bridge.pickFiles !== before;
    });
    expect(changed).toBe(false);
  });

  it('runs no script from a string and none from elsewhere', async () => {
    const policy = await app.page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy') ?? '');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
    const ran = await app.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.head.append(script);
      const remote = document.createElement('script');
      remote.src = 'https://example.com/x.js';
      const refused = new Promise((resolve) => remote.addEventListener('error', () => resolve('refused')));
      document.head.append(remote);
      return { injected: 'injected' in window, remote: await refused };
    });
    expect(ran).toEqual({ injected: false, remote: 'refused' });
  });

  it('loads nothing from the network', async () => {
    const outcomes = await app.page.evaluate(async () => {
      const fetched = await fetch('https://example.com/').then(
        () => 'loaded',
        () => 'refused',
      );
      const image = await new Promise((resolve) => {
        const element = new Image();
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        element.src = 'http://example.com/x.png';
      });
      return [fetched, image];
    });
    expect(outcomes).toEqual(['refused', 'refused']);
  });

  it('cannot be led away', async () => {
    // The first start leads to its own page by itself.
    await app.page.getByRole('heading', { level: 1 }).waitFor();
    const before = app.page.url();
    for (const address of ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd']) {
      await app.page.evaluate((target) => {
        const link = document.createElement('a');
        link.href = target;
        document.body.append(link);
        link.click();
        link.remove();
      }, address);
    }
    // A navigation that was let through would have replaced the page by now.
    await app.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(app.page.url()).toBe(before);
    expect(await app.page.evaluate(() => document.querySelector('#root') !== null)).toBe(true);
  });

  it('opens no second window', async () => {
    expect(await app.page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(await app.page.evaluate(() => window.open('/') === null)).toBe(true);
    expect(app.page.context().pages()).toHaveLength(1);
  });

  it('grants no permission', async () => {
    const answers = await app.page.evaluate(async () => ({
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
        ),
      ),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
      notifications: await Notification.requestPermission(),
    }));
    expect(answers.place).toBe('denied');
    expect(answers.notifications).toBe('denied');
    expect(answers.microphone).toMatch(/NotAllowedError|NotFoundError/);
  });

  it('serves no file outside the page', async () => {
    const statuses = await app.page.evaluate(async (origin) => {
      const paths = [
        '/..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/..%5c..%5cpackage.json',
        '/assets/..%2f..%2f..%2fpackage.json',
        '/%00.html',
        '/C:%5cWindows%5cwin.ini',
        '//etc/passwd.json',
        '/nothing-here.js',
      ];
      return Promise.all(paths.map(async (path) => (await fetch(`${origin}${path}`)).status));
    }, pageOrigin);
    expect(statuses).toEqual(statuses.map(() => 404));
  });

  it('gives a frame within the page no bridge', async () => {
    const found = await app.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const bridge = (frame.contentWindow as unknown as Window).mendian;
      frame.remove();
      return typeof bridge;
    });
    expect(found).toBe('undefined');
  });

  // The stand-in's channel is reachable from every frame: this is what a frame that broke out of its sandbox could send.
  it.skipIf(appKind === 'electron').each([
    ['mendian:grant-dropped', [['/etc/passwd']]],
    ['mendian:pick-files', [false]],
  ])('refuses what a frame within the page asks for: %s', async (channel, args) => {
    expect(await sendFromFrame(app, { type: 'invoke', channel, args })).toMatch(/UNAUTHORISED/);
    await refusalLogged(directory, channel);
  });

  it.skipIf(appKind === 'electron')('opens no line to the engine for a frame, and outlives its asking', async () => {
    const own = mkdtempSync(join(tmpdir(), 'mendian-frame-'));
    const asked = await launchApp({ dataDirectory: own });
    try {
      await sendFromFrame(asked, { type: 'send', channel: 'mendian:connect', args: [] });
      await refusalLogged(own, 'mendian:connect');
      await open(asked.page, '/system');
      await asked.page.getByText(own).first().waitFor();
    } finally {
      // What nobody caught would have ended it with another code.
      expect(await asked.quit()).toBe(0);
      rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it('grants no path that a script made up', async () => {
    const granted = await app.page.evaluate(() => window.mendian?.grantDropped([new File(['x'], '/etc/passwd')]));
    expect(granted).toEqual([]);
  });
});
