/**
 * Where shops' secrets lie: one file, each shop's part sealed on its own, replaced in one step. Neither the database nor its
 * backups, nor the log, nor a page ever holds any of it.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/domain/app-error.ts';

/** Seals what nobody else on the computer may read: the system's keychain in the window, a key file in the hub. */
export interface SecretBox {
  seal(plain: string): Promise<Uint8Array>;
  /** @throws whatever says that this was sealed elsewhere or spoilt. */
  open(sealed: Uint8Array): Promise<string>;
}

export type Secrets = Readonly<Record<string, string>>;

export interface Vault {
  /** Gives a shop's secrets; null: none are kept. @throws AppError VAULT_UNREADABLE. */
  read(shopId: number): Promise<Secrets | null>;
  /** On the disk when it resolves. */
  write(shopId: number, secrets: Secrets): Promise<void>;
  forget(shopId: number): Promise<void>;
}

const fileSchema = z.object({ version: z.literal(1), shops: z.record(z.string(), z.base64()) });
const secretsSchema = z.record(z.string(), z.string());

/** Makes a vault in one file. @param box seals each shop's part. */
export function createVault(file: string, box: SecretBox): Vault {
  /** Reads and writes take turns: each write replaces the whole file. */
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = turn.then(work, work);
    turn = mine;
    return mine;
  }

  async function load(): Promise<Record<string, string>> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      throw error;
    }
    try {
      return fileSchema.parse(JSON.parse(text)).shops;
    } catch (cause) {
      throw new AppError('VAULT_UNREADABLE', { action: 'reauthorise', cause });
    }
  }

  async function save(shops: Record<string, string>): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const incoming = `${file}.new`;
    const handle = await open(incoming, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ version: 1, shops }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(incoming, file);
  }

  /** A file that cannot be read holds nothing that could still be saved: it is kept aside and begun anew. */
  async function loadOrBeginAnew(): Promise<Record<string, string>> {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await rename(file, `${file}.unreadable`);
      return {};
    }
  }

  return {
    read: (shopId) =>
      inTurn(async () => {
        const sealed = (await load())[shopId];
        if (sealed === undefined) return null;
        try {
          return secretsSchema.parse(JSON.parse(await box.open(Buffer.from(sealed, 'base64'))));
        } catch (cause) {
          throw new AppError('VAULT_UNREADABLE', { action: 'reauthorise', cause });
        }
      }),
    write: (shopId, secrets) =>
      inTurn(async () => {
        const sealed = Buffer.from(await box.seal(JSON.stringify(secrets))).toString('base64');
        await save({ ...(await loadOrBeginAnew()), [shopId]: sealed });
      }),
    forget: (shopId) =>
      inTurn(async () => {
        const { [shopId]: known, ...rest } = await loadOrBeginAnew();
        if (known !== undefined) await save(rest);
      }),
  };
}
