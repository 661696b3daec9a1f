import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CALL_BYTES, readPortMessage } from '../../../src-main/api/port-message.ts';

describe('a message on the port', () => {
  it('is a call', () => {
    const call = { i: '1', p: { u: '/orders/list', b: { json: { stores: 'all' } } } };
    expect(readPortMessage(JSON.stringify(call))).toEqual(call);
  });

  it('or the end of one', () => {
    expect(readPortMessage('{"i":"1","t":4}')).toEqual({ i: '1', t: 4 });
  });

  it('carries no headers to the protocol, whatever was sent', () => {
    const text = '{"i":"1","t":1,"p":{"u":"/system/info","h":{"content-type":"multipart/form-data"}}}';
    expect(readPortMessage(text)).toEqual({ i: '1', t: 1, p: { u: '/system/info' } });
  });

  it.each([
    ['nothing', undefined],
    ['a number', 1],
    ['an object', { i: '1', p: { u: '/system/info' } }],
    ['bytes', new Uint8Array(8)],
    ['text that is no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a call without a path', '{"i":"1","p":{}}'],
    ['a path that is no text', '{"i":"1","p":{"u":5}}'],
    ['another address', '{"i":"1","p":{"u":"orpc://elsewhere/system/info"}}'],
    ['a path that is no address', '{"i":"1","p":{"u":"::::"}}'],
    ['an id that is an object', '{"i":{},"p":{"u":"/system/info"}}'],
    ['an event of a stream that nobody takes', '{"i":"1","t":3}'],
    ['a text without an end', `"${'x'.repeat(MAX_CALL_BYTES)}"`],
  ])('is not %s', (_what, data) => {
    expect(readPortMessage(data)).toBeNull();
  });

  it('never fails to be read, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (data) => {
        readPortMessage(data);
      }),
    );
  });
});
