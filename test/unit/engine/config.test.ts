import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../shared/domain/app-error.ts';
import { formatError } from '../../../shared/i18n/index.ts';
import { configurationDocument } from '../../../src-main/engine/config/document.ts';
import {
  type Config,
  type ConfigStore,
  createConfigStore,
  defaultConfig,
} from '../../../src-main/engine/config/index.ts';
import { later } from '../../../src-main/engine/timer.ts';
import { createLog, createTrace } from '../../../src-main/logging/index.ts';

let directory: string;
let file: string;
let store: ConfigStore | null = null;
let changed: PromiseWithResolvers<Config>;
let refused: PromiseWithResolvers<AppError>;
const changes: Config[] = [];

function createStore(env: Record<string, string> = {}, timer = later): ConfigStore {
  store = createConfigStore({
    file,
    env,
    log: createLog({ destinations: [], level: 'error', trace: createTrace(), now: Date.now }),
    onChange(config) {
      changes.push(config);
      changed.resolve(config);
    },
    onRefused: (refusal) => refused.resolve(refusal),
    later: timer,
  });
  return store;
}

/** As an editor saves: another file takes the place of the old one. */
function replaceFile(text: string): void {
  writeFileSync(`${file}.swp`, text);
  renameSync(`${file}.swp`, file);
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-config-'));
  mkdirSync(join(directory, 'data'));
  file = join(directory, 'data', 'config.json');
  changed = Promise.withResolvers();
  refused = Promise.withResolvers();
  changes.length = 0;
});

afterEach(() => {
  store?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the data directory', () => {
  it.skipIf(process.platform === 'win32')('is made for the account alone that runs the app', async () => {
    rmSync(join(directory, 'data'), { recursive: true });
    await createStore().open();
    expect(statSync(join(directory, 'data')).mode & 0o777).toBe(0o700);
  });

  it('is named where it cannot be made, for a file stands in its place', async () => {
    writeFileSync(join(directory, 'occupied'), '');
    file = join(directory, 'occupied', 'config.json');
    await expect(createStore().open()).rejects.toMatchObject({
      code: 'DISK_WRITE_FAILED',
      details: { path: join(directory, 'occupied') },
    });
  });
});

describe('reading the configuration', () => {
  it('is the defaults without a file', async () => {
    const config = createStore();
    await config.open();
    expect(config.current()).toEqual(defaultConfig());
  });

  it('takes from the file what it says, also with a byte order mark, and the defaults for the rest', async () => {
    writeFileSync(file, '\uFEFF{"language":"zh-CN","http":{"port":8080}}');
    const config = createStore();
    await config.open();
    expect(config.current()).toMatchObject({ language: 'zh-CN', http: { port: 8080, host: '127.0.0.1' } });
  });

  it.each([
    ['{"http":{"port":"8080"}}', 'http.port'],
    ['{"http":{"port":70000}}', 'http.port'],
    ['{"defaultTimeZone":"Mars/Olympus"}', 'defaultTimeZone'],
    ['{"languge":"en"}', 'languge'],
    ['[]', 'not an object'],
    ['{"language":', 'JSON'],
  ])('starts with the defaults and says what is wrong with %s', async (text, named) => {
    writeFileSync(file, text);
    const config = createStore();
    await config.open();
    expect(config.current()).toEqual(defaultConfig());
    expect(String(config.refusal()?.details.problem)).toContain(named);
    expect(await refused.promise).toBe(config.refusal());
  });
});

describe('what is said of a file that was refused', () => {
  async function refusalOf(text: string): Promise<AppError> {
    writeFileSync(file, text);
    await createStore().open();
    return refused.promise;
  }

  it.each([
    ['{"http":{"port":"8080"}}', 'http.port: invalid input: expected', 'http.port 应为数字'],
    ['{"http":{"port":70000}}', 'http.port: too big', 'http.port 不能大于 65535'],
    ['{"backup":{"keep":0}}', 'backup.keep: too small', 'backup.keep 不能小于 1'],
    ['{"log":{"level":"loud"}}', 'log.level: invalid option', 'log.level 只能是 "debug"、"info"、"warn"、"error"'],
    ['{"defaultTimeZone":"Mars/Olympus"}', 'defaultTimeZone: not a time zone', 'defaultTimeZone 没有这个时区'],
    ['{"defaultCurrency":"yuan"}', 'defaultCurrency: invalid string', 'defaultCurrency 格式不正确'],
    ['{"languge":"en"}', 'unrecognized key: "languge"', '没有名为 "languge" 的项'],
    ['{"http":{"host":""},"theme":7}', '; ', '；'],
    ['[]', 'not an object', '内容不是一个 JSON 对象'],
    ['{"language":', 'not JSON', '不是完整的 JSON'],
    ['{\n"theme": dark}', 'not JSON', '不是完整的 JSON'],
    ['{\n"theme": "dark",\n}', 'line 3 column 1', '第 3 行第 1 列'],
  ])('names the place and the reason of %s in the language of whoever reads it', async (text, en, zh) => {
    const { code, details } = await refusalOf(text);
    expect(formatError(code, details, 'en').sentence).toContain(en);
    expect(formatError(code, details, 'en').sentence).not.toMatch(/[\u4e00-\u9fff]/);
    expect(formatError(code, details, 'zh-CN').sentence).toContain(zh);
    expect(formatError(code, details, 'zh-CN').sentence).not.toMatch(/invalid|expected|too (big|small)|not an? /i);
  });
});

describe('the environment', () => {
  it('takes the place of the file', async () => {
    writeFileSync(file, '{"http":{"port":8080,"host":"::1"}}');
    const config = createStore({ MENDIAN_HTTP_PORT: '9090', MENDIAN_HTTP_ALLOWED_HOSTS: 'a.example, b.example' });
    await config.open();
    expect(config.current().http).toMatchObject({ port: 9090, host: '::1', allowedHosts: ['a.example', 'b.example'] });
  });

  it.each([{ MENDIAN_HTTP_PORT: 'eighty' }, { MENDIAN_LANGUAGE: 'de' }])(
    'keeps the app from starting with %j',
    async (env) => {
      await expect(createStore(env).open()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    },
  );

  it('is told to whoever follows the settings, without a file, too', async () => {
    changed = Promise.withResolvers();
    await createStore({ MENDIAN_LOG_LEVEL: 'debug' }).open();
    expect((await changed.promise).log.level).toBe('debug');
  });

  it('fixes a setting, which then cannot be changed', async () => {
    const config = createStore({ MENDIAN_LANGUAGE: 'en' });
    await config.open();
    await expect(config.update({ language: 'zh-CN' })).rejects.toMatchObject({
      code: 'SETTING_FIXED',
      details: { setting: 'language', variable: 'MENDIAN_LANGUAGE' },
    });
  });
});

describe('changing the file while the app runs', () => {
  it('takes effect when it is written in place', async () => {
    writeFileSync(file, '{"theme":"light"}');
    const config = createStore();
    await config.open();
    changed = Promise.withResolvers();
    writeFileSync(file, '{"theme":"dark"}');
    expect((await changed.promise).theme).toBe('dark');
  });

  it('takes effect when an editor puts another file in its place, again and again', async () => {
    const config = createStore();
    await config.open();
    for (const theme of ['dark', 'light', 'system'] as const) {
      changed = Promise.withResolvers();
      replaceFile(JSON.stringify({ theme }));
      expect((await changed.promise).theme).toBe(theme);
    }
  });

  it('keeps the settings in force on a bad edit and says why, in a sentence that names the place', async () => {
    writeFileSync(file, '{"theme":"dark"}');
    const config = createStore();
    await config.open();
    replaceFile('{"theme":"dark","log":{"level":"loud"}}');
    const refusal = await refused.promise;
    expect(refusal.code).toBe('CONFIG_INVALID');
    expect(refusal.details.problem).toContain('log.level');
    expect(config.current().theme).toBe('dark');
    changed = Promise.withResolvers();
    replaceFile('{"theme":"light"}');
    await changed.promise;
    expect(config.refusal()).toBeNull();
  });

  it('waits for the rest of a file that is half written', async () => {
    const firstLook = Promise.withResolvers<() => void>();
    const secondLook = Promise.withResolvers<() => void>();
    const looks = [firstLook, secondLook];
    const config = createStore({}, (_milliseconds, work) => {
      // The watcher may tell of one write several times; each time puts the same look off.
      const look = looks[0];
      look?.resolve(() => {
        looks.shift();
        work();
      });
      return () => undefined;
    });
    await config.open();
    const outcome = Promise.race([changed.promise, refused.promise]);
    writeFileSync(file, '{"theme":"da');
    (await firstLook.promise)();
    const lookAgain = await secondLook.promise;
    writeFileSync(file, '{"theme":"dark"}');
    lookAgain();
    expect(await outcome).toMatchObject({ theme: 'dark' });
  });

  it('refuses a file that stays half written', async () => {
    const config = createStore({}, (_milliseconds, work) => {
      const now = setImmediate(work);
      return () => clearImmediate(now);
    });
    await config.open();
    writeFileSync(file, '{"theme":"da');
    expect((await refused.promise).details.problem).toContain('not JSON');
    expect(config.current()).toEqual(defaultConfig());
  });
});

describe('changing settings from the app', () => {
  it('writes the file whole, keeps what else it says, and tells of the change once', async () => {
    writeFileSync(file, '{"http":{"port":8080}}');
    const config = createStore();
    await config.open();
    changes.length = 0;
    await config.update({ theme: 'dark' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ http: { port: 8080 }, theme: 'dark' });
    expect(readdirSync(join(directory, 'data'))).toEqual(['config.json']);
    expect(changes.map(({ theme }) => theme)).toEqual(['dark']);
  });

  it('refuses what is not valid and leaves the file alone', async () => {
    const config = createStore();
    await config.open();
    await expect(config.update({ defaultTimeZone: 'Nowhere' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(readdirSync(join(directory, 'data'))).toEqual([]);
  });

  it('keeps several changes made at once', async () => {
    const config = createStore();
    await config.open();
    await Promise.all([
      config.update({ theme: 'dark' }),
      config.update({ language: 'en' }),
      config.update({ riseColour: 'red' }),
    ]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ theme: 'dark', language: 'en', riseColour: 'red' });
  });

  it('sets a file aside that it could not read, instead of writing over it', async () => {
    writeFileSync(file, '{"theme":');
    const config = createStore();
    await config.open();
    await config.update({ language: 'en' });
    expect(readFileSync(`${file}.refused`, 'utf8')).toBe('{"theme":');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ language: 'en' });
  });
});

describe('docs/configuration.md', () => {
  it('says what the code says', () => {
    const written = readFileSync(fileURLToPath(new URL('../../../docs/configuration.md', import.meta.url)), 'utf8');
    expect(written).toBe(configurationDocument());
  });
});
