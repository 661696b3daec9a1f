/** An error that nobody caught is logged under a trace id, and the process then ends in order: its state cannot be trusted. */
import { type Log, newTraceId } from '../logging/index.ts';

export interface ProcessGuardOptions {
  readonly log: Log;
  /** Ends the app in order; called once. */
  readonly shutdown: (traceId: string) => Promise<void>;
  /** Called when `shutdown` itself failed or took longer than 20 seconds. */
  readonly exit: (code: number) => void;
}

/** More than the container gives its slowest service. */
const SHUTDOWN_MILLISECONDS = 20_000;

/** Listens to the process's uncaught errors until the returned function is called. Entries call it; no import does. */
export function guardProcess({ log, shutdown, exit }: ProcessGuardOptions): () => void {
  let ending = false;

  function onError(kind: string, error: unknown): void {
    const traceId = newTraceId();
    log.error(kind, { traceId, error });
    if (ending) return;
    ending = true;
    const timer = setTimeout(() => exit(1), SHUTDOWN_MILLISECONDS);
    shutdown(traceId).then(
      () => clearTimeout(timer),
      (failure: unknown) => {
        log.error('shutdown failed', { traceId, error: failure });
        exit(1);
      },
    );
  }

  const onException = (error: unknown) => onError('uncaught exception', error);
  const onRejection = (error: unknown) => onError('unhandled rejection', error);
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}
