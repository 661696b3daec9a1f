/** The router served over a MessagePort: the window's, or one end of a channel in a test. */
import { RPCHandler } from '@orpc/server/message-port';
import type { ApiRouter } from './router.ts';

type UpgradablePort = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0];
/** A port of Node, of the browser or of Electron's main process. */
export type ServedPort = UpgradablePort & { start?: () => void };

/** Answers calls on a port until it closes; open streams end with it. */
export function servePort(router: ApiRouter, port: ServedPort): void {
  new RPCHandler(router).upgrade(port);
  port.start?.();
}
