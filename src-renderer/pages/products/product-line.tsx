/** One product in the list. An edit that was refused says so in its place, with what can be done. */
import { Button, Checkbox } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductRow } from '#shared/contract/index.ts';
import { useFailureText } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { Cell } from './cell.tsx';
import type { Place } from './cell-places.ts';
import { type Draft, type Field, withDraft } from './draft.ts';
import { ListingStates } from './listing-states.tsx';
import type { Editing } from './products-table.tsx';
import type { FailedEdit } from './use-saving.ts';

/** What can be done with any line. It stays the same object, so that only lines are drawn anew that have changed. */
export interface LineActions {
  onSelect(row: ProductRow, select: boolean): void;
  onOpen(row: ProductRow): void;
  onStart(row: ProductRow, field: Field, text?: string): void;
  onType(text: string): void;
  onFinish(row: ProductRow, place: Place, by: 'enter' | 'blur'): void;
  onLeave(place: Place): void;
  onRetry(failed: FailedEdit): void;
  onForget(row: ProductRow): void;
}

interface ProductLineProps {
  readonly row: ProductRow;
  readonly index: number;
  readonly rowIndex: number;
  readonly now: number;
  readonly draft: Draft | null;
  readonly failed: FailedEdit | null;
  readonly editing: Editing | null;
  /** Null: nothing can be chosen. */
  readonly selected: boolean | null;
  readonly actions: LineActions;
}

export const ProductLine = memo(function ProductLine(props: ProductLineProps) {
  const { row, index, rowIndex, now, draft, failed, editing, selected, actions } = props;
  const { t } = useTranslation('products');
  const formats = useFormats();
  const failureText = useFailureText();
  const shown = withDraft(row, draft ?? {});
  const texts: Readonly<Record<Field, string>> = {
    name: shown.name,
    price: shown.price === null ? '–' : formats.money(shown.price, row.currency),
    stock: shown.stock === null ? '–' : formats.quantity(shown.stock),
  };
  const cell = (field: Field) => (
    <Cell
      field={field}
      index={index}
      text={texts[field]}
      label={t(`edit.${field}`, { name: row.name, value: texts[field] === '–' ? t('edit.notKnown') : texts[field] })}
      editLabel={t(`edit.new${field}`, { name: row.name })}
      typed={editing?.field === field ? editing.text : null}
      problem={editing?.field === field ? editing.problem : null}
      drafted={draft?.[field] !== undefined && shown[field] !== row[field]}
      {...(field === 'stock' ? { hint: t('stockHint') } : {})}
      onStart={(text) => actions.onStart(row, field, text)}
      onType={actions.onType}
      onSave={(by) => actions.onFinish(row, { field, index }, by)}
      onLeave={() => actions.onLeave({ field, index })}
    />
  );
  return (
    <tr aria-rowindex={rowIndex} className={failed === null ? 'product-row' : 'product-row is-failed'}>
      {selected !== null && (
        <td>
          <Checkbox
            aria-label={t('many.select', { name: row.name })}
            checked={selected}
            onChange={({ target }) => actions.onSelect(row, target.checked)}
          />
        </td>
      )}
      <td title={row.code}>
        <button
          type="button"
          className="product-code"
          aria-label={t('open', { name: row.name })}
          onClick={() => actions.onOpen(row)}
        >
          {row.code}
        </button>
      </td>
      {cell('name')}
      {cell('price')}
      {cell('stock')}
      <td className="figure">{row.unitCost === null ? '–' : formats.money(row.unitCost, row.currency)}</td>
      <td className="figure">{formats.quantity(row.unitsSold)}</td>
      <td className="figure">{formats.money(row.netSales, row.currency)}</td>
      {failed === null ? (
        <td>
          <ListingStates listings={row.listings} now={now} />
        </td>
      ) : (
        <td>
          <span className="row-failure" role="alert">
            <span title={failureText(failed.error).wayOut}>{failureText(failed.error).sentence}</span>
            <Button size="small" type="link" onClick={() => actions.onRetry(failed)}>
              {t('tryAgain')}
            </Button>
            <Button size="small" type="link" onClick={() => actions.onForget(row)}>
              {t('discard')}
            </Button>
          </span>
        </td>
      )}
    </tr>
  );
});
