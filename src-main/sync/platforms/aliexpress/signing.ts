/**
 * AliExpress's signature: the parameters sorted by name, each name with its value and nothing between them, for system calls with
 * the API's path in front, under HMAC-SHA256 with the app's secret. Names are sorted by code unit: upper case before `_` before
 * lower case, whatever the locale. Source: openservice.aliexpress.com, doc 1385.
 */
import { createHmac } from 'node:crypto';

/** @param path of a system call, such as `/auth/token/refresh`; empty for business calls. */
export function signAliexpress(path: string, params: Readonly<Record<string, string>>, appSecret: string): string {
  const names = Object.keys(params).filter((name) => name !== 'sign' && name !== '' && params[name] !== '');
  const text = names
    // The default order is that of code units.
    .sort()
    .map((name) => `${name}${params[name]}`)
    .join('');
  return createHmac('sha256', appSecret).update(`${path}${text}`, 'utf8').digest('hex').toUpperCase();
}
