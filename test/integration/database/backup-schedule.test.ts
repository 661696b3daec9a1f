import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackupSchedule, databaseFiles, type StoredBackup } from '../../../src-main/database/index.ts';
import { removeDirectory, temporaryDirectory } from './engine-database.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T07:00:00Z');

let directory: string;
let now: number;
let made: number[];
let fails: boolean;
let everyHours: number;
let pending: { at: number; work: () => void } | null;

beforeEach(() => {
  directory = temporaryDirectory();
  now = START;
  made = [];
  fails = false;
  everyHours = 6;
  pending = null;
  writeFileSync(databaseFiles(directory).database, 'written by an import');
  touchDatabase(START - 1);
});
afterEach(() => removeDirectory(directory));

function touchDatabase(milliseconds: number): void {
  utimesSync(databaseFiles(directory).database, milliseconds / 1000, milliseconds / 1000);
}

/** Stands for the maintenance thread: leaves behind what a real backup leaves. */
function storeBackup(): StoredBackup {
  const { backups } = databaseFiles(directory);
  mkdirSync(backups, { recursive: true });
  const createdAt = new Date(now).toISOString();
  const fileName = `mendian-${createdAt.replace(/[-:.]/g, '')}.db.zst`;
  const description = { createdAt, verifiedAt: createdAt, orders: 0, schemaVersion: 20 };
  writeFileSync(join(backups, fileName), '');
  writeFileSync(join(backups, `${fileName}.json`), JSON.stringify(description));
  made.push(now);
  return { fileName, bytes: 0, description };
}

function schedule() {
  return createBackupSchedule({
    dataDirectory: directory,
    settings: () => ({ everyHours, keep: 3 }),
    createBackup: async () => {
      if (fails) throw new Error('the disk is full');
      return storeBackup();
    },
    now: () => now,
    log: { write: () => undefined },
    later(milliseconds, work) {
      pending = { at: now + milliseconds, work };
      return () => {
        pending = null;
      };
    },
  });
}

/** Moves the clock to the pending turn, runs it and waits until the next one is planned. */
async function nextTurn(): Promise<void> {
  const turn = pending!;
  pending = null;
  now = turn.at;
  turn.work();
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the backup schedule', () => {
  it('makes the first backup soon after the start, the next one an interval later', async () => {
    schedule().start();
    await nextTurn();
    touchDatabase(now + 1);
    await nextTurn();
    expect(made).toEqual([START + 60_000, START + 60_000 + 6 * HOUR]);
  });

  it('waits for the rest of the interval when a backup was made before the start', () => {
    now = START - HOUR;
    storeBackup();
    now = START;
    schedule().start();
    expect(pending?.at).toBe(START + 5 * HOUR);
  });

  it('makes up for one that was missed while the PC was off', () => {
    now = START - 20 * HOUR;
    storeBackup();
    now = START;
    schedule().start();
    expect(pending?.at).toBe(START + 60_000);
  });

  it('makes none when nothing was written since the last', async () => {
    schedule().start();
    await nextTurn();
    await nextTurn();
    expect(made).toHaveLength(1);
    expect(pending).not.toBeNull();
  });

  it('tries again soon after a failure and says what failed', async () => {
    fails = true;
    const backups = schedule();
    backups.start();
    await nextTurn();
    expect(backups.lastFailure()).toContain('the disk is full');
    expect(pending?.at).toBe(START + 60_000 + HOUR / 4);
    fails = false;
    await nextTurn();
    expect(backups.lastFailure()).toBeNull();
    expect(made).toHaveLength(1);
  });

  it('plans nothing once it is stopped', () => {
    const backups = schedule();
    backups.start();
    backups.stop();
    expect(pending).toBeNull();
    expect(backups.nextAt()).toBeNull();
  });

  it('makes none while backups are switched off, and goes on when they are switched on', async () => {
    everyHours = 0;
    const backups = schedule();
    backups.start();
    expect(backups.nextAt()).toBeNull();
    await nextTurn();
    await nextTurn();
    expect(made).toEqual([]);
    expect(now).toBe(START + 2 * HOUR);
    everyHours = 6;
    await nextTurn();
    expect(made).toHaveLength(1);
  });

  it('never makes them faster than one a minute', async () => {
    everyHours = 0.000_001;
    schedule().start();
    await nextTurn();
    touchDatabase(now + 1);
    await nextTurn();
    expect(made).toEqual([START + 60_000, START + 120_000]);
  });

  it('does not wait for the time of a backup that a wrong clock put into the future', () => {
    now = START + 70 * 365 * 24 * HOUR;
    storeBackup();
    now = START;
    schedule().start();
    expect(pending?.at).toBe(START + 60_000);
  });
});
