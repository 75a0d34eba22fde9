/** What the window itself shows: its panes and the dialog that is open. */
import { create } from 'zustand';
import type { InspectorTab } from '#protocol/ipc.ts';

export const SETTINGS_SECTIONS = [
  'account',
  'appearance',
  'agents',
  'network',
  'approvals',
  'notifications',
  'shortcuts',
  'mcp',
  'prices',
  'data',
  'updates',
  'doctor',
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

type WindowState = {
  /** Wide window: the sidebar stands beside the chat. */
  sidebarShown: boolean;
  /** Narrow window: it lies over the chat while open. */
  sidebarSheetOpen: boolean;
  /** Below this width the sidebar is a sheet, see layout.ts. */
  narrow: boolean;
  /** Below this width the inspector is a sheet, see layout.tsx. */
  inspectorNarrow: boolean;
  /** The code map fills the window; it belongs to the inspector's tab of that name. */
  largeMapShown: boolean;
  /** What the inspector's sheet shows; null: it is closed. Where it stands beside the chat the setting `inspectorTab` says so. */
  inspectorSheet: InspectorTab | null;
  sidebarList: 'conversations' | 'archived';
  dialog: 'overview' | 'settings' | 'search' | 'commands' | 'shortcuts' | 'about' | null;
  settingsSection: SettingsSection;
  /** The name of the setting that was looked for, until the page has shown it. */
  foundSetting: string | null;
};

export const useWindow = create<WindowState>()(() => ({
  sidebarShown: true,
  sidebarSheetOpen: false,
  narrow: false,
  inspectorNarrow: false,
  largeMapShown: false,
  inspectorSheet: null,
  sidebarList: 'conversations',
  dialog: null,
  settingsSection: 'account',
  foundSetting: null,
}));

/** Opens settings, at a section or where they were last. */
export function openSettings(section?: SettingsSection): void {
  useWindow.setState({ dialog: 'settings', ...(section !== undefined && { settingsSection: section }) });
}

/** Opens settings at one of them; null: at the section. */
export function jumpToSetting(section: SettingsSection, label: string | null): void {
  useWindow.setState({ dialog: 'settings', settingsSection: section, foundSetting: label });
}

/** Shows what all conversations are at, or puts that away. */
export function toggleOverview(): void {
  useWindow.setState(({ dialog }) => ({ dialog: dialog === 'overview' ? null : 'overview' }));
}

export function openSearch(): void {
  useWindow.setState({ dialog: 'search' });
}

/** Opens the command palette. */
export function openCommands(): void {
  useWindow.setState({ dialog: 'commands' });
}

export function openAbout(): void {
  useWindow.setState({ dialog: 'about' });
}

export function openShortcuts(): void {
  useWindow.setState({ dialog: 'shortcuts' });
}

export function closeDialog(): void {
  useWindow.setState({ dialog: null });
}

/** Shows or hides the sidebar, in the form the window's width allows. */
export function toggleSidebar(): void {
  useWindow.setState((state) => (state.narrow ? { sidebarSheetOpen: !state.sidebarSheetOpen } : { sidebarShown: !state.sidebarShown }));
}
