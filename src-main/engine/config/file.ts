/** The configuration file as text on the disk: it is either the old one or the new one, never half of either. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { AppError } from '#shared/domain/app-error.ts';
import { type Environment, type PlainObject, withEnvironment } from './environment.ts';
import { type Config, configSchema } from './schema.ts';

function invalid(file: string, problem: string, cause?: unknown): AppError {
  return new AppError('CONFIG_INVALID', { details: { file, problem }, cause });
}

/** Gives a sentence that names each setting that is wrong: `http.port: expected number, received string`. */
function problemsOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const place = issue.path.join('.');
      const message = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
      return place === '' ? message : `${place}: ${message}`;
    })
    .join('; ');
}

/** Gives what the file says; nothing when there is none. @throws AppError CONFIG_INVALID when it is no JSON object. */
export async function readConfigFile(file: string): Promise<PlainObject> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid(file, error instanceof Error ? error.message : String(error), error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(file, 'not an object');
  return value as PlainObject;
}

/** Gives the complete settings. @throws AppError CONFIG_INVALID naming every setting that is wrong. */
export function checkConfig(file: string, content: PlainObject, env: Environment): Config {
  const result = configSchema.safeParse(withEnvironment(content, env));
  if (!result.success) throw invalid(file, problemsOf(result.error), result.error);
  return result.data;
}

/** Replaces the file in one step and sees it onto the disk. */
export async function writeConfigFile(file: string, content: PlainObject): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const incoming = `${file}.${process.pid}.new`;
  const handle = await open(incoming, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.sync();
  } catch (error) {
    await rm(incoming, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(incoming, file);
}
