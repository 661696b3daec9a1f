/** The first step: files, a folder, or sample data. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DropZone } from './drop-zone.tsx';
import type { DraftAction } from './import-draft.ts';
import { useChooseFiles } from './use-choose-files.ts';

export function ChooseStage({ change }: { change: (action: DraftAction) => void }) {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const files = useChooseFiles(change);
  return (
    <section className="card" aria-label={t('steps.choose')}>
      <DropZone files={files} />
      <p className="centred">
        <Button type="link" onClick={() => void navigate('/welcome')}>
          {t('choose.sample')}
        </Button>
      </p>
    </section>
  );
}
