/** Which keys decide conflicts. */
import { useTranslation } from 'react-i18next';

export function ConflictKeys({ only }: { only?: 'undo' }) {
  const { t } = useTranslation('sync');
  return (
    <p className="conflict-keys quiet" aria-label={t('conflicts.keys')} role="note">
      {only === undefined && (
        <>
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {t('conflicts.keysSelect')}
          </span>
          <span>
            <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> {t('conflicts.keysChoose')}
          </span>
          <span>
            <kbd>Enter</kbd> {t('conflicts.keysDecide')}
          </span>
        </>
      )}
      <span>
        <kbd>u</kbd> {t('conflicts.keysUndo')}
      </span>
    </p>
  );
}
