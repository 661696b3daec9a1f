/** The configuration file as text on the disk: it is either the old one or the new one, never half of either. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { AppError } from '#shared/domain/app-error.ts';
import { issueWords, type Words, wordDetails } from '#shared/i18n/index.ts';
import { type Environment, type PlainObject, withEnvironment } from './environment.ts';
import { type Config, configSchema } from './schema.ts';

function invalid(file: string, problem: Words, cause?: unknown): AppError {
  return new AppError('CONFIG_INVALID', { details: { file, ...wordDetails('problem', problem) }, cause });
}

/** Gives a sentence that names each setting that is wrong: `http.port: expected number, received string`. */
function problemsOf({ issues }: z.ZodError): Words {
  const found = issues.map((issue) => {
    const place = issue.path.join('.');
    const words = issueWords(issue);
    const en = words.en.charAt(0).toLowerCase() + words.en.slice(1);
    return {
      en: place === '' ? en : `${place}: ${en}`,
      zh: place === '' ? words['zh-CN'] : `${place} ${words['zh-CN']}`,
    };
  });
  return { en: found.map(({ en }) => en).join('; '), 'zh-CN': found.map(({ zh }) => zh).join('；') };
}

/** What the parser says names the place, as far as it can; it says so in English only. */
function notJson(error: unknown): Words {
  const message = error instanceof Error ? error.message : String(error);
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  const place = line === undefined ? '' : `（第 ${line} 行第 ${column} 列）`;
  return { en: `not JSON: ${message}`, 'zh-CN': `不是完整的 JSON${place}` };
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
    throw invalid(file, notJson(error), error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(file, { en: 'not an object', 'zh-CN': '内容不是一个 JSON 对象' });
  }
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
