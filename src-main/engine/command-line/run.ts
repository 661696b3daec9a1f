/**
 * Runs one command. Whatever happens: with `--json` exactly one JSON document is printed, the exit code is 0 only when the
 * command did what it was asked, and the engine is closed again.
 */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '#shared/domain/app-error.ts';
import { formatError, type Language, languageOfLocale, type Words, wordDetails } from '#shared/i18n/index.ts';
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
import { warmup } from './warmup.ts';

export interface CommandLineOptions {
  readonly arguments: readonly string[];
  readonly env: Environment;
  readonly terminal: Terminal;
  readonly application: Application;
  /** Ends the process at once, when it cannot be ended in order. */
  readonly exit: (code: number) => void;
}

const COMMANDS: readonly Command[] = [serve, importFiles, report, warmup, status, backup, restore, undo, doctor, help];

const GLOBAL_OPTIONS: ParseArgsOptionsConfig = {
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/** As long as a timer can be. */
const NEVER_MILLISECONDS = 0x7fff_ffff;

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
    throw new AppError('COMMAND_MISUSED', { details: wordDetails('problem', misuse(error)), cause: error });
  }
}

/** What Node's reader of arguments says names the option; it says so in English only. */
function misuse(error: unknown): Words {
  const [en = ''] = (error instanceof Error ? error.message : String(error)).split('.');
  const option = /'([^']+)'/.exec(en)?.[1] ?? '';
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return { en, 'zh-CN': `没有选项 ${option}` };
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return { en, 'zh-CN': `选项 ${option} 的值缺失或多余` };
  return { en, 'zh-CN': option === '' ? '参数无法识别' : `无法识别 ${option}` };
}

/** A global option before the command takes the word behind it. */
function takesNext(argument: string | undefined): boolean {
  return argument === '--data-dir' || argument === '--lang';
}

/** Gives what `--lang` says, also of arguments that are otherwise wrong: what is wrong is to be said in that language. */
function languageAsked(given: readonly string[]): Language | null {
  const at = given.findLastIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const locale = given[at]?.startsWith('--lang=') ? given[at].slice('--lang='.length) : given[at + 1];
  return at < 0 || locale === undefined ? null : languageOfLocale(locale);
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
  // Neither the engine's timers nor its idle threads keep a process alive: a start that waits for a file would end it.
  const alive = setInterval(() => undefined, NEVER_MILLISECONDS);
  const asked = languageAsked(options.arguments);

  function language(): Language {
    const set = engine?.config.current().language;
    return asked ?? languageOfLocale(set && set !== 'system' ? set : localeOf(env));
  }

  async function startEngine(values: OptionValues): Promise<Engine> {
    const directory = values['data-dir'];
    const made = createEngine({
      dataDirectory: typeof directory === 'string' ? directory : defaultDataDirectory(process.platform, env),
      mode: 'hub',
      version: application.version,
      resources: application.resources,
      env,
      ...(asked && { language: asked }),
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
    clearInterval(alive);
  }
}
