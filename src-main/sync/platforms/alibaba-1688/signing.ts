/**
 * How 1688 signs: the path from the protocol on, then every parameter as name and value joined, in raw UTF-8. The joined texts
 * are sorted, not the names: `ab1` stands before `az`, although `a` stands before `ab`. Source: open.1688.com, 签名规则; checked
 * with the vectors in the tests.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Gives the value of `_aop_signature`. The path is `param2/1/namespace/api/appKey`; empty for what 1688 sends to us. */
export function sign1688(path: string, params: Readonly<Record<string, string>>, secret: string): string {
  const texts = Object.entries(params)
    .filter(([name]) => name !== '_aop_signature')
    .map(([name, value]) => `${name}${value}`)
    .sort();
  return createHmac('sha1', secret).update(path).update(texts.join('')).digest('hex').toUpperCase();
}

/** Whether a message that came in was signed with the app's secret. */
export function isSigned(params: Readonly<Record<string, string>>, secret: string, signature: string): boolean {
  const right = Buffer.from(sign1688('', params, secret));
  const given = Buffer.from(signature.toUpperCase());
  return right.length === given.length && timingSafeEqual(right, given);
}
