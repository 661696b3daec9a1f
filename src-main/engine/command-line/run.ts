/**
 * Runs one command. Whatever happens: with `--json` exactly one JSON document is printed, the exit code is 0 only when the
 * command did what it was asked, and the engine is closed again.
 */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '#shared/domain/app-error.ts';
import { formatError, type Language, languageOfLocale } from '#shared/i18n/index.ts';
import { isApiError, toAppError } from '../../api/index.ts';
import { newTraceId } from '../../logging/index.ts';
import type { Application } from '../application.ts';
import { createEngine, type Engine } from '../compose.ts';
import type { Environment } from '../config/index.ts';
import { defaultDataDirectory } from '../paths.ts';
import { guardProcess } from '../process-guard.ts';
import { backup } from './backup.ts';
import type { Command, CommandContext, CommandResult, OptionValues } from './command.ts';
import { doctor } from './doctor.ts';
import { help } from './help.ts';
import { importFiles } from './import.ts';
import { report } from './report.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { status } from './status.ts';
import type { Terminal } from './terminal.ts';
import { textsOf } from './texts.ts';
import { undo } from './undo.ts';

export interface CommandLineOptions {
  readonly arguments: readonly string[];
  readonly env: Environment;
  readonly terminal: Terminal;
  readonly application: Application;
  /** Ends the process at once, when it cannot be ended in order. */
  readonly exit: (code: number) => void;
}

const COMMANDS: readonly Command[] = [serve, importFiles, report, status, backup, restore, undo, doctor, help];

const GLOBAL_OPTIONS: ParseArgsOptionsConfig = {
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

interface Parsed {
  readonly command: Command;
  readonly options: OptionValues;
  readonly rest: readonly string[];
}

/** @throws AppError COMMAND_UNKNOWN, COMMAND_MISUSED. */
function parse(given: readonly string[]): Parsed {
  const name = given.find((argument, index) => !argument.startsWith('-') && !takesNext(given[index - 1])) ?? 'help';
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) throw new AppError('COMMAND_UNKNOWN', { details: { command: name } });
  try {
    const options = { ...GLOBAL_OPTIONS, ...command.options };
    const { values, positionals } = parseArgs({ args: [...given], options, allowPositionals: true });
    const wanted = values.help === true ? help : command;
    return { command: wanted, options: values as OptionValues, rest: positionals.slice(1) };
  } catch (error) {
    const problem = error instanceof Error ? error.message.split('.')[0] : String(error);
    throw new AppError('COMMAND_MISUSED', { details: { problem: problem ?? '' }, cause: error });
  }
}

/** A global option before the command takes the word behind it. */
function takesNext(argument: string | undefined): boolean {
  return argument === '--data-dir' || argument === '--lang';
}

function localeOf(env: Environment): string {
  return env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
}

/** Runs the command line; gives the exit code. */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const { env, terminal, application } = options;
  // Before it is known what is asked for, so that also a wrong command is answered as asked.
  const json = options.arguments.includes('--json');
  const traceId = newTraceId();
  let engine: Engine | null = null;
  let stopGuarding: () => void = () => undefined;
  let chosenLanguage: string | undefined;

  function language(): Language {
    const set = engine?.config.current().language;
    return languageOfLocale(chosenLanguage ?? (set && set !== 'system' ? set : localeOf(env)));
  }

  async function startEngine(values: OptionValues): Promise<Engine> {
    const directory = values['data-dir'];
    const made = createEngine({
      dataDirectory: typeof directory === 'string' ? directory : defaultDataDirectory(process.platform, env),
      mode: 'hub',
      version: application.version,
      resources: application.resources,
      env,
      ...(values.verbose === true && { mirrorLog: terminal.err }),
    });
    stopGuarding = guardProcess({ log: made.log, exit: options.exit, shutdown: () => end(made) });
    await made.start();
    engine = made;
    return made;
  }

  /** After an error that nobody caught nothing is sure: what is on the disk is closed in order, and the process ends. */
  async function end(running: Engine): Promise<void> {
    await running.close();
    options.exit(1);
  }

  async function execute(): Promise<CommandResult> {
    const { command, options: values, rest } = parse(options.arguments);
    if (typeof values.lang === 'string') chosenLanguage = values.lang;
    let starting: Promise<Engine> | null = null;
    const context: CommandContext = {
      arguments: rest,
      options: values,
      json,
      language,
      texts: () => textsOf(language()),
      terminal,
      application,
      engine() {
        starting ??= startEngine(values);
        return starting;
      },
    };
    return command.run(context);
  }

  function showError(error: AppError, id: string, document: CommandResult['json']): void {
    const { code, details } = error;
    const { sentence, wayOut } = formatError(code, details, language());
    if (json) terminal.out(JSON.stringify({ ...document, error: { code, message: sentence, wayOut, traceId: id } }));
    else terminal.err(`${sentence}\n${wayOut}\n${textsOf(language()).traceId}: ${id}\n`);
  }

  function show({ json: document, text, error }: CommandResult): number {
    if (!json && text !== null) terminal.out(text);
    if (error) showError(error, traceId, document);
    else if (json && document) terminal.out(JSON.stringify(document));
    return error ? 1 : 0;
  }

  try {
    return show(await execute());
  } catch (error) {
    if (isApiError(error)) {
      const { code, details, traceId: id } = error.data;
      showError(new AppError(code, { details }), id, {});
    } else {
      const known = toAppError(error);
      if (known.code === 'INTERNAL') terminal.err(`${error instanceof Error ? error.stack : String(error)}\n`);
      showError(known, traceId, {});
    }
    return 1;
  } finally {
    await (engine as Engine | null)?.close();
    stopGuarding();
  }
}
