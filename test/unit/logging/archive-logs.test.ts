import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveLogs, createLogFile, newestLines } from '../../../src-main/logging/index.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-logs-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const weeks = ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'];
const nameOf = (week: string) => `mendian-${week}.log`;
function writeWeeks(): void {
  for (const week of weeks) writeFileSync(join(directory, nameOf(week)), `line of ${week}\n`.repeat(1_000));
}

describe('the archive of logs', () => {
  it('packs past weeks, but for the newest of them, and loses no line', async () => {
    writeWeeks();
    expect(await archiveLogs(directory)).toEqual([nameOf('2026-11-02'), nameOf('2026-10-26')]);
    expect(readdirSync(directory).sort()).toEqual([
      'mendian-2026-10-26.log.gz',
      'mendian-2026-11-02.log.gz',
      'mendian-2026-11-09.log',
      'mendian-2026-11-16.log',
    ]);
    const packed = readFileSync(join(directory, 'mendian-2026-10-26.log.gz'));
    expect(gunzipSync(packed).toString()).toBe('line of 2026-10-26\n'.repeat(1_000));
  });

  it('has nothing more to do a second time', async () => {
    writeWeeks();
    await archiveLogs(directory);
    expect(await archiveLogs(directory)).toEqual([]);
  });

  it('is given up with the week that is too old to be kept', async () => {
    writeWeeks();
    await archiveLogs(directory);
    const file = createLogFile({
      directory,
      now: () => Date.parse('2026-11-23T10:00:00Z'),
      keepWeeks: () => 3,
      onProblem: () => undefined,
    });
    file.open();
    await file.close();
    expect(readdirSync(directory).sort()).toEqual([
      'mendian-2026-11-09.log',
      'mendian-2026-11-16.log',
      'mendian-2026-11-23.log',
    ]);
  });

  it('can still be looked through, from the newest line to the oldest of all weeks, each once', async () => {
    const lineOf = (week: string, second: number) =>
      JSON.stringify({ time: `${week}T08:00:0${second}.000Z`, level: 'info', message: `${week} ${second}` });
    for (const week of weeks) writeFileSync(join(directory, nameOf(week)), `${lineOf(week, 1)}\n${lineOf(week, 2)}\n`);
    const before = await newestLines(directory, { limit: 100 });
    const [packed] = await archiveLogs(directory);
    expect(await newestLines(directory, { limit: 100 })).toEqual(before);
    expect(before.map(({ message }) => message)).toEqual(
      weeks.toReversed().flatMap((week) => [`${week} 2`, `${week} 1`]),
    );
    // Cut off before the original went.
    writeFileSync(join(directory, packed!), gunzipSync(readFileSync(join(directory, `${packed}.gz`))));
    expect(await newestLines(directory, { limit: 100 })).toEqual(before);
  });
});
