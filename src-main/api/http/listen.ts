/** Finds a port to listen on: exactly the asked one when it was asked for, else the next that is free. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '#shared/domain/app-error.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Someone asked for this very port: another one would not be found by whoever expects it. */
  readonly fixed: boolean;
}

/** So many ports are tried one after another before any free one is taken. */
const TRIES = 20;
const LAST_PORT = 65_535;

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(error);
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Gives the port that the server listens on. @throws AppError PORT_IN_USE, ADDRESS_UNAVAILABLE. */
export async function listen(server: Server, { host, port, fixed }: ListenOptions): Promise<number> {
  const next = Array.from({ length: TRIES }, (_, index) => port + index).filter((candidate) => candidate <= LAST_PORT);
  const candidates = fixed || port === 0 ? [port] : [...next, 0];
  for (const candidate of candidates) {
    try {
      await listenOn(server, host, candidate);
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
        throw new AppError('ADDRESS_UNAVAILABLE', { details: { host }, cause: error });
      }
      const taken = code === 'EADDRINUSE' || code === 'EACCES';
      if (!taken) throw error;
      if (fixed) throw new AppError('PORT_IN_USE', { details: { port }, cause: error });
    }
  }
  throw new AppError('PORT_IN_USE', { details: { port } });
}
