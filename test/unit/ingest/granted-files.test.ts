import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileGrants } from '../../../src-main/ingest/index.ts';

const HOUR = 3_600_000;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-grants-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function file(name: string): string {
  const path = join(directory, name);
  writeFileSync(path, name);
  return path;
}

describe('files that may be read', () => {
  it('remove an upload nobody asked for in a day when the next one comes', async () => {
    let time = 0;
    const grants = createFileGrants(() => time);
    const [forgotten, wanted] = [file('forgotten'), file('wanted')];
    const forgottenId = await grants.grantUpload(forgotten, 'forgotten.csv');
    const wantedId = await grants.grantUpload(wanted, 'wanted.csv');
    time = 20 * HOUR;
    grants.resolve(wantedId);
    time = 25 * HOUR;
    await grants.grantUpload(file('next'), 'next.csv');
    expect([existsSync(forgotten), existsSync(wanted)]).toEqual([false, true]);
    expect(() => grants.resolve(forgottenId)).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
    expect(grants.resolve(wantedId)).toMatchObject({ name: 'wanted.csv' });
  });

  it('end every grant of an upload with it, those of its further tables too', async () => {
    const grants = createFileGrants(() => 0);
    const path = file('book');
    const id = await grants.grantUpload(path, 'book.xlsx');
    const again = grants.grantAgain(id, 'book.xlsx [2]');
    await grants.dropUpload(grants.resolve(again).path);
    expect(existsSync(path)).toBe(false);
    for (const gone of [id, again]) {
      expect(() => grants.resolve(gone)).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
    }
  });

  it('never remove a file that was chosen where it lies', async () => {
    let time = 0;
    const grants = createFileGrants(() => time);
    const path = file('own.csv');
    const [own] = await grants.grantAll([path]);
    await grants.dropUpload(grants.resolve(own!.fileId).path);
    time = 48 * HOUR;
    await grants.grantUpload(file('next'), 'next.csv');
    expect(existsSync(path)).toBe(true);
    expect(grants.resolve(own!.fileId)).toMatchObject({ name: 'own.csv' });
  });
});
