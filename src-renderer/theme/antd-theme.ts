/** Ant Design in Mendian's colours and density. */
import { type ThemeConfig, theme } from 'antd';
import { PALETTES } from './palette.ts';

/** What the system has; nothing is fetched. */
export const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/** Gives Ant Design's theme for light or dark. @param still nothing moves, as whoever sets their system so wants it. */
export function antdTheme(mode: 'light' | 'dark', still: boolean): ThemeConfig {
  const palette = PALETTES[mode];
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: palette.accent,
      colorInfo: palette.accent,
      colorLink: palette.accent,
      colorError: palette.red,
      colorSuccess: palette.green,
      colorWarning: palette.warning,
      colorTextBase: palette.text,
      colorBgBase: palette.surface,
      colorBgLayout: palette.page,
      colorBgContainer: palette.surface,
      colorBgElevated: mode === 'dark' ? palette.raised : palette.surface,
      colorText: palette.text,
      colorTextSecondary: palette.textQuiet,
      colorTextTertiary: palette.textQuiet,
      colorTextDescription: palette.textQuiet,
      colorTextPlaceholder: palette.textQuiet,
      colorIcon: palette.textQuiet,
      colorTextDisabled: palette.textOff,
      controlItemBgActive: palette.accentSoft,
      controlItemBgActiveHover: palette.accentSoft,
      controlItemBgHover: palette.raised,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorTextLightSolid: mode === 'dark' ? palette.page : '#ffffff',
      borderRadius: 6,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 32,
      // Nothing bounces: what moves, moves briefly.
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      wireframe: false,
    },
    components: {
      Table: {
        headerBg: palette.surface,
        headerColor: palette.textQuiet,
        headerSplitColor: 'transparent',
        cellPaddingBlockSM: 5,
        cellPaddingInlineSM: 8,
        rowHoverBg: palette.raised,
      },
      Segmented: { trackBg: palette.page, itemColor: palette.textQuiet, itemSelectedColor: palette.text },
      Select: { optionSelectedBg: palette.accentSoft, optionSelectedColor: palette.text },
      // What Ant Design makes of a dark warning colour is a muddy ground, on which words are hard to read.
      Alert: { colorWarningBg: palette.raised },
      DatePicker: { cellActiveWithRangeBg: palette.accentSoft },
    },
  };
}
