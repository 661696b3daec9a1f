/** Keys are remembered for a day: a second call with the same key and input changes nothing, with another input it is refused. */
const DAY = 86_400_000;

interface Attempt {
  readonly input: string;
  readonly at: number;
  readonly failed: boolean;
}

export function createIdempotency(now: () => number) {
  const attempts = new Map<string, Attempt>();
  const error = (code: string) => [{ code, field: [], message: code }];

  return {
    /** Gives the errors of the attempt; none where it went through, now or before. */
    once<Problem extends { readonly code: string }>(key: string, input: string, carryOut: () => readonly Problem[]) {
      const before = attempts.get(key);
      if (before && now() - before.at < DAY) {
        if (before.input !== input) return error('IDEMPOTENCY_KEY_PARAMETER_MISMATCH');
        return before.failed ? error('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED') : [];
      }
      const problems = carryOut();
      attempts.set(key, { input, at: now(), failed: problems.length > 0 });
      return problems;
    },
  };
}
