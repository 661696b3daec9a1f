/** The way to the engine from inside the desktop window: a MessagePort that the preload hands over on request. */
import { type DesktopBridge, ENGINE_PORT_MESSAGE } from '#shared/desktop/bridge.ts';

declare global {
  interface Window {
    /** Present in the desktop window only. */
    readonly mendian?: DesktopBridge;
  }
}

/** Gives what the desktop offers the page; undefined in a browser. */
export function desktopBridge(): DesktopBridge | undefined {
  return window.mendian;
}

/** Asks for a port to the engine and gives it, started, once it has arrived. */
export function requestPort(bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent): void => {
      const port = event.ports[0];
      // Messages of another window or origin are none of ours, whatever they say.
      if (event.source !== window || event.data !== ENGINE_PORT_MESSAGE || port === undefined) return;
      window.removeEventListener('message', receive);
      port.start();
      resolve(port);
    };
    window.addEventListener('message', receive);
    bridge.connect();
  });
}
