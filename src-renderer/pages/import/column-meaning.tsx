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
      showSearch={{ filterOption: isNamed }}
      aria-label={label}
      value={field ?? ''}
      options={[{ value: '', label: t('mapping.notUsed') }, ...groups]}
      onChange={(value) => onChange(value === '' ? null : value)}
    />
  );
}

/** Only what a column may stand for is searched: the name of a group would bring all that is in it. */
function isNamed(sought: string, option: { value?: unknown; label?: unknown } | undefined): boolean {
  return option?.value !== undefined && String(option.label).toLowerCase().includes(sought.trim().toLowerCase());
}
