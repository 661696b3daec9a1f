/** Options given as `--name VALUE` or `--name=VALUE`. */
import { BenchUsage } from '../bench.ts';

/** The last value given; null when the option is not there. @throws BenchUsage when its value is missing. */
export function optionOf(options: readonly string[], name: string): string | null {
  const flag = `--${name}`;
  const place = options.findLastIndex((option) => option === flag || option.startsWith(`${flag}=`));
  if (place === -1) return null;
  const value = options[place] === flag ? options[place + 1] : options[place]!.slice(flag.length + 1);
  if (value === undefined || value === '' || value.startsWith('--')) throw new BenchUsage(`${flag} wants a value.`);
  return value;
}

/** @throws BenchUsage when the value is no whole number above 0. */
export function countOf(options: readonly string[], name: string): number | null {
  const text = optionOf(options, name);
  if (text === null) return null;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new BenchUsage(`--${name} wants a whole number above 0, not "${text}".`);
  return count;
}
