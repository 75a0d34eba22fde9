import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { keepOpenForToasts } from './keep-open-for-toasts.ts';
import styles from './sheet.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The accessible name. */
  title: string;
  side: 'left' | 'right';
  /** Pixels. */
  width: number;
  children: ReactNode;
};

/** A pane that slides over the window's edge where there is no room for it beside the rest. */
export function Sheet({ open, onOpenChange, title, side, width, children }: SheetProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <div className={styles.scrim}>
          <RadixDialog.Content
            aria-describedby={undefined}
            className={classNames(styles.sheet, styles[side])}
            style={{ width }}
            onInteractOutside={keepOpenForToasts}
          >
            <VisuallyHidden>
              <RadixDialog.Title>{title}</RadixDialog.Title>
            </VisuallyHidden>
            {children}
          </RadixDialog.Content>
        </div>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
