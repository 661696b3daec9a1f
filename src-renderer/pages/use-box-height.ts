/** Follows the height of an element that the window's size decides. */
import { type RefObject, useEffect, useState } from 'react';

/** Gives the height in pixels; at first what a large window has, so that no row is missing. */
export function useBoxHeight(box: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(1_000);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return height;
}
