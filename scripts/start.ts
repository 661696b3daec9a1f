/**
 * `npm start`: the app in its window, or, where Electron or a display cannot be had, the same page in the browser. What
 * is missing is said in one sentence and never waited for long.
 */
import { spawn } from 'node:child_process';
import { buildIfStale } from './build-state.ts';
import { findElectron, missingDisplay } from './electron-binary.ts';
import { hubEnvironment } from './hub-environment.ts';
import { root, runNode } from './project.ts';

/** An Electron that ends this soon with an error never showed a window: a library is missing, or the display refused. */
const START_FAILED_MILLISECONDS = 5_000;

async function openWindow(binary: string, args: readonly string[]): Promise<number | 'did not start'> {
  const startedAt = Date.now();
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot) console.error("Started as root: Chromium's own sandbox is off, because it refuses to run as root.");
  const code = await new Promise<number>((resolve) => {
    const child = spawn(binary, [...(asRoot ? ['--no-sandbox'] : []), root, ...args], { stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (exitCode) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(exitCode ?? 1);
    });
  });
  return code !== 0 && Date.now() - startedAt < START_FAILED_MILLISECONDS ? 'did not start' : code;
}

async function start(args: readonly string[]): Promise<number> {
  const built = await buildIfStale();
  if (built !== 0) return built;
  const electron = await findElectron();
  if ('binary' in electron) {
    const code = await openWindow(electron.binary, args);
    if (code !== 'did not start') return code;
    console.error('Electron ended before it showed a window.');
  } else {
    console.error(electron.reason);
  }
  console.error('Mendian is served to your browser instead, at the address below.');
  const browser = missingDisplay() === null ? ['--open'] : [];
  return runNode(['src-main/hub.ts', 'serve', ...browser, ...args], { env: hubEnvironment(process.env) });
}

process.exitCode = await start(process.argv.slice(2));
