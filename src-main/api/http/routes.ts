/** Every address the server answers to. A request comes here only after the guard has let it in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { AppError } from '#shared/domain/app-error.ts';
import { inOneShape } from '../one-shape.ts';
import { MAX_CALL_BYTES } from '../port-message.ts';
import type { ApiRouter } from '../router.ts';
import { docsPage } from './docs-page.ts';
import { errorBody } from './error-body.ts';
import { boundedStreams, createEventStreams, type RequestContext } from './event-streams.ts';
import type { OpenApiDocument } from './openapi.ts';
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

export interface Asked {
  readonly url: URL;
  /** Whose session or token the request has shown. */
  readonly caller: string;
}

export type Route = (request: IncomingMessage, response: ServerResponse, asked: Asked) => Promise<void>;

function allow(request: IncomingMessage, ...methods: string[]): void {
  const method = request.method ?? '';
  if (!methods.includes(method)) throw new AppError('METHOD_NOT_ALLOWED', { details: { method } });
}

/** Gives the function that answers a request, or throws the AppError to answer with. */
export function createRoutes(options: RouteOptions): Route {
  const { router, page, version, traceId } = options;
  const streams = createEventStreams();
  const handling = () => ({
    plugins: [new BodyLimitPlugin<RequestContext>({ maxBodySize: MAX_CALL_BYTES })],
    interceptors: [inOneShape(traceId)],
    clientInterceptors: [boundedStreams(traceId)],
  });
  const rpc = new RPCHandler<RequestContext>(router, handling());
  const openApi = new OpenAPIHandler<RequestContext>(router, {
    ...handling(),
    customErrorResponseBodyEncoder: errorBody,
  });
  let document: Promise<OpenApiDocument> | null = null;

  /** Hardly anybody reads it: what makes it is loaded for the first who does. */
  async function makeDocument(): Promise<OpenApiDocument> {
    const { openApiDocument } = await import('./openapi.ts');
    return openApiDocument(version);
  }

  async function answerOpenApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (url.pathname !== '/api/openapi.json' && url.pathname !== '/api/docs') return false;
    allow(request, 'GET', 'HEAD');
    document ??= makeDocument();
    if (url.pathname === '/api/docs') sendText(response, 200, 'text/html', docsPage(await document));
    else sendJson(response, 200, await document);
    return true;
  }

  return async (request, response, { url, caller }) => {
    const path = url.pathname;
    const context = streams.contextOf(caller, response);
    if (path.startsWith('/rpc/')) {
      const { matched } = await rpc.handle(request, response, { prefix: '/rpc', context });
      if (!matched) throw new AppError('NOT_FOUND', { details: { what: path } });
    } else if (path.startsWith('/api/') || path === '/api') {
      if (await answerOpenApi(request, response, url)) return;
      const { matched } = await openApi.handle(request, response, { prefix: '/api', context });
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
