/** The system's keychain as a file beside the window's own: what it seals, only it can open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param file asked at each use: the app moves its folders first. */
export function hostKeychain(file: () => string) {
  function key(): Buffer {
    const path = file();
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, randomBytes(32), { mode: 0o600 });
    }
    return readFileSync(path);
  }

  return {
    isAsyncEncryptionAvailable: async () => process.env.MENDIAN_HOST_NO_KEYCHAIN !== '1',
    async encryptStringAsync(plain: string): Promise<Buffer> {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), nonce);
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
      const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      return { result: plain.toString('utf8'), shouldReEncrypt: false };
    },
  };
}
