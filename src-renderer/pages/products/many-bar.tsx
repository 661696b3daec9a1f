/** What can be done with many products at once: change prices by a percentage, set stock, look at it all and save. */
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductRow } from '#shared/contract/index.ts';
import { readStock } from './entry.ts';
import { changePrice, ROUNDINGS, type RoundingName, readPercent, roundingOf } from './price-rule.ts';
import { type Many, priceOf } from './use-many.ts';
import { useProblemWords } from './use-problem-words.ts';

interface ManyBarProps {
  readonly many: Many;
  readonly products: readonly ProductRow[];
  onReview(): void;
}

/** Problems of a paste that are told one by one. */
const TOLD = 3;

export function ManyBar({ many, products, onReview }: ManyBarProps) {
  const { t } = useTranslation('products');
  const chosen = products.filter(({ id }) => many.selected.has(id));
  return (
    <section className="many-bar card" aria-label={t('many.label')}>
      <div className="many-top">
        <p className="quiet">{t('many.hint')}</p>
        <b role="status">{many.edited.length > 0 && t('many.changed', { count: many.edited.length })}</b>
        <Button onClick={many.stop}>{many.edited.length > 0 ? t('discard') : t('many.stop')}</Button>
        <Button type="primary" disabled={many.edited.length === 0} onClick={onReview}>
          {t('many.review')}
        </Button>
      </div>
      <div className="many-tools">
        <span role="status">{t('many.selected', { count: chosen.length })}</span>
        <PriceTool many={many} chosen={chosen} />
        <StockTool many={many} chosen={chosen} />
      </div>
      {many.rest !== null && <PasteRestWords rest={many.rest} />}
    </section>
  );
}

interface ToolProps {
  readonly many: Many;
  readonly chosen: readonly ProductRow[];
}

function PriceTool({ many, chosen }: ToolProps) {
  const { t } = useTranslation('products');
  const problemWords = useProblemWords();
  const [typed, setTyped] = useState('');
  const [rounding, setRounding] = useState<RoundingName>('cent');
  const percent = readPercent(typed);
  const problem = 'problem' in percent && typed.trim() !== '' ? problemWords(percent.problem, typed) : null;
  const priced = chosen.filter(({ price }) => price !== null);
  const apply = (): void => {
    if (!('value' in percent)) return;
    const changes = priced.map((row) => {
      const before = priceOf({ row, draft: many.drafts.get(row.id) ?? {} }) ?? 0;
      const rule = roundingOf(rounding, decimalsOf(row.currency));
      return { row, draft: { price: changePrice(before, percent.value, rule) } };
    });
    many.draft(changes);
    setTyped('');
  };
  return (
    <form
      className="many-tool"
      onSubmit={(event) => {
        event.preventDefault();
        if (priced.length > 0) apply();
      }}
    >
      <Input
        className="many-percent"
        aria-label={t('many.percent')}
        placeholder={t('many.percentPlaceholder')}
        status={problem === null ? '' : 'error'}
        title={problem ?? t('many.percent')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Select<RoundingName>
        className="many-rounding"
        aria-label={t('many.rounding')}
        value={rounding}
        prefix={t('many.rounding')}
        options={ROUNDINGS.map((value) => ({ value, label: t(`many.roundings.${value}`) }))}
        onChange={setRounding}
      />
      <Button htmlType="submit" disabled={priced.length === 0 || !('value' in percent)}>
        {t('many.apply', { count: priced.length })}
      </Button>
      {problem !== null && (
        <span className="warning-text" role="alert">
          {problem}
        </span>
      )}
    </form>
  );
}

function StockTool({ many, chosen }: ToolProps) {
  const { t } = useTranslation('products');
  const [typed, setTyped] = useState('');
  const stock = readStock(typed);
  return (
    <form
      className="many-tool"
      onSubmit={(event) => {
        event.preventDefault();
        if (!('value' in stock)) return;
        many.draft(chosen.map((row) => ({ row, draft: { stock: stock.value } })));
        setTyped('');
      }}
    >
      <Input
        className="many-stock"
        aria-label={t('many.stock')}
        title={t('many.stock')}
        placeholder={t('stockHint')}
        status={'problem' in stock && typed.trim() !== '' ? 'error' : ''}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button htmlType="submit" disabled={chosen.length === 0 || !('value' in stock)}>
        {t('many.applyStock')}
      </Button>
    </form>
  );
}

function PasteRestWords({ rest: { problems, left } }: { rest: NonNullable<Many['rest']> }) {
  const { t } = useTranslation('products');
  const problemWords = useProblemWords();
  return (
    <p className="warning-text" role="alert">
      {problems
        .slice(0, TOLD)
        .map(({ code, problem, text }) => t('many.problem', { code, sentence: problemWords(problem, text) }))
        .join(' ')}{' '}
      {problems.length > TOLD && t('many.moreProblems', { count: problems.length - TOLD })}{' '}
      {left > 0 && t('many.left', { count: left })}
    </p>
  );
}

/** How many decimals a currency has; two where it is not known. */
function decimalsOf(currency: string | null): number {
  if (currency === null) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
