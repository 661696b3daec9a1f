/** Asks over the network whether those whom we talk to can be reached, and whether it is they who answer. */
import { connect as connectTcp } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect as connectTls } from 'node:tls';
import type { ProbeResult } from './connection.ts';

/** True while any interface but the loopback is up. Loopback targets need none. */
export function anyLinkUp(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}

/** Whether an address is on this computer itself. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

/** Tries all of them side by side: one that is reached is enough. Never fails. */
export async function probeTargets(
  targets: readonly URL[],
  thorough: boolean,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const results = await Promise.all(targets.map((target) => probeOne(target, thorough, signal)));
  if (results.includes('reached')) return 'reached';
  return results.includes('captive') ? 'captive' : 'unreachable';
}

function probeOne(target: URL, thorough: boolean, signal: AbortSignal): Promise<ProbeResult> {
  const isTls = target.protocol === 'https:';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const port = Number(target.port) || (isTls ? 443 : 80);
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve('unreachable');
      return;
    }
    const socket =
      isTls && thorough
        ? connectTls({ host, port, servername: host, rejectUnauthorized: false })
        : connectTcp({ host, port });
    const end = (result: ProbeResult) => {
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(result);
    };
    const giveUp = () => end('unreachable');
    signal.addEventListener('abort', giveUp, { once: true });
    socket.on('error', giveUp);
    // A certificate that is not the target's belongs to something in between; nothing is sent to it.
    socket.on('secureConnect', () => end('authorized' in socket && socket.authorized ? 'reached' : 'captive'));
    if (!(isTls && thorough)) socket.on('connect', () => end('reached'));
  });
}
