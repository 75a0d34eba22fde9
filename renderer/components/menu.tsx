import { Check } from 'lucide-react';
import { ContextMenu as RadixContextMenu, DropdownMenu as RadixDropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';
import styles from './menu.module.css';

/** One line of a menu. A choice is a `radio` group: exactly one of its options is on. */
export type MenuEntry =
  | {
      type: 'item';
      label: string;
      /** A second line in small print. */
      description?: string;
      icon?: ReactNode;
      shortcut?: string;
      danger?: boolean;
      disabled?: boolean;
      onSelect: () => void;
    }
  | {
      type: 'radio';
      /** Accessible name of the group, shown above it unless `hideLabel`. */
      label: string;
      hideLabel?: boolean;
      value: string;
      options: { value: string; label: string; description?: string; icon?: ReactNode; disabled?: boolean }[];
      onChange: (value: string) => void;
    }
  | { type: 'label'; label: string }
  | { type: 'separator' };

type MenuPrimitives = typeof RadixDropdownMenu | typeof RadixContextMenu;

type MenuProps = {
  entries: MenuEntry[];
  /** Where the focus goes when the menu closes; called before it returns to the trigger. */
  onCloseAutoFocus?: (event: Event) => void;
};

type DropdownMenuProps = MenuProps & {
  trigger: ReactElement;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/**
 * A menu that opens from a button. Not modal: the modal kind locks scrolling with a style element, which the content security
 * policy refuses, and nothing behind scrolls as a page anyway.
 */
export function DropdownMenu({
  trigger,
  entries,
  align = 'start',
  side = 'bottom',
  open,
  onOpenChange,
  onCloseAutoFocus,
}: DropdownMenuProps) {
  return (
    <RadixDropdownMenu.Root modal={false} {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
      <RadixDropdownMenu.Trigger asChild>{trigger}</RadixDropdownMenu.Trigger>
      <RadixDropdownMenu.Portal>
        <RadixDropdownMenu.Content
          className={styles.menu}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          {...(onCloseAutoFocus && { onCloseAutoFocus })}
        >
          <MenuEntries primitives={RadixDropdownMenu} entries={entries} />
        </RadixDropdownMenu.Content>
      </RadixDropdownMenu.Portal>
    </RadixDropdownMenu.Root>
  );
}

/** A menu that opens where the pointer asks for it. Its child takes a ref and pointer events. */
export function ContextMenu({ entries, children, onCloseAutoFocus }: MenuProps & { children: ReactElement }) {
  return (
    <RadixContextMenu.Root modal={false}>
      <RadixContextMenu.Trigger asChild>{children}</RadixContextMenu.Trigger>
      <RadixContextMenu.Portal>
        <RadixContextMenu.Content className={styles.menu} collisionPadding={8} {...(onCloseAutoFocus && { onCloseAutoFocus })}>
          <MenuEntries primitives={RadixContextMenu} entries={entries} />
        </RadixContextMenu.Content>
      </RadixContextMenu.Portal>
    </RadixContextMenu.Root>
  );
}

function MenuEntries({ primitives, entries }: { primitives: MenuPrimitives; entries: MenuEntry[] }) {
  // The two families have the same parts with the same properties.
  const Menu = primitives as typeof RadixDropdownMenu;
  return entries.map((entry, index) => {
    const key = `${entry.type}-${'label' in entry ? entry.label : index}`;
    switch (entry.type) {
      case 'separator':
        return <Menu.Separator key={key} className={styles.separator} />;
      case 'label':
        return (
          <Menu.Label key={key} className={styles.label}>
            {entry.label}
          </Menu.Label>
        );
      case 'item':
        return (
          <Menu.Item
            key={key}
            className={classNames(styles.item, entry.danger && styles.danger)}
            disabled={entry.disabled ?? false}
            onSelect={entry.onSelect}
          >
            {entry.icon}
            <MenuWords label={entry.label} description={entry.description} />
            {entry.shortcut !== undefined && <Kbd shortcut={entry.shortcut} />}
          </Menu.Item>
        );
      case 'radio':
        return (
          <Menu.RadioGroup key={key} aria-label={entry.label} value={entry.value} onValueChange={entry.onChange}>
            {entry.hideLabel !== true && <Menu.Label className={styles.label}>{entry.label}</Menu.Label>}
            {entry.options.map((option) => (
              <Menu.RadioItem key={option.value} value={option.value} className={styles.item} disabled={option.disabled ?? false}>
                {option.icon}
                <MenuWords label={option.label} description={option.description} />
                <span className={styles.check}>
                  <Menu.ItemIndicator>
                    <Check size={16} strokeWidth={1.5} aria-hidden />
                  </Menu.ItemIndicator>
                </span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        );
      default:
        return entry satisfies never;
    }
  });
}

function MenuWords({ label, description }: { label: string; description: string | undefined }) {
  return (
    <span className={styles.words}>
      <span className={styles.name}>{label}</span>
      {description !== undefined && <span className={styles.description}>{description}</span>}
    </span>
  );
}
