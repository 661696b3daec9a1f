/**
 * Seals with a key that lies in a file of its own, readable by its owner alone: for the hub, which has no keychain. It keeps
 * secrets out of backups and bundles, and from whoever gets hold of the vault alone; not from whoever may read the key.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SecretBox } from './vault.ts';

const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 bits, random for each sealing. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Gives a box of AES-256-GCM; the key is made with the first sealing, and anew where the file holds none. */
export function createKeyFileBox(file: string): SecretBox {
  async function readKey(): Promise<Buffer | null> {
    try {
      return await readFile(file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  async function makeKey(): Promise<Buffer> {
    await mkdir(dirname(file), { recursive: true });
    const key = randomBytes(KEY_BYTES);
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(key);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return key;
  }

  /** What was sealed with a key that is cut off is lost already: the rest is kept aside, or nothing could be sealed ever again. */
  async function keyToSealWith(): Promise<Buffer> {
    const key = await readKey();
    if (key?.length === KEY_BYTES) return key;
    if (key) await rename(file, `${file}.unreadable`);
    return makeKey();
  }

  return {
    async seal(plain) {
      const key = await keyToSealWith();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    async open(sealed) {
      const key = await readKey();
      if (!key) throw new Error('the key file is gone');
      if (key.length !== KEY_BYTES) throw new Error(`the key file has ${key.length} bytes instead of ${KEY_BYTES}`);
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      return plain.toString('utf8');
    },
  };
}
