/** Starts peers (peer.ts) and talks to them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PeerCall, PeerStart } from './peer.ts';

export interface Peer {
  ask(call: PeerCall): Promise<unknown>;
  /** SIGKILL; resolves when it is gone. Calls under way reject. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

const PEER = fileURLToPath(new URL('./peer.ts', import.meta.url));

export async function startPeer(start: PeerStart): Promise<Peer> {
  const child: ChildProcess = fork(PEER, [JSON.stringify(start)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const endWithUs = () => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const calls = new Map<number, PromiseWithResolvers<unknown>>();
  const up = Promise.withResolvers<unknown>();
  calls.set(0, up);
  let last = 0;

  child.on('message', ({ id, value, error }: Reply) => {
    const call = calls.get(id);
    calls.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  });
  const ended = once(child, 'exit').then(() => {
    process.off('exit', endWithUs);
    for (const call of calls.values()) call.reject(new Error('the peer ended'));
  });

  await up.promise;
  return {
    ask(call) {
      const id = ++last;
      const reply = Promise.withResolvers<unknown>();
      calls.set(id, reply);
      child.send({ id, call });
      return reply.promise;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}
