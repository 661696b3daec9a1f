/** `g` and a letter goes to a page, `?` shows the list. Keys typed into a field are the field's. */
import { Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWindowState, useWindowStore } from '../state/index.ts';
import { addressOf, PAGES } from './pages.ts';
import { useScopeSearch } from './use-scope-search.ts';

/** How long after `g` the letter may come, in milliseconds. */
const SEQUENCE_TIME = 1_500;

export function Shortcuts() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const store = useWindowStore();
  const open = useWindowState((state) => state.shortcutsOpen);
  const scopeSearch = useScopeSearch();
  const startedAt = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const page = PAGES.find(({ key }) => key === event.key);
      if (page !== undefined && event.timeStamp - startedAt.current < SEQUENCE_TIME) {
        startedAt.current = Number.NEGATIVE_INFINITY;
        event.preventDefault();
        void navigate(addressOf(page, scopeSearch));
        return;
      }
      startedAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (event.key === '?') store.setState({ shortcutsOpen: true });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, scopeSearch, store]);

  return (
    <Modal
      open={open}
      title={t('shortcuts.title')}
      footer={null}
      onCancel={() => store.setState({ shortcutsOpen: false })}
    >
      <dl className="shortcut-list">
        {PAGES.map(({ name, key }) => (
          <div key={name}>
            <dt>
              <kbd>g</kbd> {t('shortcuts.followedBy')} <kbd>{key}</kbd>
            </dt>
            <dd>{t('shortcuts.goTo', { page: t(`pages.${name}`) })}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{t('shortcuts.help')}</dd>
        </div>
      </dl>
    </Modal>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
