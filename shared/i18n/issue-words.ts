/** What a schema finds wrong with a value, in both languages. The English text is zod's own; its Chinese one mixes them. */
import type { Words } from './words.ts';

/** As zod describes an issue, also after a way over a wire: only what is used, and nothing relied on. */
export interface Issue {
  readonly message: string;
  readonly code?: unknown;
  readonly expected?: unknown;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly inclusive?: unknown;
  readonly values?: unknown;
  readonly keys?: unknown;
  /** Of a rule of our own: `{ 'zh-CN': … }`. */
  readonly params?: unknown;
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '对象',
  record: '对象',
  null: 'null',
};

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join('、') : '';
}

function limit(issue: Issue, word: '小' | '大', bound: unknown): string {
  const within = issue.inclusive === false ? `必须${word === '小' ? '大' : '小'}于` : `不能${word}于`;
  if (issue.origin === 'string') return `字符数${within} ${bound}`;
  if (issue.origin === 'array' || issue.origin === 'set') return `项数${within} ${bound}`;
  return `${within} ${bound}`;
}

function chinese(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `应为${TYPES[String(issue.expected)] ?? ` ${String(issue.expected)}`}`;
    case 'invalid_value':
      return `只能是 ${listOf(issue.values)}`;
    case 'too_small':
      return limit(issue, '小', issue.minimum);
    case 'too_big':
      return limit(issue, '大', issue.maximum);
    case 'unrecognized_keys':
      return `没有名为 ${listOf(issue.keys)} 的项`;
    case 'invalid_format':
      return '格式不正确';
    case 'custom':
      return ownWords(issue.params) ?? '无效的值';
    default:
      return '无效的值';
  }
}

function ownWords(params: unknown): string | null {
  const words = typeof params === 'object' && params !== null && 'zh-CN' in params ? params['zh-CN'] : null;
  return typeof words === 'string' ? words : null;
}

/** Gives the words for an issue, without the place where it was found. */
export function issueWords(issue: Issue): Words {
  return { en: issue.message, 'zh-CN': chinese(issue) };
}
