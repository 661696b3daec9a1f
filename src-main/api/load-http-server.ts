/** Who serves over HTTP loads what that takes while the engine starts; the window's engine never does. */
import type { HttpServer, HttpServerOptions } from './http/server.ts';

/** Loads the HTTP server; gives the function that starts it, which throws AppError PORT_IN_USE, ADDRESS_UNAVAILABLE. */
export async function loadHttpServer(): Promise<(options: HttpServerOptions) => Promise<HttpServer>> {
  const { startHttpServer } = await import('./http/server.ts');
  return startHttpServer;
}
