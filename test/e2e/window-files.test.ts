import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LaunchedApp, launchApp } from './launch.ts';

let app: LaunchedApp;
let directory: string;
let orders: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-files-'));
  mkdirSync(join(directory, 'exports'));
  orders = join(directory, 'exports', '订单.csv');
  writeFileSync(orders, '订单编号,下单时间\r\n1,2026-11-01\r\n');
  writeFileSync(join(directory, 'exports', 'picture.png'), '');
  app = await launchApp({ dataDirectory: join(directory, 'data') });
});
afterAll(async () => {
  await app?.quit();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

const pick = (folder: boolean) => app.page.evaluate((wanted) => window.mendian!.pickFiles({ folder: wanted }), folder);

describe('files that the user hands over', () => {
  it('are granted by name when picked, and the page never learns where they lie', async () => {
    await app.answerDialog({ canceled: false, filePaths: [orders] });
    const granted = await pick(false);
    expect(granted).toEqual([{ fileId: expect.stringMatching(/^[\w-]{8,64}$/), name: '订单.csv', bytes: 41 }]);
    expect(JSON.stringify(granted)).not.toContain('exports');
  });

  it('are the tables in a folder when that is picked', async () => {
    await app.answerDialog({ canceled: false, filePaths: [join(directory, 'exports')] });
    expect((await pick(true)).map((file) => file.name)).toEqual(['订单.csv']);
  });

  it('are none when the dialog is dismissed', async () => {
    await app.answerDialog({ canceled: true, filePaths: [] });
    expect(await pick(false)).toEqual([]);
  });

  it('are granted when they come from the system into the page', async () => {
    await app.page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'handed-over';
      document.body.append(input);
    });
    // By Chromium's own command: Playwright would hand a file to a browser it connected to without its path.
    const devtools = await app.page.context().newCDPSession(app.page);
    const expression = "document.querySelector('#handed-over')";
    const { result } = await devtools.send('Runtime.evaluate', { expression });
    await devtools.send('DOM.setFileInputFiles', { files: [orders], objectId: result.objectId! });
    await devtools.detach();
    const granted = await app.page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#handed-over');
      return window.mendian!.grantDropped([...(input?.files ?? [])]);
    });
    expect(granted.map((file) => file.name)).toEqual(['订单.csv']);
  });
});
