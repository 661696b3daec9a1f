/**
 * A folder that electron-builder takes for Electron's distribution: its executable is no program, but it carries the wire
 * that fuses are set on, so that the real archive is built and the real fuses are set.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where fuses lie in a binary (electron/fuses): this text, a version, a count, then one character for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'embeddedAsarIntegrity',
  'onlyLoadAppFromAsar',
  'browserV8Snapshot',
  'fileProtocolPrivileges',
  'wasmTrapHandlers',
] as const;
export type FuseStates = Readonly<Record<(typeof FUSES)[number], 'on' | 'off'>>;

/** As a fresh Electron has them. */
const DEFAULTS = '101100011';

/** Makes the folder for Linux. */
export function writeStubElectron(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES.length]), Buffer.from(DEFAULTS)]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('no program\n'), wire]), { mode: 0o755 });
  for (const locale of ['en-US', 'en-GB', 'zh-CN', 'fr']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
  writeFileSync(join(folder, 'version'), '45.4.1');
}

/** Gives how the fuses of an executable stand. */
export function readFuses(executable: string): FuseStates {
  const bytes = readFileSync(executable);
  const start = bytes.indexOf(SENTINEL) + SENTINEL.length + 2;
  return Object.fromEntries(
    FUSES.map((name, index) => [name, bytes[start + index] === '1'.charCodeAt(0) ? 'on' : 'off']),
  ) as FuseStates;
}
