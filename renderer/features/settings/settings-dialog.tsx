import { Bell, Bot, Coins, Database, Download, Globe, Hand, Keyboard, KeyRound, Plug, Stethoscope, SunMoon } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { closeDialog, type SettingsSection, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { AccountSettings } from '../account/account-settings.tsx';
import { RulesList } from '../approvals/rules-list.tsx';
import { DoctorSection } from '../doctor/doctor-section.tsx';
import { McpSection } from '../mcp/mcp-section.tsx';
import { ShortcutsSection } from '../shortcuts/shortcuts-section.tsx';
import { UpdatesSection } from '../updates/updates-section.tsx';
import { PricesSection } from '../usage/prices-section.tsx';
import { AgentsSection } from './agents-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DataSection } from './data-section.tsx';
import { NetworkSection } from './network-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { SETTINGS_SECTION_WORDS } from './section-words.ts';
import styles from './settings-dialog.module.css';
import { SettingsProblemsNotice } from './settings-problems.tsx';
import { SettingsResults, SettingsSearch } from './settings-search.tsx';
import { useFoundSetting } from './use-found-setting.ts';

const SECTIONS: Record<SettingsSection, { icon: ReactNode; content: ReactNode }> = {
  account: { icon: <KeyRound aria-hidden />, content: <AccountSettings /> },
  appearance: { icon: <SunMoon aria-hidden />, content: <AppearanceSection /> },
  agents: { icon: <Bot aria-hidden />, content: <AgentsSection /> },
  network: { icon: <Globe aria-hidden />, content: <NetworkSection /> },
  approvals: { icon: <Hand aria-hidden />, content: <RulesList /> },
  notifications: { icon: <Bell aria-hidden />, content: <NotificationsSection /> },
  shortcuts: { icon: <Keyboard aria-hidden />, content: <ShortcutsSection /> },
  mcp: { icon: <Plug aria-hidden />, content: <McpSection /> },
  prices: { icon: <Coins aria-hidden />, content: <PricesSection /> },
  data: { icon: <Database aria-hidden />, content: <DataSection /> },
  updates: { icon: <Download aria-hidden />, content: <UpdatesSection /> },
  doctor: { icon: <Stethoscope aria-hidden />, content: <DoctorSection /> },
};

/** All settings. Each takes effect as it is changed; there is nothing to save at the end. */
export function SettingsDialog() {
  const isOpen = useWindow((state) => state.dialog === 'settings');
  return (
    <Dialog open={isOpen} onOpenChange={closeDialog} title={strings.settings.title} size="large">
      <SettingsPages />
    </Dialog>
  );
}

function SettingsPages() {
  const section = useWindow((state) => state.settingsSection);
  const [text, setText] = useState('');
  const pane = useRef<HTMLDivElement>(null);
  useFoundSetting(pane);
  const isSearching = text.trim() !== '';
  return (
    <Tabs.Root
      className={styles.tabs}
      orientation="vertical"
      value={section}
      onValueChange={(next) => {
        setText('');
        useWindow.setState({ settingsSection: next as SettingsSection });
      }}
    >
      <div className={styles.list}>
        <SettingsSearch text={text} onChange={setText} results={pane} />
        <Tabs.List className={styles.tabList} aria-label={strings.settings.sections}>
          {SETTINGS_SECTION_WORDS.map(({ id, title }) => (
            <Tabs.Trigger key={id} value={id} className={styles.tab} {...(id === section && { 'data-dialog-focus': true })}>
              {SECTIONS[id].icon}
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </div>
      <div ref={pane} className={styles.pane}>
        {isSearching && (
          <div className={styles.section}>
            <h3 className={styles.title}>{strings.settings.found}</h3>
            <SettingsResults text={text} onLeave={() => setText('')} />
          </div>
        )}
        {SETTINGS_SECTION_WORDS.map(({ id, title }) => (
          <Tabs.Content key={id} value={id} className={styles.section} hidden={isSearching || id !== section}>
            <h3 className={styles.title}>{title}</h3>
            <SettingsProblemsNotice />
            {SECTIONS[id].content}
          </Tabs.Content>
        ))}
      </div>
    </Tabs.Root>
  );
}
