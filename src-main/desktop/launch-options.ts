/** The command line of the desktop app: one option, as in the hub. */
import { resolve } from 'node:path';

export interface LaunchOptions {
  /** Given by `--data-dir DIR`; null: the platform's place. */
  readonly dataDirectory: string | null;
}

/** Reads the arguments after the executable (and, unpackaged, after the app's folder). What it does not know is Chromium's. */
export function readLaunchOptions(args: readonly string[], workingDirectory: string): LaunchOptions {
  let directory: string | null = null;
  for (const [index, arg] of args.entries()) {
    if (arg === '--data-dir') directory = args[index + 1] ?? null;
    else if (arg.startsWith('--data-dir=')) directory = arg.slice('--data-dir='.length);
  }
  return { dataDirectory: directory === null || directory === '' ? null : resolve(workingDirectory, directory) };
}
