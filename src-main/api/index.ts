/** The door of the API. */
export { type ApiErrorData, isApiError, toAppError } from './api-error.ts';
export type { Area, Areas, CallOptions } from './area.ts';
export { PAGE_FILE_TYPES, PAGE_POLICY } from './built-page.ts';
export type { HttpServer, HttpServerOptions } from './http/server.ts';
export { loadHttpServer } from './load-http-server.ts';
export { type ServedPort, servePort } from './message-port.ts';
export { type ApiClient, type ApiRouter, createRouter, directClient } from './router.ts';
