/** The one heading of a page. It stands in the window's header, so that the page itself starts with its content. */
import { createContext, type ReactNode, use, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

/** Where the shell wants the heading; null until it is there. */
export const HeadingPlace = createContext<HTMLElement | null>(null);

/** `children` are actions that belong to the whole page. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const place = use(HeadingPlace);
  useEffect(() => {
    document.title = `${title} · ${t('appName')}`;
  }, [title, t]);
  const heading = (
    <>
      <h1>{title}</h1>
      {children !== undefined && <div className="page-actions">{children}</div>}
    </>
  );
  return place === null ? null : createPortal(heading, place);
}
