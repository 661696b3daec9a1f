/** Which panels are shown as tables is part of the address: `view=trend.stores`. */
import { useSearchParams } from 'react-router';

/** Gives whether the panel is shown as a table, and a way to change it that leaves no step in the history. */
export function useShownAsTable(panel: string): readonly [boolean, (asTable: boolean) => void] {
  const [params, setParams] = useSearchParams();
  const set = (asTable: boolean): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        const panels = panelsIn(before).filter((name) => name !== panel);
        if (asTable) panels.push(panel);
        next.delete('view');
        if (panels.length > 0) next.set('view', panels.join('.'));
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return [panelsIn(params).includes(panel), set];
}

function panelsIn(params: URLSearchParams): string[] {
  return (params.get('view') ?? '').split('.').filter((name) => /^[a-z-]{1,30}$/.test(name));
}
