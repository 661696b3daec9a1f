/** What one column stands for: a list that can be searched. It is made only when opened, for files have many columns. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Field } from '#shared/contract/index.ts';

interface ColumnMeaningProps {
  readonly field: Field | null;
  readonly groups: readonly { label: string; options: { value: Field; label: string }[] }[];
  readonly label: string;
  onChange(field: Field | null): void;
}

export function ColumnMeaning({ field, groups, label, onChange }: ColumnMeaningProps) {
  const { t } = useTranslation('import');
  return (
    <Select<Field | ''>
      size="small"
      variant={field === null ? 'borderless' : 'outlined'}
      className="column-meaning"
      popupMatchSelectWidth={260}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      value={field ?? ''}
      options={[{ value: '', label: t('mapping.notUsed') }, ...groups]}
      onChange={(value) => onChange(value === '' ? null : value)}
    />
  );
}
