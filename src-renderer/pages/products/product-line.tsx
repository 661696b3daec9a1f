/** One product in the list. An edit that was refused says so in its place, with what can be done. */
import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProductRow } from '#shared/contract/index.ts';
import { useFailureText } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { Cell } from './cell.tsx';
import { type Draft, type Field, withDraft } from './draft.ts';
import { ListingStates } from './listing-states.tsx';
import type { Editing } from './products-table.tsx';
import type { FailedEdit } from './use-saving.ts';

interface ProductLineProps {
  readonly row: ProductRow;
  readonly index: number;
  readonly place: { readonly 'aria-rowindex': number };
  readonly now: number;
  readonly draft: Draft | null;
  readonly failed: FailedEdit | null;
  readonly editing: Editing | null;
  /** Null: nothing can be chosen. */
  readonly selected: boolean | null;
  onSelect(select: boolean): void;
  onOpen(): void;
  onStart(field: Field, text?: string): void;
  onType(text: string): void;
  onFinish(field: Field, by: 'enter' | 'blur'): void;
  onLeave(field: Field): void;
  onRetry(failed: FailedEdit): void;
  onForget(): void;
}

export function ProductLine(props: ProductLineProps) {
  const { row, index, place, now, draft, failed, editing, selected, onSelect, onOpen, onRetry, onForget } = props;
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
      onStart={(text) => props.onStart(field, text)}
      onType={props.onType}
      onSave={(by) => props.onFinish(field, by)}
      onLeave={() => props.onLeave(field)}
    />
  );
  return (
    <tr {...place} className={failed === null ? 'product-row' : 'product-row is-failed'}>
      {selected !== null && (
        <td>
          <Checkbox
            aria-label={t('many.select', { name: row.name })}
            checked={selected}
            onChange={({ target }) => onSelect(target.checked)}
          />
        </td>
      )}
      <td title={row.code}>
        <button type="button" className="product-code" aria-label={t('open', { name: row.name })} onClick={onOpen}>
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
            <Button size="small" type="link" onClick={() => onRetry(failed)}>
              {t('tryAgain')}
            </Button>
            <Button size="small" type="link" onClick={onForget}>
              {t('discard')}
            </Button>
          </span>
        </td>
      )}
    </tr>
  );
}
