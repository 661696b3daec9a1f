import { describe, expect, it } from 'vitest';
import { readLaunchOptions } from '../../../src-main/desktop/launch-options.ts';
import { isLocalAddress } from '../../../src-main/desktop/session-guard.ts';

describe('what the window may load', () => {
  it.each(['app://mendian/', 'app://mendian/assets/a.js', 'blob:app://mendian/1', 'data:image/png;base64,AA=='])(
    '%s',
    (address) => {
      expect(isLocalAddress(address)).toBe(true);
    },
  );

  it.each([
    'https://example.com/',
    'http://127.0.0.1:4380/',
    'ws://localhost/',
    'file:///etc/passwd',
    'app://other/',
    'chrome://gpu',
    '',
  ])('never %s', (address) => {
    expect(isLocalAddress(address)).toBe(false);
  });
});

describe('the command line of the desktop app', () => {
  it('names the data directory, relative to where it was started', () => {
    expect(readLaunchOptions(['--data-dir', 'data'], '/home/shop').dataDirectory).toBe('/home/shop/data');
    expect(readLaunchOptions(['--data-dir=/srv/data'], '/home/shop').dataDirectory).toBe('/srv/data');
  });

  it('leaves it to the platform otherwise', () => {
    for (const args of [[], ['--data-dir'], ['--data-dir='], ['--inspect', 'x']]) {
      expect(readLaunchOptions(args, '/home/shop').dataDirectory).toBeNull();
    }
  });
});
