/** A chart's tooltip as elements instead of markup: names from a file of orders are text, never HTML. */

export interface TooltipRow {
  readonly name: string;
  readonly value: string;
  /** Colour of the mark before the name; none without it. */
  readonly colour?: string;
}

/** Gives the tooltip's content; it is styled by the `chart-tooltip` classes. */
export function tooltipContent(title: string, rows: readonly TooltipRow[]): HTMLElement {
  const table = document.createElement('div');
  table.className = 'chart-tooltip';
  const heading = document.createElement('strong');
  heading.textContent = title;
  table.append(heading);
  for (const { name, value, colour } of rows) {
    const mark = document.createElement('i');
    if (colour !== undefined) mark.style.background = colour;
    const label = document.createElement('span');
    label.textContent = name;
    const figure = document.createElement('b');
    figure.textContent = value;
    table.append(mark, label, figure);
  }
  return table;
}
