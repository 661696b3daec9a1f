/**
 * Seals with the system's keychain. Where a computer has none (a Linux without one), with the key file that the hub uses; each
 * sealing says which, so that it is opened the same way.
 */
import { app, safeStorage } from 'electron';
import type { SecretBox } from '../engine/index.ts';

const KEYCHAIN = 1;
const KEY_FILE = 2;

/** @param keyFile used while there is no keychain. */
export function createKeychainBox(keyFile: SecretBox): SecretBox {
  const marked = (mark: number, sealed: Uint8Array) => Buffer.concat([Buffer.of(mark), sealed]);

  async function hasKeychain(): Promise<boolean> {
    await app.whenReady();
    return safeStorage.isAsyncEncryptionAvailable();
  }

  return {
    async seal(plain) {
      if (await hasKeychain()) return marked(KEYCHAIN, await safeStorage.encryptStringAsync(plain));
      return marked(KEY_FILE, await keyFile.seal(plain));
    },
    async open(sealed) {
      const content = Buffer.from(sealed.subarray(1));
      if (sealed[0] === KEY_FILE) return keyFile.open(content);
      if (sealed[0] !== KEYCHAIN || !(await hasKeychain())) throw new Error('sealed by a keychain that is not there');
      return (await safeStorage.decryptStringAsync(content)).result;
    },
  };
}
