/** Cached values are shared by everybody who asks, so nobody may change them. */

/** So deep does a call call itself; what lies deeper waits for its turn. */
const DEEPEST = 100;

/** Freezes plain data all through, in place, and gives it. Costs a pass over it: for values that are kept. */
export function deepFreeze<Value>(value: Value): Value {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) freeze(waiting.pop(), 0, waiting);
  return value;
}

function freeze(value: unknown, depth: number, waiting: unknown[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth === DEEPEST) {
    waiting.push(value);
    return;
  }
  if (Object.isFrozen(value) || ArrayBuffer.isView(value)) return;
  Object.freeze(value);
  if (Array.isArray(value)) for (const part of value) freeze(part, depth + 1, waiting);
  else for (const name in value) freeze((value as Record<string, unknown>)[name], depth + 1, waiting);
}
