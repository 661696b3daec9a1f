import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyFileBox, createVault, type SecretBox } from '../../../../src-main/sync/shops/index.ts';

describe('the vault of a hub', () => {
  let directory: string;
  let file: string;
  let box: SecretBox;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mendian-vault-'));
    file = join(directory, 'vault.json');
    box = createKeyFileBox(join(directory, 'keys', 'vault.key'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('gives back what was put in, also after a new start, and nothing for a shop it does not know', async () => {
    const vault = createVault(file, box);
    await Promise.all([vault.write(1, { token: 'shpat_one' }), vault.write(2, { token: '令牌二', secret: 's' })]);
    const later = createVault(file, createKeyFileBox(join(directory, 'keys', 'vault.key')));
    expect(await later.read(1)).toEqual({ token: 'shpat_one' });
    expect(await later.read(2)).toEqual({ token: '令牌二', secret: 's' });
    expect(await later.read(3)).toBeNull();
  });

  it('shows nothing of it in the file, which only its owner may read', async () => {
    await createVault(file, box).write(1, { token: 'shpat_one' });
    expect(readFileSync(file, 'utf8')).not.toContain('shpat');
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from('shpat').toString('base64').slice(0, 5));
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(join(directory, 'keys', 'vault.key')).mode & 0o077).toBe(0);
  });

  it('seals the same secret differently each time', async () => {
    expect(Buffer.from(await box.seal('same'))).not.toEqual(Buffer.from(await box.seal('same')));
  });

  it('forgets a shop and keeps the others', async () => {
    const vault = createVault(file, box);
    await vault.write(1, { token: 'one' });
    await vault.write(2, { token: 'two' });
    await vault.forget(1);
    expect(await vault.read(1)).toBeNull();
    expect(await vault.read(2)).toEqual({ token: 'two' });
  });

  it('says that it cannot be read when its key is another one, was tampered with, or is gone', async () => {
    const vault = createVault(file, box);
    await vault.write(1, { token: 'one' });
    const elsewhere = createVault(file, createKeyFileBox(join(directory, 'other.key')));
    await expect(elsewhere.read(1)).rejects.toMatchObject({ code: 'VAULT_UNREADABLE', action: 'reauthorise' });

    const content = JSON.parse(readFileSync(file, 'utf8')) as { shops: Record<string, string> };
    const bytes = Buffer.from(content.shops[1] ?? '', 'base64');
    bytes[14] = (bytes[14] ?? 0) ^ 1;
    writeFileSync(file, JSON.stringify({ version: 1, shops: { 1: bytes.toString('base64') } }));
    await expect(vault.read(1)).rejects.toMatchObject({ code: 'VAULT_UNREADABLE' });
  });

  it('takes new secrets when its file was spoilt, and keeps the spoilt one aside', async () => {
    writeFileSync(file, '{"version":1,"sho');
    const vault = createVault(file, box);
    await expect(vault.read(1)).rejects.toMatchObject({ code: 'VAULT_UNREADABLE' });
    await vault.write(1, { token: 'new' });
    expect(await vault.read(1)).toEqual({ token: 'new' });
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe('{"version":1,"sho');
  });

  it('takes new secrets when its key was cut off, and keeps what is left of it aside', async () => {
    const key = join(directory, 'keys', 'vault.key');
    const vault = createVault(file, box);
    await vault.write(1, { token: 'one' });
    truncateSync(key, 5);
    await expect(vault.read(1)).rejects.toMatchObject({ code: 'VAULT_UNREADABLE' });
    await vault.write(1, { token: 'new' });
    expect(await vault.read(1)).toEqual({ token: 'new' });
    expect(readFileSync(`${key}.unreadable`)).toHaveLength(5);
  });
});
