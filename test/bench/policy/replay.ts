/** What a policy makes of a trace. */
import type { Trace } from './trace.ts';

export interface HitRatio {
  /** Of 100 requests. */
  readonly requests: number;
  /** Of 100 bytes asked for. */
  readonly bytes: number;
}

/** One run of a policy: told of each request, says whether its key was there. Bytes count if the trace has them. */
export type PolicyRun = (key: number, position: number) => boolean;
export type PolicyMaker = (trace: Trace, capacity: number) => PolicyRun;

export function replay(trace: Trace, capacity: number, make: PolicyMaker): HitRatio {
  const request = make(trace, capacity);
  const { keys, bytes } = trace;
  let hits = 0;
  let hitBytes = 0;
  let allBytes = 0;
  for (let position = 0; position < keys.length; position++) {
    const key = keys[position]!;
    const size = bytes === null ? 1 : bytes[key]!;
    allBytes += size;
    if (!request(key, position)) continue;
    hits++;
    hitBytes += size;
  }
  return { requests: (100 * hits) / keys.length, bytes: (100 * hitBytes) / allBytes };
}
