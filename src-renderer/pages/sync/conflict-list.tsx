/** The conflicts that wait for a decision. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#shared/contract/index.ts';
import { useShopNameOf } from './use-shop-name.ts';

interface ConflictListProps {
  readonly conflicts: readonly Conflict[];
  readonly selected: number;
  onSelect(id: number): void;
}

export function ConflictList({ conflicts, selected, onSelect }: ConflictListProps) {
  const { t } = useTranslation('sync');
  const shopName = useShopNameOf();
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection is why it is brought into sight
  useEffect(() => {
    void current.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <ul className="conflict-list" aria-label={t('conflicts.list')}>
      {conflicts.map(({ id, kind, subject, title, platform, shop }) => (
        <li key={id}>
          <button
            type="button"
            ref={id === selected ? current : null}
            className="conflict-item"
            aria-current={id === selected}
            onClick={() => onSelect(id)}
          >
            <strong>{subject}</strong> <span className="quiet">{t(`kinds.${kind}`)}</span>
            {title !== subject && <span className="block one-line">{title}</span>}
            <span className="quiet block small">{shopName(platform, shop)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
