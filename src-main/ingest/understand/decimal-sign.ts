/** Whether a file writes `1.234,56` or `1,234.56`: judged over all its cells that can only be read in one way. */

const COMMA_DECIMAL = /^-?[^\d,.-]*(\d{1,3}([.\s]\d{3})+|\d+),\d{1,2}[^\d,.]*$|^-?[^\d]*0,\d+$/;
const POINT_DECIMAL = /^-?[^\d,.-]*(\d{1,3}(,\d{3})+|\d+)\.(\d{1,2}|\d{4,})[^\d,.]*$|^-?[^\d]*0\.\d+$/;

/** True when more cells need the comma as decimal sign than need the point. */
export function usesDecimalComma(rows: readonly string[][]): boolean {
  let comma = 0;
  let point = 0;
  for (const row of rows) {
    for (const cell of row) {
      const text = cell.trim();
      // `150040.0` is a whole number that went through a program.
      if (text.length > 24 || text === '' || /^\d+\.0$/.test(text)) continue;
      if (COMMA_DECIMAL.test(text)) comma++;
      else if (POINT_DECIMAL.test(text)) point++;
    }
  }
  return comma > point;
}
