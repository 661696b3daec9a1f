/** Everything that would change, before it does: what deserves a second look first. */
import { CloseOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductId } from '#shared/domain/ids.ts';
import { FailureNotice, LongTable, useRowsInSight } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { type ReviewLine, reviewLines } from './review-lines.ts';
import type { Edited } from './use-saving.ts';

/** The contract takes no more at once. */
const MOST = 2_000;
const HEIGHT = 420;

interface ReviewDialogProps {
  readonly edited: readonly Edited[];
  readonly open: boolean;
  readonly saving: boolean;
  /** Why it was not saved; null when it was not tried. */
  readonly error: unknown;
  onDrop(id: ProductId): void;
  onSave(): void;
  onClose(): void;
}

export function ReviewDialog({ edited, open, saving, error, onDrop, onSave, onClose }: ReviewDialogProps) {
  const { t } = useTranslation('products');
  const lines = open ? reviewLines(edited) : [];
  const warned = lines.filter(({ warning }) => warning !== null).length;
  const tooMany = edited.length > MOST;
  return (
    <Modal
      open={open}
      onCancel={onClose}
      width="min(940px, 94vw)"
      title={t('many.reviewTitle', { count: edited.length })}
      closable={{ 'aria-label': t('detail.close') }}
      destroyOnHidden
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" autoFocus loading={saving} disabled={tooMany || edited.length === 0} onClick={onSave}>
            {t('save')}
          </Button>
        </>
      }
    >
      <p className="quiet">{t('many.oneStep')}</p>
      {tooMany && (
        <p className="warning-text" role="alert">
          {t('many.tooMany', { most: MOST })}
        </p>
      )}
      {warned > 0 && (
        <p className="warning-text">
          <WarningOutlined aria-hidden={true} /> {t('many.warned', { count: warned })}
        </p>
      )}
      {error !== null && <FailureNotice error={error} />}
      <ReviewTable lines={lines} onDrop={onDrop} />
    </Modal>
  );
}

const COLUMNS = [
  ['code', 120],
  ['name', 220],
  ['field', 70],
  ['before', 120],
  ['after', 120],
  ['change', 150],
  ['select', 46],
] as const;
const WIDTH = COLUMNS.reduce((sum, [, width]) => sum + width, 0);

function ReviewTable({ lines, onDrop }: { lines: readonly ReviewLine[]; onDrop(id: ProductId): void }) {
  const { t } = useTranslation('products');
  const formats = useFormats();
  const box = useRef<HTMLElement>(null);
  const sight = useRowsInSight(box, lines.length, HEIGHT);
  const worded = ({ field, row }: ReviewLine, value: string | number | null): string => {
    if (value === null) return '–';
    if (typeof value === 'string') return value;
    return field === 'price' ? formats.money(value, row.currency) : formats.quantity(value);
  };
  const headings = COLUMNS.map(([name, width]) => (
    <th key={name} scope="col" style={{ width }} className={isFigure(name) ? 'figure' : undefined}>
      {name === 'select' ? <span className="visually-hidden">{t('discard')}</span> : null}
      {name === 'code' || name === 'name' ? t(`columns.${name}`) : null}
      {name === 'field' || name === 'before' || name === 'after' || name === 'change' ? t(`many.${name}`) : null}
    </th>
  ));
  return (
    <LongTable
      box={box}
      sight={sight}
      count={lines.length}
      label={t('many.review')}
      maxHeight={HEIGHT}
      width={WIDTH}
      headings={headings}
    >
      {(index, place) => {
        const line = lines[index]!;
        const { row, field, before, after, change, warning } = line;
        return (
          <tr key={`${row.id}/${field}`} {...place}>
            <td title={row.code}>{row.code}</td>
            <td title={row.name}>{row.name}</td>
            <td>{t(`columns.${field}`)}</td>
            <td className="figure" title={worded(line, before)}>
              {worded(line, before)}
            </td>
            <td className="figure" title={worded(line, after)}>
              <b>{worded(line, after)}</b>
            </td>
            <td className="figure">
              {warning !== null && <span className="warning-text">{t(`many.warnings.${warning}`)} </span>}
              {change === null ? '' : formats.signedPercent(change)}
            </td>
            <td>
              <Button
                size="small"
                type="text"
                icon={<CloseOutlined />}
                aria-label={t('many.remove', { name: row.name })}
                onClick={() => onDrop(row.id)}
              />
            </td>
          </tr>
        );
      }}
    </LongTable>
  );
}

function isFigure(name: string): boolean {
  return name === 'before' || name === 'after' || name === 'change';
}
