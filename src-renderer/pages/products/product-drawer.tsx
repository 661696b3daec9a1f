/** One product beside the list: its name, price and stock, and what each platform will show after sending. */
import { Button, Drawer, Input, Segmented } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductRow } from '#shared/contract/index.ts';
import { Fact, FailureNotice, useNow } from '../../components/index.ts';
import { type Entry, useFormats } from '../../i18n/index.ts';
import { changedFields, type Draft, readField, writeField } from './draft.ts';
import type { StockEntry } from './entry.ts';
import { ListingsTable } from './listings-table.tsx';
import { useProblemWords } from './use-problem-words.ts';
import type { Saving } from './use-saving.ts';

interface ProductDrawerProps {
  /** Null: nothing is open. */
  readonly row: ProductRow | null;
  readonly saving: Saving;
  onClose(): void;
}

export function ProductDrawer({ row, saving, onClose }: ProductDrawerProps) {
  const { t } = useTranslation('products');
  return (
    <Drawer
      open={row !== null}
      onClose={onClose}
      size="min(760px, 96vw)"
      title={row?.name ?? t('title')}
      closable={{ 'aria-label': t('detail.close') }}
      destroyOnHidden
    >
      {row !== null && <ProductForm key={row.id} row={row} saving={saving} onClose={onClose} />}
    </Drawer>
  );
}

type StockKind = 'counted' | 'delta';

interface Typed {
  readonly name: string | null;
  readonly price: string | null;
  readonly stock: string;
}

const NOTHING_TYPED: Typed = { name: null, price: null, stock: '' };

function ProductForm({ row, saving, onClose }: { row: ProductRow; saving: Saving; onClose(): void }) {
  const { t } = useTranslation('products');
  const formats = useFormats();
  const now = useNow(60_000);
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [kind, setKind] = useState<StockKind>('delta');
  const kindId = useId();
  const name = entryOf(typed.name, (text) => readField('name', text));
  const price = entryOf(typed.price, (text) => readField('price', text));
  const stock = entryOf(typed.stock.trim() === '' ? null : typed.stock, (text) => readStockAs(kind, text));
  const entries = [name, price, stock];
  const draft: Draft = Object.assign({}, ...entries.map((entry) => ('value' in entry ? entry.value : {})));
  const isGood = entries.every((entry) => 'value' in entry);
  const failed = saving.failed.get(row.id) ?? null;
  const busy = saving.pending.has(row.id);
  const save = async (): Promise<void> => {
    if (await saving.save([{ row, draft }])) setTyped(NOTHING_TYPED);
  };
  const recorded = row.stock === null ? t('edit.notKnown') : formats.quantity(row.stock);
  return (
    <div className="product-detail">
      <dl className="facts">
        <Fact label={t('detail.code')} value={row.code} />
        <Fact label={t('detail.category')} value={row.category ?? '–'} />
        <Fact
          label={t('detail.cost')}
          value={row.unitCost === null ? '–' : formats.money(row.unitCost, row.currency)}
        />
        <Fact
          label={t('detail.countedAt')}
          value={row.countedAt === null ? t('detail.never') : formats.moment(row.countedAt, now)}
        />
      </dl>
      <form
        className="product-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isGood) void save();
        }}
      >
        <TextField
          label={t('detail.name')}
          value={typed.name ?? writeField('name', row)}
          entry={name}
          onType={(text) => setTyped({ ...typed, name: text })}
        />
        <TextField
          label={row.currency === null ? t('detail.price') : `${t('detail.price')} (${row.currency})`}
          value={typed.price ?? writeField('price', row)}
          entry={price}
          onType={(text) => setTyped({ ...typed, price: text })}
        />
        <div className="product-stock">
          <TextField
            label={t('detail.stock')}
            value={typed.stock}
            entry={stock}
            placeholder={kind === 'counted' ? recorded : '+3'}
            onType={(text) => setTyped({ ...typed, stock: text })}
          />
          <Segmented<StockKind>
            aria-label={t('detail.stockKind')}
            name={kindId}
            value={kind}
            options={(['delta', 'counted'] as const).map((value) => ({
              value,
              label: t(`detail.stockKinds.${value}`),
            }))}
            onChange={setKind}
          />
        </div>
        <p className="quiet">
          {t(kind === 'counted' ? 'detail.countExplained' : 'detail.deltaExplained', { stock: recorded })}{' '}
          {row.listings.length > 0 && t('detail.addsUp')}
        </p>
        <div className="actions">
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={!isGood || changedFields(row, draft).length === 0}
          >
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      </form>
      {failed !== null && <FailureNotice error={failed.error} />}
      <ListingsTable row={row} draft={isGood ? draft : {}} now={now} />
    </div>
  );
}

/** What is not typed changes nothing, and nothing is wrong with it. */
function entryOf(text: string | null, read: (text: string) => Entry<Draft>): Entry<Draft> & { readonly text?: string } {
  return text === null ? { value: {} } : { ...read(text), text };
}

/** With the kind chosen beside it, a plain `3` is a difference too. */
function readStockAs(kind: StockKind, text: string): Entry<Draft> {
  const entry = readField('stock', text);
  if ('problem' in entry || entry.value.stock === undefined) return entry;
  const amount = amountOf(entry.value.stock);
  if (kind === 'counted' && amount < 0) return { problem: 'negative' };
  return { value: { stock: kind === 'counted' ? { counted: amount } : { delta: amount } } };
}

function amountOf(stock: StockEntry): number {
  return 'counted' in stock ? stock.counted : stock.delta;
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly entry: Entry<Draft> & { readonly text?: string };
  readonly placeholder?: string;
  onType(text: string): void;
}

function TextField({ label, value, entry, placeholder, onType }: TextFieldProps) {
  const problemWords = useProblemWords();
  const id = useId();
  const problem = 'problem' in entry ? problemWords(entry.problem, entry.text ?? '') : null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={value}
        maxLength={500}
        status={problem === null ? '' : 'error'}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onType(event.target.value)}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      {problem !== null && (
        <span id={`${id}-problem`} className="warning-text" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
