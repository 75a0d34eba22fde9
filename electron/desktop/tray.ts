/** Puts the tray's state on the desktop, where the desktop has a place for it. */
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import { drawTrayIcon } from './tray-icon.ts';
import { type TrayAction, type TrayItem, type TrayState, trayItems, trayStatus, trayTooltip } from './tray-menu.ts';

export interface AppTray {
  update(state: TrayState): void;
  destroy(): void;
}

export function createAppTray(onAction: (action: TrayAction) => void): AppTray {
  const tray = new Tray(drawTrayIcon('idle'));
  let shown = '';
  tray.on('click', () => onAction({ type: 'show' }));

  return {
    update(state) {
      const items = trayItems(state);
      const status = trayStatus(state);
      const tooltip = trayTooltip(state);
      // Setting a menu closes it where it is open (Linux), so only a real change may.
      const next = JSON.stringify([items, status, tooltip]);
      if (next === shown) return;
      shown = next;
      tray.setImage(drawTrayIcon(status));
      tray.setToolTip(tooltip);
      tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => toMenuItem(item, onAction))));
    },
    destroy: () => tray.destroy(),
  };
}

function toMenuItem(item: TrayItem, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'heading':
      return { label: item.label, enabled: false };
    case 'checkbox':
      return { type: 'checkbox', label: item.label, checked: item.checked, click: () => onAction(item.action) };
    case 'action':
      return { label: item.label, enabled: item.enabled, click: () => onAction(item.action) };
  }
}
