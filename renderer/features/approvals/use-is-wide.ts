import { type RefObject, useLayoutEffect, useState } from 'react';

/** True while the element is at least this wide. */
export function useIsWide(element: RefObject<HTMLElement | null>, minWidthPx: number): boolean {
  const [isWide, setIsWide] = useState(false);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = () => setIsWide(current.clientWidth >= minWidthPx);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, minWidthPx]);
  return isWide;
}
