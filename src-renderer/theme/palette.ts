/** The colours of both themes: one accent, calm greys, and two that say rise or fall (never they alone). */
export interface Palette {
  readonly page: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textQuiet: string;
  /** What cannot be chosen; still legible. */
  readonly textOff: string;
  readonly accent: string;
  readonly accentSoft: string;
  /** Bars: the accent, toned down where it would glare. */
  readonly bar: string;
  /** What a value is compared with. */
  readonly reference: string;
  readonly red: string;
  readonly green: string;
  readonly warning: string;
}

/** Text colours have a contrast of at least 4.5 : 1 on `page`, `surface` and `raised`. */
export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    page: '#f3f5f6',
    surface: '#ffffff',
    raised: '#f8f9fa',
    line: '#e2e6e9',
    lineStrong: '#c3cbd1',
    text: '#172026',
    textQuiet: '#55626c',
    textOff: '#66717a',
    accent: '#17657d',
    accentSoft: '#dceaef',
    bar: '#2b7a93',
    reference: '#6b7882',
    red: '#b3261e',
    green: '#0b6b41',
    warning: '#8a5300',
  },
  dark: {
    page: '#0e1316',
    surface: '#161c20',
    raised: '#1c2429',
    line: '#283138',
    lineStrong: '#45525b',
    text: '#e7ecef',
    textQuiet: '#9dabb5',
    textOff: '#8b98a2',
    accent: '#62b6d0',
    accentSoft: '#17343f',
    bar: '#3a8ba5',
    reference: '#a3b1ba',
    red: '#ff8a80',
    green: '#5fce97',
    warning: '#e5b25d',
  },
};
