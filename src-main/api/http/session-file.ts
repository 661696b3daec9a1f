/** Where open sessions outlive the server: as hashes, which let nobody in who reads them. */
import { z } from 'zod';
import type { Log } from '../../logging/index.ts';
import { createStateFile, type StateFormat } from '../../resilience/index.ts';
import type { Sessions } from './secrets.ts';

export interface SessionFile {
  /** None where the file cannot be read: browsers then sign in anew. */
  read(): Promise<Sessions>;
  /** Returns at once; what cannot be written is logged, and ends with the server. */
  write(sessions: Sessions): void;
}

const format: StateFormat<Sessions> = {
  encode: (sessions) => Buffer.from(JSON.stringify([...sessions])),
  decode: (bytes) =>
    new Map(z.array(z.tuple([z.string(), z.number()])).parse(JSON.parse(Buffer.from(bytes).toString()))),
};

export function createSessionFile(file: string, log: Log): SessionFile {
  const state = createStateFile(file, format, log);
  return {
    read: async () => (await state.read()) ?? new Map(),
    write(sessions) {
      state.write(sessions).catch((error: unknown) => log.warn('sessions cannot be kept', { file, error }));
    },
  };
}
