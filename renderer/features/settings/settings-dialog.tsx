import { Bell, Bot, Coins, Database, Hand, KeyRound, Plug, Stethoscope, SunMoon } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { closeDialog, type SettingsSection, useWindow } from '../../state/window-store.ts';
import { AccountSettings } from '../account/account-settings.tsx';
import { RulesList } from '../approvals/rules-list.tsx';
import { DoctorSection } from '../doctor/doctor-section.tsx';
import { McpSection } from '../mcp/mcp-section.tsx';
import { PricesSection } from '../usage/prices-section.tsx';
import { AgentsSection } from './agents-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DataSection } from './data-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import styles from './settings-dialog.module.css';

const SECTIONS: readonly { id: SettingsSection; title: string; icon: ReactNode; content: ReactNode }[] = [
  { id: 'account', title: 'Account', icon: <KeyRound aria-hidden />, content: <AccountSettings /> },
  { id: 'appearance', title: 'Appearance', icon: <SunMoon aria-hidden />, content: <AppearanceSection /> },
  { id: 'agents', title: 'Agents', icon: <Bot aria-hidden />, content: <AgentsSection /> },
  { id: 'approvals', title: 'Approvals', icon: <Hand aria-hidden />, content: <RulesList /> },
  { id: 'notifications', title: 'Notifications', icon: <Bell aria-hidden />, content: <NotificationsSection /> },
  { id: 'mcp', title: 'MCP servers', icon: <Plug aria-hidden />, content: <McpSection /> },
  { id: 'prices', title: 'Prices', icon: <Coins aria-hidden />, content: <PricesSection /> },
  { id: 'data', title: 'Data', icon: <Database aria-hidden />, content: <DataSection /> },
  { id: 'doctor', title: 'Doctor', icon: <Stethoscope aria-hidden />, content: <DoctorSection /> },
];

/** All settings. Each takes effect as it is changed; there is nothing to save at the end. */
export function SettingsDialog() {
  const isOpen = useWindow((state) => state.dialog === 'settings');
  const section = useWindow((state) => state.settingsSection);
  return (
    <Dialog open={isOpen} onOpenChange={closeDialog} title="Settings" size="large">
      <Tabs.Root
        className={styles.tabs}
        orientation="vertical"
        value={section}
        onValueChange={(next) => useWindow.setState({ settingsSection: next as SettingsSection })}
      >
        <Tabs.List className={styles.list} aria-label="Sections">
          {SECTIONS.map(({ id, title, icon }) => (
            <Tabs.Trigger key={id} value={id} className={styles.tab} {...(id === section && { 'data-dialog-focus': true })}>
              {icon}
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {SECTIONS.map(({ id, title, content }) => (
          <Tabs.Content key={id} value={id} className={styles.section}>
            <h3 className={styles.title}>{title}</h3>
            {content}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Dialog>
  );
}
