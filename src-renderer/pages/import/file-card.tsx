/** One file: what it is and how it stands; opened, how it is read and what its columns mean. */
import { CloseOutlined, DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileSettings } from '#shared/contract/index.ts';
import { formatError, sourceName } from '#shared/i18n/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatBytes } from '../format-bytes.ts';
import { ColumnMapping } from './column-mapping.tsx';
import { FileSettingsForm } from './file-settings-form.tsx';
import { FileStateTag } from './file-state-tag.tsx';
import { type DraftAction, type DraftFile, fileState } from './import-draft.ts';
import { StoreQuestion } from './store-question.tsx';

interface FileCardProps {
  readonly file: DraftFile;
  readonly change: (action: DraftAction) => void;
  readonly openAtFirst: boolean;
  /** Stores that staff have named for other files. */
  readonly namedStores: readonly string[];
}

export function FileCard({ file, change, openAtFirst, namedStores }: FileCardProps) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const state = fileState(file);
  const [opened, setOpened] = useState<boolean | null>(openAtFirst ? true : null);
  const isRefused = file.inspected?.refusal !== null;
  const canOpen = file.inspected !== null && (!isRefused || file.settings !== null) && !file.leftOut;
  const open =
    canOpen && (opened ?? (state === 'asking' || (file.revision > 0 && (state === 'looking' || state === 'refused'))));
  const correct = (settings: FileSettings): void => {
    // Whoever works on a file keeps it before them, also once nothing is open any more.
    setOpened(true);
    change({ type: 'settingsCorrected', fileId: file.fileId, settings });
  };
  return (
    <article className="card file-card" aria-label={file.name}>
      <header className="file-header">
        <Button
          type="text"
          disabled={!canOpen}
          icon={open ? <DownOutlined /> : <RightOutlined />}
          aria-expanded={open}
          aria-label={t(open ? 'review.hide' : 'review.show', { name: file.name })}
          onClick={() => setOpened(!open)}
        />
        <h3 title={file.name}>{file.name}</h3>
        <span className="quiet file-facts">
          {formatBytes(file.bytes, formats)}
          {file.settings !== null && ` · ${t(`kinds.${file.settings.kind}`)}`}
          {file.inspected !== null &&
            file.inspected.format !== 'unknown' &&
            ` · ${file.inspected.format.toUpperCase()}`}
          {file.settings?.template && ` · ${sourceName(file.settings.template, formats.locale)}`}
        </span>
        <FileStateTag state={state} />
        <span className="actions">
          {state !== 'refused' && (
            <Button
              size="small"
              aria-label={t(file.leftOut ? 'review.takeInNamed' : 'review.leaveOutNamed', { name: file.name })}
              onClick={() => change({ type: 'leftOut', fileId: file.fileId, leftOut: !file.leftOut })}
            >
              {t(file.leftOut ? 'review.takeIn' : 'review.leaveOut')}
            </Button>
          )}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('review.remove', { name: file.name })}
            onClick={() => change({ type: 'fileRemoved', fileId: file.fileId })}
          />
        </span>
      </header>
      {file.inspected === null && !file.leftOut && (
        <Skeleton active title={false} paragraph={{ rows: 2 }} className="file-body" />
      )}
      {file.inspected?.refusal && <Refusal file={file} />}
      {state === 'unrecognised' && <p className="file-body">{t('review.unrecognised')}</p>}
      {open && file.inspected !== null && (
        <div className="file-body">
          {file.settings !== null && !isRefused && needsStore(file) && (
            <StoreQuestion file={file} settings={file.settings} named={namedStores} correct={correct} />
          )}
          <FileSettingsForm file={file} inspected={file.inspected} correct={correct} />
          {file.settings !== null && !isRefused && (
            <ColumnMapping name={file.name} inspected={file.inspected} settings={file.settings} correct={correct} />
          )}
        </div>
      )}
    </article>
  );
}

/** The question stays in sight once answered, so that the answer can be seen and changed. */
function needsStore(file: DraftFile): boolean {
  return file.inspected?.questions.includes('store') === true || file.settings?.store !== undefined;
}

function Refusal({ file }: { file: DraftFile }) {
  const { locale } = useFormats();
  const refusal = file.inspected?.refusal;
  if (!refusal) return null;
  const { sentence, wayOut } = formatError(refusal.code, refusal.details, locale);
  return (
    <p className="file-body" role="alert">
      <strong>{sentence}</strong> {wayOut}
    </p>
  );
}
