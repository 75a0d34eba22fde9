/** The sections of the settings, in the order they are listed in. */
import type { SettingsSection } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';

const { settings } = strings;

export const SETTINGS_SECTION_WORDS: readonly { id: SettingsSection; title: string; synonyms: string }[] = [
  { id: 'account', title: settings.account, synonyms: settings.synonyms.account },
  { id: 'appearance', title: settings.appearance, synonyms: settings.synonyms.appearance },
  { id: 'agents', title: settings.agents, synonyms: settings.synonyms.agents },
  { id: 'network', title: settings.network, synonyms: settings.synonyms.network },
  { id: 'approvals', title: settings.approvals, synonyms: settings.synonyms.approvals },
  { id: 'notifications', title: settings.notifications, synonyms: settings.synonyms.notifications },
  { id: 'shortcuts', title: strings.shortcuts.title, synonyms: settings.synonyms.shortcuts },
  { id: 'mcp', title: settings.mcpServers, synonyms: settings.synonyms.mcp },
  { id: 'prices', title: settings.prices, synonyms: settings.synonyms.prices },
  { id: 'data', title: settings.data, synonyms: settings.synonyms.data },
  { id: 'updates', title: strings.updates.title, synonyms: strings.updates.synonyms },
  { id: 'doctor', title: settings.doctor, synonyms: settings.synonyms.doctor },
];
