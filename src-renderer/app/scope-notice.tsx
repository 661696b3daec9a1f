/** Says what of an address could not be shown, for as long as what stands in its place is. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { refusedIn } from '../state/index.ts';

export function ScopeNotice() {
  const { t } = useTranslation();
  const { state, search } = useLocation();
  const navigate = useNavigate();
  const refused = refusedIn(state);
  if (refused.length === 0) return null;
  return (
    <Alert
      className="scope-notice"
      type="warning"
      showIcon
      closable={{
        'aria-label': t('scope.refused.close'),
        onClose: () => void navigate({ search }, { replace: true, preventScrollReset: true }),
      }}
      title={refused.map(({ what, asked }) => t(`scope.refused.${what}`, { asked })).join(' ')}
    />
  );
}
