import { Popover } from 'radix-ui';
import type { ComponentProps, ReactElement } from 'react';
import { SymbolOptions } from '../code-map/symbol-options.tsx';
import styles from './mention-popup.module.css';

type MentionPopupProps = {
  /** Null: closed. */
  options: ComponentProps<typeof SymbolOptions> | null;
  /** What it stands above: one element that takes a ref. */
  children: ReactElement;
};

/** Files and definitions that match what is written after an `@`. The focus stays in the field. */
export function MentionPopup({ options, children }: MentionPopupProps) {
  return (
    <Popover.Root open={options !== null}>
      <Popover.Anchor asChild>{children}</Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          role="presentation"
          className={styles.popup}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {options !== null && <SymbolOptions {...options} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
