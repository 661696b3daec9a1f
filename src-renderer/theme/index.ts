export { antdTheme, FONT } from './antd-theme.ts';
export { applyTheme } from './css-variables.ts';
export { type ChartColours, PreferencesContext, useColours } from './theme-context.ts';
