/** Hands the preferences in force to what cannot read CSS variables: charts draw on a canvas. */
import { createContext, use } from 'react';
import type { Preferences } from '../state/index.ts';
import { PALETTES, type Palette } from './palette.ts';

export const PreferencesContext = createContext<Preferences>({ locale: 'en', theme: 'light', rise: 'green' });

export interface ChartColours extends Palette {
  readonly rise: string;
  readonly fall: string;
}

/** Gives the colours of the theme in force. */
export function useColours(): ChartColours {
  const { theme, rise } = use(PreferencesContext);
  const palette = PALETTES[theme];
  return {
    ...palette,
    rise: rise === 'red' ? palette.red : palette.green,
    fall: rise === 'red' ? palette.green : palette.red,
  };
}
