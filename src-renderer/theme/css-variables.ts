/** Puts the palette on the page as CSS variables, so that style sheets and charts speak of the same colours. */
import type { Preferences } from '../state/index.ts';
import { PALETTES } from './palette.ts';

/** Sets the variables and attributes that src-renderer/theme/*.css go by. */
export function applyTheme(root: HTMLElement, { theme, rise, locale }: Preferences): void {
  const palette = PALETTES[theme];
  for (const [name, colour] of Object.entries(palette)) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, colour);
  }
  root.style.setProperty('--rise', rise === 'red' ? palette.red : palette.green);
  root.style.setProperty('--fall', rise === 'red' ? palette.green : palette.red);
  root.style.colorScheme = theme;
  root.dataset.theme = theme;
  root.lang = locale;
}
