/** Sizes of files, as people say them. */
import type { Formats } from '../i18n/index.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Gives a size with at most one decimal: `1.2 MB`. */
export function formatBytes(bytes: number, formats: Pick<Formats, 'number'>): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${formats.number(rounded)} ${UNITS[power]}`;
}
