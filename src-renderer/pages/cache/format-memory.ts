/** Memory as systems and their settings count it: 512 MB are 512 × 1,048,576 bytes. */
import type { Formats } from '../../i18n/index.ts';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Gives a size with at most one decimal: `1.2 MB`. */
export function formatMemory(bytes: number, formats: Pick<Formats, 'number'>): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${formats.number(rounded)} ${UNITS[power]}`;
}
