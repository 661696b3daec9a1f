import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogFile, type LogFile, newestLines } from '../../../src-main/logging/index.ts';

const MONDAY = Date.parse('2026-11-16T00:00:00Z');
const WEEK = 7 * 86_400_000;
let directory: string;
let now: number;
let file: LogFile | null = null;

function openFile(): LogFile {
  file = createLogFile({
    directory,
    now: () => now,
    keepWeeks: () => 2,
    onProblem(error) {
      if (error) throw error;
    },
  });
  file.open();
  return file;
}

const line = (message: string, traceId?: string) =>
  `${JSON.stringify({ level: 'info', time: '2026-11-21T00:00:00.000Z', ...(traceId && { traceId }), message, rows: 1 })}\n`;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-log-'));
  now = MONDAY + 3 * 86_400_000;
});

afterEach(async () => {
  await file?.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the log file', () => {
  it('begins a new one each Monday and keeps the asked number of weeks', async () => {
    const log = openFile();
    for (let week = 0; week < 4; week++) {
      log.write(line(`week ${week}`));
      await log.flush();
      now += WEEK;
    }
    expect(readdirSync(directory).sort()).toEqual(['mendian-2026-11-30.log', 'mendian-2026-12-07.log']);
    expect(readFileSync(join(directory, 'mendian-2026-12-07.log'), 'utf8')).toContain('week 3');
  });

  it('goes on in the same file within a week', async () => {
    const first = openFile();
    first.write(line('one'));
    await first.close();
    const second = openFile();
    second.write(line('two'));
    await second.flush();
    expect(readFileSync(join(directory, 'mendian-2026-11-16.log'), 'utf8')).toBe(line('one') + line('two'));
  });

  it('keeps what was logged before it was open', async () => {
    const log = createLogFile({ directory, now: () => now, keepWeeks: () => 2, onProblem: () => undefined });
    file = log;
    log.write(line('early'));
    log.open();
    await log.flush();
    expect(readFileSync(join(directory, 'mendian-2026-11-16.log'), 'utf8')).toContain('early');
  });

  it('keeps the files of past weeks when the clock leaps ahead and back', async () => {
    const log = openFile();
    log.write(line('before'));
    await log.flush();
    now += 70 * 52 * WEEK;
    log.write(line('in the future'));
    now -= 70 * 52 * WEEK;
    log.write(line('after'));
    await log.flush();
    const text = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
    for (const message of ['before', 'in the future', 'after']) expect(text.join('')).toContain(message);
  });

  it('goes on in the old file when the new week cannot be opened, and never fails whoever logs', async () => {
    const problems: (string | null)[] = [];
    const log = createLogFile({
      directory,
      now: () => now,
      keepWeeks: () => 2,
      onProblem: (error) => void problems.push(error && 'told'),
    });
    file = log;
    log.open();
    mkdirSync(join(directory, 'mendian-2026-11-23.log'));
    now += WEEK;
    log.write(line('all the same'));
    await log.flush();
    expect(readFileSync(join(directory, 'mendian-2026-11-16.log'), 'utf8')).toContain('all the same');
    expect(problems).toEqual(['told']);
  });

  // The device that is always full is how Linux lets a full disk be tried.
  it.runIf(existsSync('/dev/full'))('says that the disk refuses it, and goes on', async () => {
    const problems: (string | null)[] = [];
    symlinkSync('/dev/full', join(directory, 'mendian-2026-11-16.log'));
    const log = createLogFile({
      directory,
      now: () => now,
      keepWeeks: () => 2,
      onProblem: (error) => void problems.push(error && String('code' in error && error.code)),
    });
    file = log;
    log.open();
    log.write(line('lost'));
    await log.flush();
    expect(problems).toEqual(['ENOSPC']);
  });

  it('touches no file that is not its own', () => {
    writeFileSync(join(directory, 'notes.log'), 'mine');
    openFile();
    expect(readdirSync(directory)).toContain('notes.log');
  });
});

describe('reading the newest lines', () => {
  it('gives them newest first, over several files, as many as asked', async () => {
    writeFileSync(join(directory, 'mendian-2026-11-09.log'), line('1') + line('2'));
    writeFileSync(join(directory, 'mendian-2026-11-16.log'), line('3') + line('4'));
    const lines = await newestLines(directory, { limit: 3 });
    expect(lines.map(({ message }) => message)).toEqual(['4', '3', '2']);
    expect(lines[0]).toEqual({
      at: '2026-11-21T00:00:00.000Z',
      level: 'info',
      message: '4',
      traceId: null,
      details: '{"rows":1}',
    });
  });

  it('finds one request among many lines, also across the blocks it reads', async () => {
    const name = join(directory, 'mendian-2026-11-16.log');
    writeFileSync(name, line('门店 first', 'abc'));
    for (let i = 0; i < 2_000; i++) appendFileSync(name, line(`看板 ${i}`, `other${i}`));
    appendFileSync(name, line('last', 'abc'));
    const lines = await newestLines(directory, { limit: 10, traceId: 'abc' });
    expect(lines.map(({ message }) => message)).toEqual(['last', '门店 first']);
    const all = await newestLines(directory, { limit: 5_000 });
    expect(all).toHaveLength(2_002);
    expect(all[1]?.message).toBe('看板 1999');
  });

  it('passes over a line that was cut off', async () => {
    writeFileSync(join(directory, 'mendian-2026-11-16.log'), `${line('whole')}{"level":"info","ti`);
    expect((await newestLines(directory, { limit: 5 })).map(({ message }) => message)).toEqual(['whole']);
  });
});
