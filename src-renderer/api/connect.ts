/** One client for both ways to the engine: a MessagePort in the desktop window, HTTP in a browser. */
import { type ClientContext, type ClientLink, createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '#shared/contract/index.ts';
import type { DesktopBridge } from '#shared/desktop/bridge.ts';
import { desktopBridge, requestPort } from './desktop-port.ts';

export type Client = ContractRouterClient<typeof contract>;

/** Gives a client that finds its own way to the engine, and finds it again after the engine was gone. */
export function connect(): Client {
  const bridge = desktopBridge();
  return createORPCClient(bridge === undefined ? httpLink() : portLink(bridge));
}

function httpLink(): ClientLink<ClientContext> {
  return new FetchLink({ url: new URL('/rpc', window.location.href), fetch: (request, init) => fetch(request, init) });
}

function portLink(bridge: DesktopBridge): ClientLink<ClientContext> {
  let current: Promise<ClientLink<ClientContext>> | null = null;
  const open = async (): Promise<ClientLink<ClientContext>> => {
    const port = await requestPort(bridge);
    // Calls in flight are rejected by the link itself; the next call asks for a new port.
    port.addEventListener('close', () => {
      current = null;
    });
    return new PortLink({ port });
  };
  return new DynamicLink(() => {
    current ??= open();
    return current;
  });
}
