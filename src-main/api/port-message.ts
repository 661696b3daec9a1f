/**
 * What a page may say on its port: a call, or that it no longer wants the answer. The protocol's own reader fails outside
 * of any call on everything else, where nobody could catch it; so nothing else reaches it.
 */
import { z } from 'zod';

/** Far more than the largest plan of 500 files with all their columns needs. */
export const MAX_CALL_BYTES = 8_000_000;

const REQUEST = 1;
const ABORT = 4;

const id = z.string().min(1).max(64);
const call = z.object({
  i: id,
  t: z.literal(REQUEST).optional(),
  p: z.object({
    /** The procedure's path. */
    u: z
      .string()
      .regex(/^\/[\w./~-]*$/)
      .max(200),
    m: z.string().max(16).optional(),
    b: z.unknown().optional(),
  }),
});
const abort = z.object({ i: id, t: z.literal(ABORT) });
const message = z.union([call, abort]);

/** A message as the protocol's reader takes it, without the headers: no call needs any. */
export type PortMessage = z.output<typeof message>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Gives the message, or null when it is none. */
export function readPortMessage(data: unknown): PortMessage | null {
  if (typeof data !== 'string' || data.length > MAX_CALL_BYTES) return null;
  const result = message.safeParse(parse(data));
  return result.success ? result.data : null;
}
