import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { root } from '../../scripts/project.ts';
import { appKind, forkStandIn, type LaunchedApp, launchApp } from './launch.ts';
import { scratchDirectory } from './scratch-directory.ts';

async function open(dataDirectory: string): Promise<LaunchedApp> {
  const app = await launchApp({ dataDirectory });
  let ended = false;
  onTestFinished(async () => {
    if (!ended) await app.kill();
  });
  return {
    ...app,
    quit: async () => {
      ended = true;
      return app.quit();
    },
  };
}

describe('the window in the course of time', () => {
  it('quits in order: the database is closed, no process is left', async () => {
    const directory = scratchDirectory();
    const app = await open(directory);
    expect(await app.quit()).toBe(0);
    expect(existsSync(join(directory, 'mendian.db'))).toBe(true);
    // An orderly close leaves no write-ahead log behind.
    expect(existsSync(join(directory, 'mendian.db-wal'))).toBe(false);
  });

  it('remembers where it stood, and ignores a memory that cannot be read', async () => {
    const directory = scratchDirectory();
    const stateFile = join(directory, 'window', 'window.json');
    mkdirSync(join(directory, 'window'), { recursive: true });
    writeFileSync(stateFile, '{"position":{"x":40,"y":50},"width":1300,"height":800,"maximized":false}');
    await (await open(directory)).quit();
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ width: 1300, height: 800 });
    writeFileSync(stateFile, '{"position":{"x":');
    await (await open(directory)).quit();
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ maximized: false });
  });

  it('loads its page again after a crash, without being asked', async () => {
    const app = await open(scratchDirectory());
    await app.page.evaluate(() => Object.assign(window, { beforeTheCrash: true }));
    const script = "({ marked: 'beforeTheCrash' in window, page: document.querySelector('#root') !== null })";
    expect(await app.crashPage(script)).toEqual({ marked: false, page: true });
    expect(await app.quit()).toBe(0);
  });

  it('is the only one for its data: a second start ends by itself', async () => {
    const directory = scratchDirectory();
    const app = await open(directory);
    if (appKind === 'stand-in') {
      const second = forkStandIn(['--data-dir', directory]);
      const code = await new Promise((resolve) => second.once('exit', resolve));
      expect(code).toBe(0);
    } else {
      const second = spawnSync(process.execPath, [
        join(root, 'node_modules/electron/cli.js'),
        root,
        '--data-dir',
        directory,
      ]);
      expect(second.status).toBe(0);
    }
    expect(await app.page.evaluate(() => document.readyState)).toBe('complete');
    expect(await app.quit()).toBe(0);
  });
});
