import { describe, expect, it } from 'vitest';
import { createLog, createTrace, redact, redactText } from '../../../src-main/logging/index.ts';

describe('redacting text', () => {
  it.each([
    ['13812345678'],
    ['+86 138 1234 5678'],
    ['138-1234-5678'],
    ['+44 20 7946 0958'],
    ['+1 (555) 010-9999'],
    ['021-12345678'],
    ['zhang.san+shop@example.com.cn'],
    ['11010519491231002X'],
  ])('cuts %s out of a sentence', (secret) => {
    const clean = redactText(`order 1001 of ${secret}, paid`);
    expect(clean).not.toContain(secret);
    expect(clean).toContain('order 1001 of [hidden]');
    expect(clean).toMatch(/paid$/);
  });

  it.each([
    ['Authorization: Bearer abc.def-ghi', 'abc'],
    ['GET /?token=s3cr3t-value HTTP/1.1', 's3cr3t'],
    ['{"password":"hunter2"}', 'hunter2'],
    ['api_key = qwertz', 'qwertz'],
    ['postgres://shop:pa55@db.example/mendian', 'pa55'],
  ])('cuts the secret out of %s', (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
    expect(redactText(text)).toContain('[hidden]');
  });

  it.each([
    'order 536365',
    '2026-11-21T04:00:00.000Z',
    '1700000000000 ms',
    'rows 13812345',
    '541909 rows in 12.5 s',
    'P-85123A',
    '3.14',
  ])('leaves %s as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });
});

describe('redacting details', () => {
  it('hides values under names of secrets and of customers, however deep and however written', () => {
    const clean = JSON.stringify(
      redact({
        accessToken: 'a1',
        db: { password: 'a2', API_KEY: 'a3', 'set-cookie': ['a4'] },
        customer: { name: 'a5', note: 'a6' },
        order: { customerName: 'a7', 收货人: 'a8', 手机号码: 'a9', shipping_address: 'a0' },
      }),
    );
    expect(clean).not.toMatch(/a\d/);
  });

  it('keeps what IT needs', () => {
    const details = { service: 'database', keyHash: 5, store: 'S1', rows: 3, ok: true, none: null, names: ['a', 'b'] };
    expect(redact(details)).toEqual(details);
  });

  it('redacts errors with their causes', () => {
    const error = new Error('no row for 13812345678', { cause: new Error('mail to a@b.cn') });
    const clean = JSON.stringify(redact({ error }));
    expect(clean).not.toMatch(/13812345678|a@b\.cn/);
    expect(clean).toContain('no row for');
  });

  it('ends for a circle, and names bytes by their number', () => {
    const circle: Record<string, unknown> = { bytes: new Uint8Array(3) };
    circle.self = circle;
    expect(JSON.stringify(redact(circle))).toContain('[3 bytes]');
  });
});

describe('a log line', () => {
  it('is one JSON object, redacted, with time, level, part and the trace id of the request', () => {
    const lines: string[] = [];
    const trace = createTrace();
    const destinations = [{ write: (line: string) => void lines.push(line) }];
    const log = createLog({ destinations, level: 'info', trace, now: () => 0 }).child('api');
    trace.run(() => log.info('call of 13812345678', { token: 'x', rows: 2 }), 'abc');
    log.debug('not written');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: '1970-01-01T00:00:00.000Z',
      traceId: 'abc',
      part: 'api',
      token: '[hidden]',
      rows: 2,
      message: 'call of [hidden]',
    });
  });

  it('carries the trace id through awaits and keeps two requests apart', async () => {
    const trace = createTrace();
    const seen = await Promise.all(
      ['one', 'two'].map((id) =>
        trace.run(async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return trace.current();
        }, id),
      ),
    );
    expect(seen).toEqual(['one', 'two']);
    expect(trace.current()).toBeNull();
  });
});
