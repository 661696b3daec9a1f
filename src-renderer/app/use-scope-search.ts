/** Gives the scope of the page one is on as a query string, to take along to another page. */
import { useSearchParams } from 'react-router';
import { parseScope, withScope } from '../state/index.ts';

export function useScopeSearch(): string {
  const [params] = useSearchParams();
  const search = withScope(new URLSearchParams(), parseScope(params)).toString();
  return search === '' ? '' : `?${search}`;
}
