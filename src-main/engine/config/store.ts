/**
 * The settings in force are always whole and valid: an edit of the file that is not keeps the old ones and is reported,
 * once, in a sentence.
 */
import { existsSync, type FSWatcher, mkdirSync, watch } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import type { Log } from '../../logging/index.ts';
import { type Environment, fixedBy } from './environment.ts';
import { checkConfig, readConfigFile, writeConfigFile } from './file.ts';
import { type Config, type ConfigFile, defaultConfig } from './schema.ts';

/** Editors write a file in several steps; what is read between two of them is not meant yet. */
const SETTLE_MILLISECONDS = 100;
/** A file that is wrong gets so long to become right before it is refused: it may be half written. */
const SECOND_LOOK_MILLISECONDS = 400;

export interface ConfigStoreOptions {
  readonly file: string;
  readonly env: Environment;
  readonly log: Log;
  /** Told of every change of the settings in force. */
  readonly onChange: (config: Config) => void;
  /** Told of an edit that was refused, and why. */
  readonly onRefused: (refusal: AppError) => void;
  /** Runs `work` after so many milliseconds and gives a function that calls it off. */
  readonly later: (milliseconds: number, work: () => void) => () => void;
}

export interface ConfigStore {
  /** Reads the file and follows it from now on. */
  open(): Promise<void>;
  current(): Config;
  /** Why the file as it lies there is not in force; null when it is. */
  refusal(): AppError | null;
  readonly watching: boolean;
  /**
   * Writes the given top-level settings to the file and puts them in force.
   * @throws AppError CONFIG_INVALID, SETTING_FIXED when an environment variable holds one of them.
   */
  update(changes: Partial<ConfigFile>): Promise<Config>;
  close(): void;
}

export function createConfigStore({ file, env, log, onChange, onRefused, later }: ConfigStoreOptions): ConfigStore {
  let config = defaultConfig();
  let refusal: AppError | null = null;
  let watcher: FSWatcher | null = null;
  let callOff: () => void = () => undefined;
  /** Reads and writes of the file take turns. */
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work, work);
    turn = result;
    return result;
  }

  function adopt(next: Config): void {
    refusal = null;
    if (sameText(next, config)) return;
    config = next;
    onChange(config);
  }

  function refuse(error: AppError): void {
    const known = refusal !== null && sameText(refusal.details, error.details);
    refusal = error;
    if (known) return;
    log.warn('configuration refused', { error });
    onRefused(error);
  }

  async function read(): Promise<Config> {
    return checkConfig(file, await readConfigFile(file), env);
  }

  function lookAgainIn(milliseconds: number, secondLook: boolean): void {
    callOff();
    callOff = later(milliseconds, () => void inTurn(() => reload(secondLook)));
  }

  /** Never fails: it is nobody's request. */
  async function reload(secondLook: boolean): Promise<void> {
    try {
      adopt(await read());
    } catch (error) {
      if (!watcher) return;
      if (!secondLook) return lookAgainIn(SECOND_LOOK_MILLISECONDS, true);
      refuse(asRefusal(error, file));
    }
  }

  /** The directory is watched, not the file: editors replace the file by another one. */
  function follow(): void {
    try {
      watcher = watch(dirname(file), { persistent: false }, (_event, name) => {
        if (name === null || name === basename(file)) lookAgainIn(SETTLE_MILLISECONDS, false);
      });
      watcher.on('error', (error) => {
        log.warn('configuration file is no longer watched', { error });
        watcher?.close();
        watcher = null;
      });
    } catch (error) {
      log.warn('configuration file cannot be watched', { error });
    }
  }

  async function write(changes: Partial<ConfigFile>): Promise<Config> {
    for (const key of Object.keys(changes)) {
      const variable = fixedBy(key, env);
      if (variable) throw new AppError('SETTING_FIXED', { details: { setting: key, variable } });
    }
    const next = { ...(await contentToKeep()), ...changes };
    const checked = checkConfig(file, next, env);
    await writeConfigFile(file, next);
    adopt(checked);
    return config;
  }

  /** A file that was refused is not overwritten: it goes aside, so that its author can put it right. */
  async function contentToKeep(): Promise<Record<string, unknown>> {
    try {
      const content = await readConfigFile(file);
      checkConfig(file, content, env);
      return content;
    } catch (error) {
      if (!(error instanceof AppError) || !existsSync(file)) throw error;
      await rename(file, `${file}.refused`);
      log.warn('refused configuration set aside', { error });
      return {};
    }
  }

  return {
    async open() {
      // What it holds of customers is for the account that runs the app; a directory that is there keeps its mode.
      makeDirectory(dirname(file));
      // What the environment says is said on purpose for this start: if it is wrong, the app does not start.
      adopt(checkConfig(file, {}, env));
      follow();
      try {
        adopt(await inTurn(read));
      } catch (error) {
        refuse(asRefusal(error, file));
      }
    },
    current: () => config,
    refusal: () => refusal,
    get watching() {
      return watcher !== null;
    },
    update: (changes) => inTurn(() => write(changes)),
    close() {
      callOff();
      watcher?.close();
      watcher = null;
    },
  };
}

/** Of what came out of the same schema. Node's own comparison is a module that nothing else at the start loads. */
function sameText(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function asRefusal(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error;
  const problem = error instanceof Error ? error.message : String(error);
  return new AppError('CONFIG_INVALID', { details: { file, problem }, cause: error });
}

/** @throws AppError DISK_WRITE_FAILED where a file stands in its place, or nothing may be written. */
function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AppError('DISK_WRITE_FAILED', { action: 'park', details: { path }, cause: error });
  }
}
