/** How a test steers what is outside the page: the answers of dialogs, the computer waking up, the end. */

export type ToHost =
  | { readonly type: 'answer-dialog'; readonly answer: object }
  | { readonly type: 'resume' }
  | { readonly type: 'crash-page' }
  | { readonly type: 'quit' };

export type FromHost =
  | { readonly type: 'browser'; readonly endpoint: string }
  | { readonly type: 'dialog'; readonly kind: string; readonly options: unknown }
  | { readonly type: 'menu'; readonly labels: readonly string[] };

/** Tells the test, if one started this process. */
export function tellTest(message: FromHost): void {
  process.send?.(message);
}

/** Hears the test, if one started this process. */
export function hearTest(listener: (message: ToHost) => void): void {
  process.on('message', (message) => listener(message as ToHost));
  // The channel alone must not keep the app alive.
  process.channel?.unref();
}
