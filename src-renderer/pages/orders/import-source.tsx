/** Which files an order came from, and when. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportId } from '#shared/domain/ids.ts';
import { useApi } from '../../api/index.ts';
import { useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

/** Older imports than these are told by their number alone. */
const IMPORTS = 500;

export function ImportSource({ id }: { id: ImportId | null }) {
  const { t } = useTranslation('orders');
  const formats = useFormats();
  const now = useNow(60_000);
  const history = useQuery(useApi().ingest.history.queryOptions({ input: { limit: IMPORTS } }));
  if (id === null) return t('detail.notSaid');
  const record = history.data?.imports.find((each) => each.id === id);
  if (record === undefined) return t('detail.importNumber', { id });
  const names = record.files.filter(({ kind }) => kind === 'orders').map(({ name }) => name);
  const [file = t('detail.importNumber', { id })] = names;
  return (
    <span title={names.join('\n')}>
      {names.length > 1 ? t('detail.moreFiles', { file, count: names.length - 1 }) : file}
      <span className="quiet block">{formats.moment(record.startedAt, now)}</span>
    </span>
  );
}
