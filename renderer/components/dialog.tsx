import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { strings } from '../strings/strings.ts';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { keepOpenForToasts } from './keep-open-for-toasts.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Keeps the title for screen readers only, where the content makes it plain. */
  hideTitle?: boolean;
  description?: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** `top`: for a search that changes height as one types. */
  position?: 'center' | 'top';
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  children?: ReactNode;
};

/**
 * The focus goes to what is marked with `data-dialog-focus`, else to the dialog itself: on the first button, which is Close, it would open
 * a tooltip, and the first Escape would close that.
 */
function focusWhatIsMeant(event: Event): void {
  event.preventDefault();
  const dialog = event.currentTarget;
  if (dialog instanceof HTMLElement) (dialog.querySelector<HTMLElement>('[data-dialog-focus]') ?? dialog).focus();
}

/** Escape steps back one thing at a time: an open select closes, or what is marked with `data-takes-escape` takes it; the dialog stays. */
function closeInnermostInstead(event: KeyboardEvent): void {
  if (document.activeElement?.closest('[data-takes-escape]') != null) {
    event.preventDefault();
    return;
  }
  const select = document.querySelector<HTMLSelectElement>('select:open');
  if (select === null) return;
  event.preventDefault();
  select.blur();
  select.focus();
}

/**
 * A modal dialog. Escape and a click outside close it, focus is kept inside and returned.
 * The scrim is our own element: Radix' overlay locks scrolling with a style element, which the content security policy refuses.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  hideTitle,
  description,
  size = 'medium',
  position = 'center',
  footer,
  children,
}: DialogProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <div className={classNames(styles.scrim, styles[position])}>
          <RadixDialog.Content
            className={classNames(styles.dialog, styles[size])}
            onOpenAutoFocus={focusWhatIsMeant}
            onEscapeKeyDown={closeInnermostInstead}
            onInteractOutside={keepOpenForToasts}
            {...(description === undefined && { 'aria-describedby': undefined })}
          >
            {hideTitle === true ? (
              <VisuallyHidden>
                <RadixDialog.Title>{title}</RadixDialog.Title>
              </VisuallyHidden>
            ) : (
              <header className={styles.header}>
                <RadixDialog.Title className={styles.title}>{title}</RadixDialog.Title>
                <RadixDialog.Close asChild>
                  <IconButton label={strings.common.close} shortcut="escape" icon={<X aria-hidden />} />
                </RadixDialog.Close>
              </header>
            )}
            {description !== undefined && <RadixDialog.Description className={styles.description}>{description}</RadixDialog.Description>}
            {children}
            {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
          </RadixDialog.Content>
        </div>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
