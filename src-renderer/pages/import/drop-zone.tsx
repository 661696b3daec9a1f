/** Where files are dropped or asked for. All of it can be done by keyboard through its buttons. */
import { FileAddOutlined, FolderOpenOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../components/index.ts';
import type { ChooseFiles } from './use-choose-files.ts';
import '../cards.css';
import './import.css';

export function DropZone({ files }: { files: ChooseFiles }) {
  const { t } = useTranslation('import');
  const { over, handlers } = useDrop(files);
  return (
    <>
      <div className={over ? 'drop-zone is-over' : 'drop-zone'} {...handlers}>
        <p className="drop-zone-sentence">{over ? t('choose.dropNow') : t('choose.drop')}</p>
        <div className="drop-zone-actions">
          <Button
            type="primary"
            size="large"
            icon={<FileAddOutlined />}
            loading={files.busy && files.transfer === null}
            disabled={files.busy}
            onClick={() => files.choose(false)}
          >
            {t('choose.open')}
          </Button>
          <Button size="large" icon={<FolderOpenOutlined />} disabled={files.busy} onClick={() => files.choose(true)}>
            {t('choose.folder')}
          </Button>
        </div>
        <p className="quiet">{t('choose.formats')}</p>
        <TransferState files={files} />
      </div>
      {files.failure !== null && <FailureNotice error={files.failure} />}
    </>
  );
}

/** How far an upload is, or that there was nothing to take. Its place is kept, so that nothing jumps. */
export function TransferState({ files }: { files: ChooseFiles }) {
  const { t } = useTranslation('import');
  const { transfer } = files;
  return (
    <div className="transfer" aria-live="polite">
      {files.nothingFound && <p className="warning-text">{t('choose.nothing')}</p>}
      {transfer !== null && (
        <>
          <span className="transfer-name">{t('choose.uploading', { name: transfer.name })}</span>
          <Progress
            percent={Math.floor((100 * transfer.sentBytes) / Math.max(1, transfer.totalBytes))}
            size="small"
            aria-label={t('choose.uploading', { name: transfer.name })}
          />
          <Button size="small" onClick={files.cancel}>
            {t('run.cancel')}
          </Button>
        </>
      )}
    </div>
  );
}

/** Gives the handlers that make an element take dropped files; `over` is true while something hangs above it. */
function useDrop(files: ChooseFiles) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const enter = (by: number): void => {
    depth.current += by;
    setOver(depth.current > 0);
  };
  return {
    over,
    handlers: {
      onDragEnter: () => enter(1),
      onDragLeave: () => enter(-1),
      onDragOver: (event: DragEvent) => event.preventDefault(),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        if (!files.busy) files.take(event.dataTransfer);
      },
    },
  };
}
