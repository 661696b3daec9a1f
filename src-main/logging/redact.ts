/**
 * Nothing that opens a door and nothing about a customer reaches the log: values under telling names are replaced
 * whole, and what is recognisable inside any text (a telephone number, a mail address, a token) is cut out of it.
 */

const HIDDEN = '[hidden]';
/** Deeper than anything the engine logs; a guard against circles. */
const MAX_DEPTH = 8;
/** The longest text that one value may take up in a log line. */
const MAX_TEXT = 4_000;

/** Compared with a name in small letters without `-`, `_` and spaces. */
const SECRET_NAME =
  /(token|password|passwd|secret|cookie|authorization|credentials?|apikey|accesskey|privatekey|signingkey|sessionid)s?$|^(pwd|session|key|keys)$|密码|密钥|令牌/;
const CUSTOMER_NAME =
  /^(customer|contact|buyer|recipient|receiver|consignee)(s|name|phone|mobile|address|email)?$|(phone|mobile|telephone|address|email|wechat)(number)?$|姓名|收货人|收件人|买家|客户|顾客|电话|手机|地址|邮箱/;

const IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${HIDDEN}`],
  [
    /\b(token|password|passwd|pwd|secret|api[-_]?key|access[-_]?key|session|authorization|cookie)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    `$1$2${HIDDEN}`,
  ],
  [/(\w+:\/\/)[^\s/:@]+:[^\s/@]+@/g, `$1${HIDDEN}@`],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, HIDDEN],
  // A Chinese mobile number, with or without the country's code, as a number of its own.
  [/(?<![\w.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\w.]*\d)/g, HIDDEN],
  // A number in the international form.
  [/(?<![\w.])\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){5,12}(?!\d)/g, HIDDEN],
  // A Chinese landline with its area code.
  [/(?<![\w.-])0\d{2,3}-\d{7,8}(?![\w-])/g, HIDDEN],
  // A Chinese identity card.
  [/(?<![\w.])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)/g, HIDDEN],
];

function isHiddenName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[-_\s]/g, '');
  return SECRET_NAME.test(plain) || CUSTOMER_NAME.test(plain);
}

/** Gives a text without what is recognisably secret or a customer's, cut at 4,000 characters. */
export function redactText(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return IN_TEXT.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), short);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const plain: Record<string, unknown> = { type: error.name, message: redactText(error.message) };
  if ('code' in error) plain.code = redact(error.code, depth + 1);
  if ('details' in error) plain.details = redact(error.details, depth + 1);
  if (error.stack) plain.stack = redactText(error.stack);
  if (error.cause !== undefined) plain.cause = redact(error.cause, depth + 1);
  return plain;
}

/** Gives a copy of any value that may stand in the log. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return redactFields(value, depth);
}

function redactFields(object: object, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    const tellsNothing = value === null || value === undefined || value === '' || typeof value === 'boolean';
    clean[name] = isHiddenName(name) && !tellsNothing ? HIDDEN : redact(value, depth + 1);
  }
  return clean;
}

/** Gives the redacted details of a log line. */
export function redactDetails(details: Record<string, unknown>): Record<string, unknown> {
  return redactFields(details, 0);
}
