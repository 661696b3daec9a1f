/** Every log line is one JSON object with its time, level, trace id and part, and has been redacted before it is formed. */
import pino, { type DestinationStream } from 'pino';
import { redactDetails, redactText } from './redact.ts';
import type { Trace } from './trace.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogDetails = Record<string, unknown>;

export interface Log {
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
  /** For lines whose level is data, such as a worker thread's. A `traceId` in the details takes the present one's place. */
  write(level: LogLevel, message: string, details?: LogDetails): void;
  /** The same log under a part's name. */
  child(part: string): Log;
}

export interface LogControl extends Log {
  setLevel(level: LogLevel): void;
}

export interface LogOptions {
  readonly destinations: readonly DestinationStream[];
  readonly level: LogLevel;
  readonly trace: Trace;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** Makes a log that writes to all the destinations. */
export function createLog({ destinations, level, trace, now }: LogOptions): LogControl {
  const everywhere: DestinationStream = {
    write(line) {
      for (const destination of destinations) destination.write(line);
    },
  };
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    everywhere,
  );

  function part(name: string | null): Log {
    function write(lineLevel: LogLevel, message: string, details: LogDetails = {}): void {
      if (!logger.isLevelEnabled(lineLevel)) return;
      const { traceId = trace.current(), ...rest } = details;
      logger[lineLevel](
        { ...(traceId ? { traceId } : {}), ...(name ? { part: name } : {}), ...redactDetails(rest) },
        redactText(message),
      );
    }
    return {
      debug: (message, details) => write('debug', message, details),
      info: (message, details) => write('info', message, details),
      warn: (message, details) => write('warn', message, details),
      error: (message, details) => write('error', message, details),
      write,
      child: part,
    };
  }

  return {
    ...part(null),
    setLevel(next) {
      logger.level = next;
    },
  };
}
