/** The hub as a process of its own, asked over HTTP as scripts ask it. It may be killed at any moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BUILT_HUB } from '../../../built-hub/index.ts';

export interface HubProcess {
  readonly pid: number;
  /** From the start of the process until it answers, in milliseconds. */
  readonly startedIn: number;
  /** An answer's content. @throws HubRefusal; whatever `fetch` throws where the hub has gone. */
  ask<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
  /** Resolves when the process has ended. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** The hub has answered, with a no. */
export class HubRefusal extends Error {}

export interface HubProcessOptions {
  readonly directory: string;
  readonly env?: Readonly<Record<string, string>>;
}

const START_MILLISECONDS = 60_000;

/** @throws Error with what it said on standard error where it does not come up. */
export async function startHub({ directory, env = {} }: HubProcessOptions): Promise<HubProcess> {
  const began = performance.now();
  const args = [
    '--disable-warning=ExperimentalWarning',
    BUILT_HUB,
    '--data-dir',
    directory,
    'serve',
    '--port',
    '0',
    '--json',
  ];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', WARMUP_ENABLED: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const endWithParent = () => void child.kill('SIGKILL');
  process.once('exit', endWithParent);
  void exited.then(() => process.off('exit', endWithParent));
  const { port } = await announcement(child);
  const startedIn = performance.now() - began;
  const token = readFileSync(join(directory, 'access-token'), 'utf8').trim();

  return {
    pid: child.pid!,
    startedIn,
    async ask(method, path, body) {
      const response = await fetch(`http://127.0.0.1:${port}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw new HubRefusal(`${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text) as never;
    },
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
  };
}

async function announcement(child: ChildProcess): Promise<{ port: number }> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${String(chunk)}`.slice(-4_000);
  });
  const deadline = AbortSignal.timeout(START_MILLISECONDS);
  try {
    for await (const line of createInterface({ input: child.stdout!, signal: deadline })) return JSON.parse(line);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  child.kill('SIGKILL');
  throw new Error(`the hub did not come up: ${said}`);
}
