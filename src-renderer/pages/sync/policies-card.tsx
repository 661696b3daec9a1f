/** Which side counts where both changed the same; saved as it is chosen. */
import { useQuery } from '@tanstack/react-query';
import { Select, Skeleton } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictPolicy } from '#shared/contract/index.ts';
import { useApi, useClient } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { useSyncAction } from './use-sync-action.ts';

type Field = 'price' | 'title' | 'note';
type Policies = Readonly<Record<Field, ConflictPolicy>>;

const FIELDS: readonly Field[] = ['price', 'title', 'note'];
/** Money has no middle that either side meant. */
const CHOICES: Readonly<Record<Field, readonly ConflictPolicy[]>> = {
  price: ['ask', 'local', 'remote', 'newest'],
  title: ['ask', 'local', 'remote', 'newest', 'merge'],
  note: ['ask', 'local', 'remote', 'newest', 'merge'],
};

export function PoliciesCard() {
  const { t } = useTranslation('sync');
  const policies = useQuery(useApi().sync.policies.queryOptions());
  return (
    <section className="card policies-card" aria-labelledby="sync-policies">
      <h2 id="sync-policies">{t('policies.heading')}</h2>
      {policies.error !== null && <FailureNotice error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {policies.data !== undefined && <Choices policies={policies.data} />}
      <p className="quiet small">{t('policies.hint')}</p>
    </section>
  );
}

function Choices({ policies }: { policies: Policies }) {
  const { t } = useTranslation('sync');
  const client = useClient();
  const id = useId();
  const save = useSyncAction(
    (next: Policies) => client.sync.setPolicies(next),
    () => t('policies.saved'),
  );
  const shown = save.isPending ? save.variables : policies;
  return (
    <div className="policies">
      {FIELDS.map((field) => (
        <div className="field" key={field}>
          <label htmlFor={`${id}-${field}`}>{t(`policies.${field}`)}</label>
          <Select<ConflictPolicy>
            id={`${id}-${field}`}
            value={shown[field]}
            options={choicesOf(field, shown[field]).map((value) => ({ value, label: t(`policies.choices.${value}`) }))}
            onChange={(policy) => save.mutate({ ...policies, [field]: policy })}
          />
        </div>
      ))}
    </div>
  );
}

/** What stands in the settings file is shown too, whatever it is. */
function choicesOf(field: Field, chosen: ConflictPolicy): readonly ConflictPolicy[] {
  return CHOICES[field].includes(chosen) ? CHOICES[field] : [...CHOICES[field], chosen];
}
