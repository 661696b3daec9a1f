import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { AppError, serializeError } from '#shared/domain/app-error.ts';
import { toFailure, triesAfter } from '../../../src-renderer/api/failure.ts';

describe('what a call threw', () => {
  it('is the AppError that the engine sent, with the trace id beside it', () => {
    const sent = { ...serializeError(new AppError('DISK_FULL', { details: { free: 12 } })), traceId: 'abc' };
    const { error, traceId } = toFailure(new ORPCError('INTERNAL_SERVER_ERROR', { data: sent }));
    expect([error.code, error.details, traceId]).toEqual(['DISK_FULL', { free: 12 }, 'abc']);
  });

  it('is an unreachable engine when nothing answered, and worth another try', () => {
    const thrown = new TypeError('Failed to fetch');
    expect(toFailure(thrown).error.code).toBe('SERVICE_UNAVAILABLE');
    expect(triesAfter(thrown)).toBe(2);
  });

  it.each([
    ['UNAUTHORIZED', 'UNAUTHORISED'],
    ['BAD_REQUEST', 'INVALID_INPUT'],
    ['NOT_FOUND', 'NOT_FOUND'],
    ['BAD_GATEWAY', 'SERVICE_UNAVAILABLE'],
    ['INTERNAL_SERVER_ERROR', 'INTERNAL'],
  ] as const)('without details is read from the status: %s', (sent, code) => {
    expect(toFailure(new ORPCError(sent)).error.code).toBe(code);
  });

  it('does not take a code from a newer engine for one of its own', () => {
    const data = { appError: true, code: 'NOT_INVENTED_YET', action: 'refuse', details: {}, traceId: 'x' };
    expect(toFailure(new ORPCError('INTERNAL_SERVER_ERROR', { data }))).toMatchObject({
      error: { code: 'INTERNAL' },
      traceId: 'x',
    });
  });

  it('is waited for when the engine is only starting', () => {
    const data = { ...serializeError(new AppError('ENGINE_STARTING', { action: 'retry' })), traceId: 'x' };
    expect(triesAfter(new ORPCError('SERVICE_UNAVAILABLE', { data }))).toBe(60);
  });

  it('is an internal error when it is a mistake of the page, and not tried again', () => {
    expect(triesAfter(new RangeError('oops'))).toBe(0);
  });
});
