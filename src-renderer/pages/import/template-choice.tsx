/** Which saved or built-in mapping a file is read by, and the way to keep this one for the next such file. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FileSettings } from '#shared/contract/index.ts';
import { sourceName } from '#shared/i18n/index.ts';
import { useApi } from '../../api/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { Field } from './field.tsx';

const NONE = '';

export function TemplateChoice({
  settings,
  correct,
}: {
  settings: FileSettings;
  correct(settings: FileSettings): void;
}) {
  const { t } = useTranslation('import');
  const { locale } = useFormats();
  const templates = useQuery(useApi().ingest.templates.queryOptions()).data?.templates ?? [];
  const choose = (name: string): void => {
    const chosen = templates.find((template) => template.name === name);
    const { headerRecord, decimalComma, encoding, delimiter, sheet } = settings;
    // Only how the file is written stays; what its columns mean comes from the template, or is found anew.
    correct({
      headerRecord,
      decimalComma,
      kind: chosen?.kind ?? settings.kind,
      columns: {},
      template: chosen?.name ?? null,
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(sheet === undefined ? {} : { sheet }),
    });
  };
  const group = (builtIn: boolean, label: string) => ({
    label,
    options: templates
      .filter((template) => template.builtIn === builtIn)
      .map(({ name }) => ({ value: name, label: sourceName(name, locale) })),
  });
  const groups = [group(false, t('template.own')), group(true, t('template.builtIn'))];
  return (
    <Field label={t('settings.template')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={settings.template ?? NONE}
          options={[
            { value: NONE, label: t('settings.noTemplate') },
            ...groups.filter(({ options }) => options.length > 0),
          ]}
          onChange={choose}
        />
      )}
    </Field>
  );
}
