/** What a command is: it calls the engine's API in this process and gives one result, shown as JSON or as text. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { AppError } from '#shared/domain/app-error.ts';
import type { Language } from '#shared/i18n/index.ts';
import type { Application } from '../application.ts';
import type { Engine } from '../compose.ts';
import type { Terminal } from './terminal.ts';
import type { Texts } from './texts.ts';

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandContext {
  readonly arguments: readonly string[];
  readonly options: OptionValues;
  readonly json: boolean;
  readonly language: () => Language;
  readonly texts: () => Texts;
  readonly terminal: Terminal;
  readonly application: Application;
  /** Starts the engine on the first call. @throws AppError DATABASE_IN_USE and whatever else keeps it from starting. */
  engine(): Promise<Engine>;
}

export interface CommandResult {
  /** The one JSON document of `--json`; null when the command has printed it itself. */
  readonly json: Readonly<Record<string, unknown>> | null;
  /** The same for people; null when there is nothing more to say. */
  readonly text: string | null;
  /** Set when the command ended without success but has something to show all the same. */
  readonly error?: AppError;
}

export interface Command {
  readonly name: string;
  readonly options: ParseArgsOptionsConfig;
  run(context: CommandContext): Promise<CommandResult>;
}

/** Gives the text of an option, or undefined. */
export function textOption({ options }: CommandContext, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
