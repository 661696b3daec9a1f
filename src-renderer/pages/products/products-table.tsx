/** A long list of products, drawn only where it is in sight, edited in its cells with the keyboard alone if one likes. */
import { Button, Checkbox } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductRow } from '#shared/contract/index.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { LongTable, TableHeading, useNow, useRowsInSight } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useBoxHeight } from '../use-box-height.ts';
import { cellBeside, type Place, placeOf } from './cell-places.ts';
import { type Draft, type Field, readField, withDraft, writeField } from './draft.ts';
import type { ProductFilters, ProductSort } from './product-filters.ts';
import { type LineActions, ProductLine } from './product-line.tsx';
import { useProblemWords } from './use-problem-words.ts';
import type { FailedEdit } from './use-saving.ts';
import { useSteady } from './use-steady.ts';

interface ProductsTableProps {
  readonly products: readonly ProductRow[];
  readonly total: number;
  /** These are the products of the filters before; the new ones are on their way. */
  readonly outdated: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly filters: Pick<ProductFilters, 'sort' | 'descending'>;
  /** What stands in the cells instead of what is recorded. */
  readonly drafts: ReadonlyMap<ProductId, Draft>;
  readonly failed: ReadonlyMap<ProductId, FailedEdit>;
  /** Null: one product after the other is edited, nothing can be chosen. */
  readonly selected: ReadonlySet<ProductId> | null;
  /** Stands below the list, beside how many there are. */
  readonly notice: ReactNode;
  onSelect(ids: readonly ProductId[], select: boolean): void;
  onMore(): void;
  onOpen(id: ProductId): void;
  onSort(sort: ProductSort | null, descending: true | null): void;
  onSave(row: ProductRow, draft: Draft): void;
  onForget(id: ProductId): void;
  /** Several cells were pasted over the list, from a place on. */
  onPaste(text: string, place: Place): void;
}

export interface Editing {
  readonly id: ProductId;
  readonly field: Field;
  readonly text: string;
  readonly problem: string | null;
}

const COLUMNS = [
  { name: 'code', kind: 'text', width: 132, sort: 'code' },
  { name: 'name', kind: 'text', width: 242, sort: 'name' },
  { name: 'price', kind: 'figure', width: 108, sort: 'price' },
  { name: 'stock', kind: 'figure', width: 92, sort: 'stock' },
  { name: 'cost', kind: 'figure', width: 96, sort: null },
  { name: 'unitsSold', kind: 'figure', width: 100, sort: 'unitsSold' },
  { name: 'netSales', kind: 'figure', width: 112, sort: 'netSales' },
  { name: 'platforms', kind: 'text', width: 274, sort: null },
] as const;
const SELECT_WIDTH = 40;
const WIDTH = COLUMNS.reduce((sum, { width }) => sum + width, SELECT_WIDTH);
/** Rows before the end at which more are asked for. */
const AHEAD = 60;

export function ProductsTable(props: ProductsTableProps) {
  const { products, total, outdated, hasMore, loadingMore, filters, drafts, failed, selected, notice } = props;
  const { onSelect, onMore, onOpen, onSort, onSave, onForget, onPaste } = props;
  const { t } = useTranslation('products');
  const formats = useFormats();
  const problemWords = useProblemWords();
  const now = useNow(60_000);
  const box = useRef<HTMLElement>(null);
  const height = useBoxHeight(box);
  const sight = useRowsInSight(box, products.length, height);
  const [editing, setEditing] = useState<Editing | null>(null);
  const place = useRef<Place | null>(null);
  /** Whose cell has the keyboard. */
  const held = useRef<{ readonly field: Field; readonly id: ProductId } | null>(null);
  const nearEnd = sight.end >= products.length - AHEAD;
  useEffect(() => {
    if (nearEnd && hasMore && !loadingMore && !outdated) onMore();
  }, [nearEnd, hasMore, loadingMore, outdated, onMore]);

  const focusCell = (to: Place): void => {
    const found = cellIn(box.current, to);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: 'nearest' });
  };
  // An edit may put its row elsewhere in the order, and what is moved in the page loses the keyboard: it is given back.
  useLayoutEffect(() => {
    const { current } = held;
    if (current === null || document.activeElement !== document.body) return;
    const index = products.findIndex(({ id }) => id === current.id);
    const found = cellIn(box.current, { field: current.field, index }) ?? box.current;
    found?.focus({ preventScroll: true });
  }, [products]);
  /** The field goes away under the keyboard: whoever types is taken back to where they came from. */
  const close = (back: Place | null): void => {
    setEditing(null);
    if (back !== null) setTimeout(() => focusCell(back));
  };
  const finish = (row: ProductRow, at: Place, by: 'enter' | 'blur'): void => {
    if (editing === null) return;
    const back = by === 'enter' ? at : null;
    const before = withDraft(row, drafts.get(row.id) ?? {});
    if (editing.text.trim() === writeField(at.field, before)) {
      close(back);
      return;
    }
    const entry = readField(at.field, editing.text);
    if ('problem' in entry) {
      // Who went elsewhere is not called back for what cannot be read.
      if (by === 'blur') close(null);
      else setEditing({ ...editing, problem: problemWords(entry.problem, editing.text) });
      return;
    }
    close(back);
    onSave(row, entry.value);
  };
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const at = place.current;
      const isInput = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      const isCell = isInput && event.target.closest('.product-cell') !== null;
      // One cell pasted into a field is the field's own.
      if (at === null || (isInput && (!isCell || !/[\t\n]/.test(text.trim())))) return;
      if (!(event.target instanceof Node) || !isOver(box.current, event.target)) return;
      event.preventDefault();
      setEditing(null);
      onPaste(text, at);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [onPaste]);

  const actions = useSteady<LineActions>({
    onSelect: (row, select) => onSelect([row.id], select),
    onOpen: (row) => onOpen(row.id),
    onStart(row, field, text) {
      const shown = withDraft(row, drafts.get(row.id) ?? {});
      setEditing({ id: row.id, field, text: text ?? writeField(field, shown), problem: null });
    },
    onType: (text) => setEditing((before) => (before === null ? null : { ...before, text, problem: null })),
    onFinish: finish,
    onLeave: close,
    onRetry: ({ row, draft }) => onSave(row, draft),
    onForget: (row) => onForget(row.id),
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = placeOf(event.target);
    const next = at === null ? null : cellBeside(at, event.key, products.length);
    if (next === null) return;
    event.preventDefault();
    focusCell(next);
  };
  const allSelected = selected !== null && products.length > 0 && products.every(({ id }) => selected.has(id));
  const sorting = filters.sort ?? 'code';
  const headings = COLUMNS.map(({ name, kind, width, sort }) => (
    <TableHeading
      key={name}
      title={t(`columns.${name}`)}
      kind={kind}
      width={width}
      direction={sort === sorting ? (filters.descending ? 'descending' : 'ascending') : null}
      {...(sort === null
        ? {}
        : {
            onSort: () => {
              const first = kind === 'figure' ? true : null;
              onSort(sort, sort === sorting ? (filters.descending ? null : true) : first);
            },
          })}
    />
  ));
  const choosing = (
    <th key="select" scope="col" style={{ width: SELECT_WIDTH }}>
      <Checkbox
        aria-label={t('many.selectAll')}
        checked={allSelected}
        indeterminate={!allSelected && selected !== null && selected.size > 0}
        onChange={({ target }) =>
          onSelect(
            products.map(({ id }) => id),
            target.checked,
          )
        }
      />
    </th>
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what happens to the cells within, which can be focused */}
      <div
        className="products-cells"
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const at = placeOf(event.target);
          const row = products[at?.index ?? -1];
          held.current = at === null || row === undefined ? null : { field: at.field, id: row.id };
          place.current = at ?? place.current;
        }}
        onBlur={() => {
          held.current = null;
        }}
      >
        <LongTable
          box={box}
          sight={sight}
          count={products.length}
          more={hasMore}
          label={t('tableLabel')}
          className="products-box"
          busy={outdated}
          width={WIDTH}
          headings={selected === null ? headings : [choosing, ...headings]}
        >
          {(index, rowPlace) => {
            const row = products[index]!;
            return (
              <ProductLine
                key={row.id}
                row={row}
                index={index}
                rowIndex={rowPlace['aria-rowindex']}
                now={now}
                draft={drafts.get(row.id) ?? null}
                failed={failed.get(row.id) ?? null}
                editing={editing?.id === row.id ? editing : null}
                selected={selected === null ? null : selected.has(row.id)}
                actions={actions}
              />
            );
          }}
        </LongTable>
      </div>
      <footer className="products-footer quiet">
        {notice}
        <span role="status">
          {loadingMore
            ? t('loadingMore')
            : t('shown', { shown: formats.number(products.length), total: formats.number(total) })}
        </span>
        {hasMore && (
          <Button size="small" type="link" disabled={loadingMore} onClick={onMore}>
            {t('more')}
          </Button>
        )}
      </footer>
    </>
  );
}

function cellIn(box: HTMLElement | null, { field, index }: Place): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-cell="${field}/${index}"]`) ?? null;
}

/** A paste lands on the body where nothing can be typed into; it is the list's if the list has the keyboard. */
function isOver(box: HTMLElement | null, target: Node): boolean {
  return box !== null && (box.contains(target) || box.contains(document.activeElement));
}
