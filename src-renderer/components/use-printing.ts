/** Paper is not a screen: while the page is printed it is light, its charts included, and its tables have no rows out of sight. */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Gives true from just before the page is put on paper until it has been. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // What is printed is what stands there when the event is over.
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
