/** An error of the page is written to the same log as the engine's, and gets a number to find it by. */
import type { Client } from '../api/index.ts';

/** Limits of `system.reportError`. */
const MESSAGE_LENGTH = 2_000;
const STACK_LENGTH = 8_000;

/** Gives the trace id under which the error stands in the log; one of the page's own when the engine cannot be reached. */
export async function reportError(client: Client, thrown: unknown): Promise<string> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const message = (error.message || error.name).slice(0, MESSAGE_LENGTH);
  try {
    const { traceId } = await client.system.reportError({
      message,
      ...(error.stack === undefined ? {} : { stack: error.stack.slice(0, STACK_LENGTH) }),
    });
    return traceId;
  } catch (unreported) {
    const traceId = crypto.randomUUID();
    console.error(traceId, error, unreported);
    return traceId;
  }
}
