import type { ReactNode } from 'react';

type ScrollRegionProps = { label: string; className: string | undefined; children: ReactNode };

/**
 * A part that scrolls inside itself. It takes the focus, so that the keyboard can scroll it, and is a named group and not a landmark: a
 * thread full of landmarks would be none.
 */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, and there are none.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <div className={className} tabIndex={0} role="group" aria-label={label} data-selectable>
      {children}
    </div>
  );
}
