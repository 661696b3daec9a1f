/** Asks before what was not saved is left behind, whether by a link, by the way back, or by closing the window. */
import { Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Location, useBlocker } from 'react-router';

interface LeaveGuardProps {
  /** Something is not saved. */
  readonly when: boolean;
  /** Whether what is not saved is lost on the way from one place to the other. */
  readonly loses: (from: Location, to: Location) => boolean;
  /** What is lost, as a sentence. */
  readonly sentence: string;
}

export function LeaveGuard({ when, loses, sentence }: LeaveGuardProps) {
  const { t } = useTranslation('shell');
  const blocker = useBlocker(({ currentLocation, nextLocation }) => when && loses(currentLocation, nextLocation));
  useEffect(() => {
    if (!when) return;
    // The words are the browser's own; in the window of the app the question is asked just so.
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [when]);
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('leave.question')}
      okText={t('leave.discard')}
      okButtonProps={{ danger: true }}
      cancelText={t('leave.stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      <p>{sentence}</p>
    </Modal>
  );
}
