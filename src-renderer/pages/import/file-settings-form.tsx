/** How a file is read: what was recognised, and the way to correct it. Each correction has the file looked at again. */
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  dateOrder,
  delimiter,
  encoding,
  type FileKind,
  type FileSettings,
  fileKind,
  type InspectedFile,
} from '#shared/contract/index.ts';
import { currencies, timeZones } from '../choices.ts';
import { Field } from './field.tsx';
import { type DraftFile, settingsOfKind } from './import-draft.ts';
import { TemplateChoice } from './template-choice.tsx';

interface FileSettingsFormProps {
  readonly file: DraftFile;
  readonly inspected: InspectedFile;
  correct(settings: FileSettings): void;
}

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;
/** Headings stand in one of these rows; a longer preamble has not been seen. */
const HEADER_ROWS = 30;

export function FileSettingsForm({ file, inspected, correct }: FileSettingsFormProps) {
  const { t } = useTranslation('import');
  const { settings } = file;
  const [more, setMore] = useState(false);
  const kind = (
    <Field label={t('settings.kind')}>
      {(id) => (
        <Select<FileKind>
          id={id}
          value={settings?.kind ?? null}
          placeholder={t('chooseKind')}
          options={fileKind.options.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(value) => correct(settingsOfKind(value, settings))}
        />
      )}
    </Field>
  );
  if (settings === null) return <div className="settings-form">{kind}</div>;

  const set = (part: Partial<FileSettings>): void => correct({ ...settings, ...part });
  const cleared = (name: 'currency' | 'timeZone', value: string | undefined): void => {
    const { [name]: _, ...rest } = settings;
    correct(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <fieldset className="settings-form">
      <legend className="visually-hidden">{t('settings.legend')}</legend>
      {kind}
      <TemplateChoice settings={settings} correct={correct} />
      {inspected.format === 'csv' && (
        <>
          <Field label={t('settings.encoding')}>
            {(id) => (
              <Select
                id={id}
                value={settings.encoding ?? null}
                options={encoding.options.map((value) => ({ value, label: t(`encodings.${value}`) }))}
                onChange={(value) => value !== null && set({ encoding: value })}
              />
            )}
          </Field>
          <Field label={t('settings.delimiter')}>
            {(id) => (
              <Select
                id={id}
                value={settings.delimiter ?? null}
                options={delimiter.options.map((value) => ({
                  value,
                  label: t(`delimiters.${DELIMITER_NAMES[value]}`),
                }))}
                onChange={(value) => value !== null && set({ delimiter: value, columns: {} })}
              />
            )}
          </Field>
        </>
      )}
      {inspected.sheets.length > 1 && (
        <Field label={t('settings.sheet')}>
          {(id) => (
            <Select
              id={id}
              value={settings.sheet ?? null}
              options={inspected.sheets.map((value) => ({ value, label: value }))}
              onChange={(value) => value !== null && set({ sheet: value, moreSheets: [], columns: {}, template: null })}
            />
          )}
        </Field>
      )}
      <Field label={t('settings.headerRow')}>
        {(id) => (
          <Select
            id={id}
            value={settings.headerRecord}
            options={[
              { value: -1, label: t('settings.noHeader') },
              ...Array.from({ length: HEADER_ROWS }, (_, row) => ({ value: row, label: `${row + 1}` })),
            ]}
            onChange={(headerRecord) => set({ headerRecord, columns: {}, template: null })}
          />
        )}
      </Field>
      {settings.dateOrder !== undefined && (
        <Field label={t('settings.dateOrder')}>
          {(id) => (
            <Select
              id={id}
              value={settings.dateOrder ?? null}
              options={dateOrder.options.map((value) => ({ value, label: t(`dateOrders.${value}`) }))}
              onChange={(value) => value !== null && set({ dateOrder: value })}
            />
          )}
        </Field>
      )}
      {more ? (
        <>
          <Field label={t('settings.decimalComma')}>
            {(id) => (
              <Select
                id={id}
                value={settings.decimalComma}
                options={[
                  { value: false, label: t('decimals.point') },
                  { value: true, label: t('decimals.comma') },
                ]}
                onChange={(decimalComma) => set({ decimalComma })}
              />
            )}
          </Field>
          <Field label={t('settings.currency')}>
            {(id) => (
              <Select
                id={id}
                showSearch
                allowClear
                value={settings.currency ?? null}
                placeholder={t('settings.fromStore')}
                options={currencies()}
                onChange={(value) => cleared('currency', value ?? undefined)}
              />
            )}
          </Field>
          <Field label={t('settings.timeZone')}>
            {(id) => (
              <Select
                id={id}
                showSearch
                allowClear
                value={settings.timeZone ?? null}
                placeholder={t('settings.fromStore')}
                options={timeZones()}
                onChange={(value) => cleared('timeZone', value ?? undefined)}
              />
            )}
          </Field>
        </>
      ) : (
        <Button type="link" className="settings-more" onClick={() => setMore(true)}>
          {t('settings.more')}
        </Button>
      )}
    </fieldset>
  );
}
