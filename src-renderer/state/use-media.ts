/** What the system says of the person before it, and follows it when that changes. */
import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query, such as `(prefers-color-scheme: dark)`, holds now. */
export function useMedia(query: string): boolean {
  const follow = useCallback(
    (changed: () => void): (() => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(follow, () => window.matchMedia(query).matches);
}
