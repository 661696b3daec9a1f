/** The router served over a MessagePort: the window's, or one end of a channel in a test. */
import { RPCHandler } from '@orpc/server/message-port';
import { newTraceId } from '../logging/index.ts';
import { inOneShape } from './one-shape.ts';
import { readPortMessage } from './port-message.ts';
import type { ApiRouter } from './router.ts';

type UpgradablePort = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0];
/** A port of Node, of the browser or of Electron's main process. */
export type ServedPort = UpgradablePort & { start?: () => void };

type OnData = (event: { data: unknown }) => void;

function listen(port: UpgradablePort, onData: OnData): void {
  if ('addEventListener' in port) port.addEventListener('message', onData);
  else if ('on' in port) port.on('message', (event) => onData({ data: event?.data }));
  else port.onMessage.addListener((data: unknown) => onData({ data }));
}

function onClose(port: UpgradablePort, closed: () => void): void {
  if ('addEventListener' in port) port.addEventListener('close', closed);
  else if ('on' in port) port.on('close', closed);
  else port.onDisconnect.addListener(closed);
}

/** Gives a port on which only well-formed messages arrive. */
function guarded(port: UpgradablePort, onMalformed: () => void): UpgradablePort {
  return {
    onMessage: {
      addListener(take) {
        listen(port, ({ data }) => {
          const message = readPortMessage(data);
          if (message) take(message);
          else onMalformed();
        });
      },
    },
    onDisconnect: { addListener: (closed) => onClose(port, closed) },
    postMessage: (data: unknown) => port.postMessage(data),
  };
}

/**
 * Answers calls on a port until it closes; open streams end with it.
 * @param onMalformed told of a message that is no call; it is not answered, and nothing else comes of it.
 */
export function servePort(router: ApiRouter, port: ServedPort, onMalformed: () => void = () => undefined): void {
  const handler = new RPCHandler(router, { interceptors: [inOneShape(newTraceId)] });
  handler.upgrade(guarded(port, onMalformed));
  port.start?.();
}
