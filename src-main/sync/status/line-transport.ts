import { AppError } from '#shared/domain/app-error.ts';
import type { Transport } from '../platform/index.ts';
import type { Connection } from './connection.ts';

/** Gives a transport that tells the connection how its calls end: a call notices a broken line before any probe does. */
export function createLineTransport(transport: Transport, connection: Pick<Connection, 'heard' | 'missed'>): Transport {
  return async (request, signal) => {
    try {
      const response = await transport(request, signal);
      connection.heard();
      return response;
    } catch (error) {
      if (error instanceof AppError && error.code === 'PLATFORM_UNREACHABLE' && !signal.aborted) connection.missed();
      throw error;
    }
  };
}
