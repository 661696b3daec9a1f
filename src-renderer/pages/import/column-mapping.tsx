/** The first rows of a file, and over each column what it stands for. */

import { Switch } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, FileSettings, InspectedFile } from '#shared/contract/index.ts';
import { REACHABLE } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { ColumnMeaning } from './column-meaning.tsx';
import { fieldGroupsOf } from './fields-of-kind.ts';
import { fieldOfColumn, shownColumns, withColumn } from './file-columns.ts';
import { SaveTemplate } from './save-template.tsx';

interface ColumnMappingProps {
  readonly name: string;
  readonly inspected: InspectedFile;
  readonly settings: FileSettings;
  correct(settings: FileSettings): void;
}

/** Wide exports have 80 columns of which ten matter: those are shown first of all. */
const MANY = 24;

export function ColumnMapping({ name, inspected, settings, correct }: ColumnMappingProps) {
  const { t } = useTranslation('import');
  const { locale } = useFormats();
  const { headings, preview, missing } = inspected;
  const [onlyUsed, setOnlyUsed] = useState(headings.length > MANY && missing.length === 0);
  const shown = shownColumns(settings.columns, headings.length, onlyUsed);
  const groups = useMemo(
    () =>
      fieldGroupsOf(settings.kind).map(([group, fields]) => ({
        label: t(`groups.${group}`),
        options: fields.map((value) => ({ value, label: t(`fields.${value}`) })),
      })),
    [settings.kind, t],
  );
  const listed = new Intl.ListFormat(locale, { type: 'conjunction' }).format(
    missing.map((field) => t(`fields.${field}`)),
  );
  const mean = (column: number, field: Field | null): void =>
    correct({ ...settings, columns: withColumn(settings.columns, column, field) });
  const nameOf = (column: number): string =>
    headings[column] === undefined || headings[column] === ''
      ? t('mapping.unnamed', { number: column + 1 })
      : headings[column];

  return (
    <div className="mapping">
      <header className="mapping-header">
        <div>
          <h4>{t('mapping.heading', { rows: preview.length })}</h4>
          <p className="quiet">{t('mapping.explain')}</p>
        </div>
        <span className="actions">
          {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch is its control */}
          <label className="switch-label">
            <Switch size="small" checked={onlyUsed} onChange={setOnlyUsed} /> {t('mapping.onlyUsed')}
          </label>
          <SaveTemplate headings={headings} settings={settings} correct={correct} />
        </span>
      </header>
      {missing.length > 0 && (
        <p className="warning-text" role="status">
          {t('mapping.missing', { fields: listed })}
        </p>
      )}
      <section className="preview-box" aria-label={t('mapping.tableLabel', { name })} {...REACHABLE}>
        <table className="preview-table">
          <thead>
            <tr>
              {shown.map((column) => {
                const field = fieldOfColumn(settings.columns, column);
                return (
                  <th key={column} scope="col" className={field === null ? 'is-unused' : undefined}>
                    <span className="preview-heading" title={nameOf(column)}>
                      {nameOf(column)}
                    </span>
                    <ColumnMeaning
                      field={field}
                      groups={groups}
                      label={t('mapping.means', { heading: nameOf(column) })}
                      onChange={(meaning) => mean(column, meaning)}
                    />
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {preview.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file has no other name than its place
              <tr key={index}>
                {shown.map((column) => (
                  <td
                    key={column}
                    className={fieldOfColumn(settings.columns, column) === null ? 'is-unused' : undefined}
                    title={row[column]}
                  >
                    {row[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {preview.length === 0 && <p className="quiet">{t('mapping.empty')}</p>}
      </section>
    </div>
  );
}
