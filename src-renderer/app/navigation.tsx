/** The slim column of pages at the side. */
import {
  AppstoreOutlined,
  DashboardOutlined,
  FileAddOutlined,
  FireOutlined,
  LineChartOutlined,
  ProfileOutlined,
  SettingOutlined,
  SyncOutlined,
  TagsOutlined,
} from '@ant-design/icons';
import { type ComponentType, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { addressOf, PAGES, type Page } from './pages.ts';
import { useScopeSearch } from './use-scope-search.ts';

const ICONS: Readonly<Record<Page['name'], ComponentType<{ 'aria-hidden': boolean }>>> = {
  overview: LineChartOutlined,
  orders: ProfileOutlined,
  products: TagsOutlined,
  import: FileAddOutlined,
  stores: AppstoreOutlined,
  sync: SyncOutlined,
  cache: DashboardOutlined,
  warmup: FireOutlined,
  system: SettingOutlined,
};

export function Navigation() {
  const { t } = useTranslation();
  const scopeSearch = useScopeSearch();
  const { pathname } = useLocation();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the pages stand in one row that scrolls: the one that is open is in sight.
  useEffect(() => {
    const row = list.current;
    const place = row?.children[PAGES.findIndex(({ name }) => pathname.startsWith(`/${name}`))];
    if (row && place instanceof HTMLElement) {
      row.scrollLeft = place.offsetLeft - (row.clientWidth - place.offsetWidth) / 2;
    }
  }, [pathname]);
  return (
    <nav className="side" aria-label={t('navigation')}>
      <span className="brand" aria-hidden="true">
        M
      </span>
      <ul ref={list}>
        {PAGES.map((page) => {
          const Icon = ICONS[page.name];
          return (
            <li key={page.name}>
              <NavLink className="side-link" to={addressOf(page, scopeSearch)}>
                <Icon aria-hidden={true} />
                <span>{t(`pages.${page.name}`)}</span>
              </NavLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
