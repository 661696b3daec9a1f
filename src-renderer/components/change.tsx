/** How a figure moved: an arrow, a sign and a colour, so that none of them has to be understood alone. */
import { useFormats } from '../i18n/index.ts';

/** Ten times as much again: from there on more digits tell nobody anything, and a tile has no room for them. */
const MOST = 9.99;

interface ChangeProps {
  readonly ratio: number | null;
  /** A rise of refunds or costs is neither good news nor bad by itself: no colour. */
  readonly plain?: boolean;
}

export function Change({ ratio, plain = false }: ChangeProps) {
  const { signedPercent } = useFormats();
  if (ratio === null) return <span className="change">–</span>;
  // What rounds to nothing has not moved.
  const direction = Math.abs(ratio) < 0.0005 ? 'same' : ratio > 0 ? 'rise' : 'fall';
  const arrow = { rise: '▲', fall: '▼', same: '■' }[direction];
  return (
    <span className={`change ${plain ? '' : `is-${direction}`}`}>
      <span className="change-arrow" aria-hidden="true">
        {arrow}
      </span>
      {ratio > MOST ? (
        <span title={signedPercent(ratio)}>&gt; {signedPercent(MOST)}</span>
      ) : (
        signedPercent(direction === 'same' ? 0 : ratio)
      )}
    </span>
  );
}
