/** Which series is which, beside the title of its panel. */

export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
}

export function SeriesLegend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <span className="series-legend">
      {entries.map(({ name, colour }) => (
        <span key={name}>
          <i style={{ background: colour }} aria-hidden="true" />
          {name}
        </span>
      ))}
    </span>
  );
}
