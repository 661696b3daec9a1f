/** For what announces itself by no event, such as the state of a server or of another process: the one place that polls. */

export interface UntilOptions {
  /** Between two looks. */
  readonly pause?: number;
  /** After which it counts as never coming. */
  readonly deadline?: number;
}

/**
 * Resolves once `holds` gives true; looks at once, and then again and again. Times are in milliseconds.
 * @throws Error naming what was waited for, asked then where it is a function, when the deadline is over
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string) = 'what was waited for',
  { pause = 5, deadline = 30_000 }: UntilOptions = {},
): Promise<void> {
  const end = performance.now() + deadline;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`never came to be: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
