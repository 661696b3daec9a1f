import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandFile, root } from '../../scripts/project.ts';
import { readFuses, writeStubElectron } from './stub-electron.ts';

let directory: string;
let unpacked: string;
let archive: string;
let files: string[];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-package-'));
  writeStubElectron(join(directory, 'electron'));
  const built = spawnSync(
    process.execPath,
    [
      commandFile('electron-builder'),
      '--linux',
      '--dir',
      '--publish',
      'never',
      `-c.electronDist=${join(directory, 'electron')}`,
      `-c.directories.output=${join(directory, 'dist')}`,
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (built.status !== 0)
    throw new Error(`electron-builder ended with ${built.status}:\n${built.stdout}${built.stderr}`);
  unpacked = join(directory, 'dist', readdirSync(join(directory, 'dist')).find((name) => name.endsWith('unpacked'))!);
  archive = join(unpacked, 'resources', 'app.asar');
  files = listPackage(archive, { isPack: false }).map((file) => file.slice(1).replaceAll('\\', '/'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Gives the files (of the archive and beside it) that match. */
const matching = (pattern: RegExp) => files.filter((file) => pattern.test(file));

describe('the archive', () => {
  it('holds main, workers, preload, page and resources', () => {
    for (const file of [
      'package.json',
      'out/main/main.js',
      'out/main/hub.js',
      'out/main/writer.worker.js',
      'out/main/reader.worker.js',
      'out/main/ingest.worker.js',
      'out/preload/preload.cjs',
      'out/renderer/index.html',
      'resources/icons/icon.png',
      'resources/samples/uci-online-retail/products.br',
      'resources/samples/uci-online-retail/ATTRIBUTION.md',
    ]) {
      expect(files).toContain(file);
    }
  });

  it('holds no source maps, sources, tests, settings of tools or secrets', () => {
    expect(matching(/\.(map|ts|tsx|mts|cts)$/)).toEqual([]);
    expect(matching(/(^|\/)(test|tests|__tests__|src-main|src-renderer|scripts|docs)\//)).toEqual([]);
    expect(matching(/(^|\/)(\.env|\.npmrc|\.git|tsconfig|biome|vitest|knip)/)).toEqual([]);
    expect(matching(/\.(pem|key|p12|pfx|db|sqlite|log)$/)).toEqual([]);
  });

  it("holds one database binary, this platform's, outside the archive where the system can load it", () => {
    expect(matching(/better-sqlite3.*\.node$/)).toEqual([
      `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
    ]);
    expect(matching(/better-sqlite3\/(deps|src)\//)).toEqual([]);
    expect(existsSync(join(`${archive}.unpacked`, matching(/better-sqlite3.*\.node$/)[0]!))).toBe(true);
  });

  it('names no folder of the machine it was built on', () => {
    const extracted = join(directory, 'texts');
    extractAll(archive, extracted);
    const texts = [...matching(/^out\/.*\.(js|cjs|html|css)$/), 'package.json'];
    const naming = texts.filter((file) => readFileSync(join(extracted, file), 'utf8').includes(root));
    expect(naming).toEqual([]);
  });

  it('stays small: what is bundled is not shipped a second time', () => {
    const folders = new Set(matching(/^node_modules\//).map((file) => file.split('/')[1]));
    for (const bundled of ['react', 'antd', 'echarts', 'zod', '@orpc', 'i18next'])
      expect(folders).not.toContain(bundled);
    expect(statSync(archive).size).toBeLessThan(20_000_000);
  });
});

describe('the fuses', () => {
  it('close the ways around the archive and into Node', () => {
    expect(readFuses(join(unpacked, 'mendian'))).toEqual({
      runAsNode: 'off',
      cookieEncryption: 'on',
      nodeOptions: 'off',
      nodeCliInspect: 'off',
      embeddedAsarIntegrity: 'on',
      onlyLoadAppFromAsar: 'on',
      browserV8Snapshot: 'off',
      fileProtocolPrivileges: 'off',
      wasmTrapHandlers: 'on',
    });
  });
});

describe('the engine out of the archive', () => {
  it('loads better-sqlite3, migrates, imports and reports, far from the sources', () => {
    const app = join(directory, 'app');
    extractAll(archive, app);
    const data = join(directory, 'data');
    const csv = join(directory, 'orders.csv');
    writeFileSync(
      csv,
      '订单编号,门店名称,下单时间,商品名称,数量,实收金额\r\nA1,西湖店,2026-11-02 10:00:00,牛奶,2,19.80\r\nA2,西湖店,2026-11-02 11:30:00,面包,1,8.50\r\nA3,滨江店,2026-11-03 09:05:00,牛奶,1,9.90\r\n',
    );
    const hub = (...args: string[]) => {
      const run = spawnSync(process.execPath, [join(app, 'out/main/hub.js'), ...args, '--data-dir', data, '--json'], {
        cwd: directory,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC' },
      });
      expect(run.stderr + run.stdout, args.join(' ')).not.toMatch(/Cannot find (module|package)/);
      expect(run.status, run.stderr).toBe(0);
      return JSON.parse(run.stdout) as unknown;
    };
    hub('import', csv);
    const report = JSON.stringify(hub('report', '--store', 'all', '--from', '2026-11-01', '--to', '2026-11-30'));
    expect(report).toContain('38.2');
  });
});
