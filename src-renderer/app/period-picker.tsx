/** Shows which days are meant, and takes any others. */
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DateRange } from '#shared/contract/index.ts';
import { useFormats } from '../i18n/index.ts';

interface PeriodPickerProps {
  readonly range: DateRange | null;
  /** No later day can be chosen. */
  readonly latest: Dayjs | null;
  readonly onChange: (range: DateRange) => void;
}

export function PeriodPicker({ range, latest, onChange }: PeriodPickerProps) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const [first, last] = [useId(), useId()];
  return (
    <>
      {/* A name that is given to the picker itself would be that of both fields. */}
      <label className="visually-hidden" htmlFor={first}>
        {t('scope.from')}
      </label>
      <label className="visually-hidden" htmlFor={last}>
        {t('scope.to')}
      </label>
      <DatePicker.RangePicker
        className="period-picker"
        value={range === null ? null : [dayjs(range.from), dayjs(range.to)]}
        format={locale === 'zh-CN' ? 'YYYY-MM-DD' : 'D MMM YYYY'}
        allowClear={false}
        id={{ start: first, end: last }}
        placeholder={[t('scope.from'), t('scope.to')]}
        disabledDate={(day) => latest?.isBefore(day, 'day') ?? false}
        onChange={(dates) => {
          const [from, to] = dates ?? [];
          if (from && to) onChange({ from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') });
        }}
      />
    </>
  );
}
