/** `serve`: the hub. It answers until the process is asked to end. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/domain/app-error.ts';
import { type HttpServer, type HttpServerOptions, loadHttpServer } from '../../api/index.ts';
import type { Engine } from '../compose.ts';
import { type Command, type CommandContext, type CommandResult, textOption } from './command.ts';

const MEGABYTE = 1_000_000;
const LAST_PORT = 65_535;

function portOption(context: CommandContext): number | null {
  const text = textOption(context, 'port');
  if (text === undefined) return null;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= LAST_PORT && text !== '') return port;
  throw new AppError('COMMAND_MISUSED', { details: { problem: `--port ${text}` } });
}

function serverOptions(context: CommandContext, engine: Engine): HttpServerOptions {
  const { http } = engine.config.current();
  const port = portOption(context);
  const { grants, paths, log, trace, now, router, version } = engine;
  return {
    router,
    version,
    host: textOption(context, 'host') ?? http.host,
    port: port ?? http.port,
    fixed: port !== null && port !== 0,
    pageDirectory: context.application.pageDirectory,
    accessTokenFile: paths.accessToken,
    sessionFile: paths.sessions,
    upload: {
      directory: paths.uploads,
      maxBytes: http.uploadMegabytes * MEGABYTE,
      grant: grants.grantUpload,
    },
    webhook: engine.hearWebhook,
    allowedHosts: http.allowedHosts,
    log: log.child('http'),
    trace,
    random: randomBytes,
    now,
  };
}

/** Hands an address to the system's browser; that it cannot be had is no reason not to serve. */
function openBrowser(url: string, context: CommandContext): void {
  const [command, args]: [string, string[]] =
    process.platform === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', [url]];
  const browser = spawn(command, args, { stdio: 'ignore', detached: true });
  browser.on('error', () => context.terminal.err(`${context.texts().noBrowser}\n`));
  browser.unref();
}

function announce(context: CommandContext, server: HttpServer): void {
  const url = server.signInUrl();
  const { terminal, json } = context;
  if (json) terminal.out(JSON.stringify({ url, host: server.host, port: server.port, pid: process.pid }));
  else terminal.out(context.texts().serving(url));
  if (context.options.open === true) openBrowser(url, context);
}

async function run(context: CommandContext): Promise<CommandResult> {
  const [engine, startHttpServer] = await Promise.all([context.engine(), loadHttpServer()]);
  const server = await startHttpServer(serverOptions(context, engine));
  const ending = Promise.withResolvers<void>();
  const stops = [
    context.terminal.onEnd(() => ending.resolve()),
    context.terminal.onLine(() => context.terminal.out(context.texts().serving(server.signInUrl()))),
  ];
  announce(context, server);
  await engine.keepTime();
  try {
    await ending.promise;
  } finally {
    for (const stop of stops) stop();
    await server.close();
  }
  return { json: null, text: null };
}

export const serve: Command = {
  name: 'serve',
  options: { port: { type: 'string' }, host: { type: 'string' }, open: { type: 'boolean' } },
  run,
};
