/** Every address the server answers to. A request comes here only after the guard has let it in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { ORPCError } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { AppError } from '#shared/domain/app-error.ts';
import { toApiError } from '../api-error.ts';
import type { ApiRouter } from '../router.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';
import type { PageFiles } from './page-files.ts';
import { sendJson, sendText } from './reply.ts';
import { receiveUpload, type UploadOptions } from './upload.ts';

export interface RouteOptions {
  readonly router: ApiRouter;
  readonly version: string;
  readonly page: PageFiles;
  readonly upload: UploadOptions;
  /** The trace id of the request being served. */
  readonly traceId: () => string;
}

export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Far more than the largest plan of 500 files with all their columns needs. */
const MAX_CALL_BYTES = 8_000_000;

function allow(request: IncomingMessage, ...methods: string[]): void {
  const method = request.method ?? '';
  if (!methods.includes(method)) throw new AppError('METHOD_NOT_ALLOWED', { details: { method } });
}

/** Gives the function that answers a request, or throws the AppError to answer with. */
export function createRoutes(options: RouteOptions): Route {
  const { router, page, version, traceId } = options;
  /** What fails before a procedure is reached gets the same shape as what fails inside one. */
  async function inOneShape<Result>({ next }: { next: () => Promise<Result> }): Promise<Result> {
    try {
      return await next();
    } catch (error) {
      const unreadable = new AppError('INVALID_INPUT', {
        details: { problem: 'the body cannot be read' },
        cause: error,
      });
      throw toApiError(error instanceof ORPCError ? error : unreadable, traceId());
    }
  }
  const limits = () => [new BodyLimitPlugin({ maxBodySize: MAX_CALL_BYTES })];
  const rpc = new RPCHandler(router, { plugins: limits(), interceptors: [inOneShape] });
  const openApi = new OpenAPIHandler(router, { plugins: limits(), interceptors: [inOneShape] });
  let document: ReturnType<typeof openApiDocument> | null = null;

  async function answerOpenApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (url.pathname !== '/api/openapi.json' && url.pathname !== '/api/docs') return false;
    allow(request, 'GET', 'HEAD');
    document ??= openApiDocument(version);
    if (url.pathname === '/api/docs') sendText(response, 200, 'text/html', docsPage(await document));
    else sendJson(response, 200, await document);
    return true;
  }

  return async (request, response, url) => {
    const path = url.pathname;
    if (path.startsWith('/rpc/')) {
      const { matched } = await rpc.handle(request, response, { prefix: '/rpc', context: {} });
      if (!matched) throw new AppError('NOT_FOUND', { details: { what: path } });
    } else if (path.startsWith('/api/') || path === '/api') {
      if (await answerOpenApi(request, response, url)) return;
      const { matched } = await openApi.handle(request, response, { prefix: '/api', context: {} });
      if (!matched) throw new AppError('NOT_FOUND', { details: { what: path } });
    } else if (path === '/upload') {
      allow(request, 'POST');
      sendJson(response, 200, await receiveUpload(request, url.searchParams.get('name') ?? '', options.upload));
    } else {
      allow(request, 'GET', 'HEAD');
      page.send(request, response, path);
    }
  };
}
