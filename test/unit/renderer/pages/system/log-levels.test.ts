import { describe, expect, it } from 'vitest';
import { isAtLeast, type LEVELS } from '../../../../../src-renderer/pages/system/log-levels.ts';

const shown = (level: (typeof LEVELS)[number]) =>
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'odd'].filter((line) => isAtLeast(line, level));

describe('the levels of the log', () => {
  it('leave nothing out when all are asked for', () => {
    expect(shown('debug')).toHaveLength(7);
  });

  it('take what is as grave and graver', () => {
    expect(shown('info')).toEqual(['info', 'warn', 'error', 'fatal']);
    expect(shown('warn')).toEqual(['warn', 'error', 'fatal']);
    expect(shown('error')).toEqual(['error', 'fatal']);
  });
});
