/** What was found in the files, each correctable. What needs an answer is open; the rest is out of the way. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FileGrantId } from '#shared/domain/ids.ts';
import { FailureNotice } from '../../components/index.ts';
import { TransferState } from './drop-zone.tsx';
import { FileCard } from './file-card.tsx';
import { type DraftAction, fileState, type ImportDraft, planOf } from './import-draft.ts';
import { useChooseFiles } from './use-choose-files.ts';

interface ReviewStageProps {
  readonly draft: ImportDraft;
  readonly change: (action: DraftAction) => void;
  readonly starting: boolean;
  onCheck(): void;
  onStartOver(): void;
}

export function ReviewStage({ draft, change, starting, onCheck, onStartOver }: ReviewStageProps) {
  const { t } = useTranslation('import');
  const more = useChooseFiles(change);
  const ready = planOf(draft) !== null;
  return (
    <section aria-labelledby="review-heading" className="review">
      <div className="review-bar">
        <div>
          <h2 id="review-heading">{t('review.heading')}</h2>
          <p className="quiet" aria-live="polite">
            {t(sentenceFor(draft, ready))}
          </p>
        </div>
        <div className="actions">
          <Button onClick={onStartOver}>{t('review.startOver')}</Button>
          <Button icon={<PlusOutlined />} disabled={more.busy} onClick={() => more.choose(false)}>
            {t('review.addFiles')}
          </Button>
          <Button type="primary" disabled={!ready} loading={starting} onClick={onCheck}>
            {t('review.check')}
          </Button>
        </div>
      </div>
      {draft.cut && <p className="warning-text">{t('choose.tooMany')}</p>}
      <TransferState files={more} />
      {more.failure !== null && <FailureNotice error={more.failure} />}
      <ul className="file-list">
        {draft.files.map((file) => (
          <li key={file.fileId}>
            <FileCard
              file={file}
              change={change}
              openAtFirst={draft.files.length === 1}
              namedStores={storesNamedBeside(draft, file.fileId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was answered for one file is offered for the next, also before the store is there. */
function storesNamedBeside(draft: ImportDraft, fileId: FileGrantId): readonly string[] {
  return draft.files.flatMap((file) =>
    file.fileId !== fileId && file.settings?.store !== undefined ? [file.settings.store] : [],
  );
}

function sentenceFor(draft: ImportDraft, ready: boolean) {
  if (ready) return 'review.ready' as const;
  const waiting = draft.files.some((file) => fileState(file) === 'asking');
  if (waiting) return 'review.waiting' as const;
  const looking = draft.files.some((file) => fileState(file) === 'looking');
  return looking ? ('state.looking' as const) : ('review.nothingLeft' as const);
}
