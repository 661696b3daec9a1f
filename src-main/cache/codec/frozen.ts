/** Cached values are shared by everybody who asks, so nobody may change them. */

/** Freezes plain data all through, in place, and gives it. Costs a pass over it: for values that are kept. */
export function deepFreeze<Value>(value: Value): Value {
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null || Object.isFrozen(next) || ArrayBuffer.isView(next)) continue;
    Object.freeze(next);
    for (const part of Object.values(next)) if (typeof part === 'object' && part !== null) waiting.push(part);
  }
  return value;
}
