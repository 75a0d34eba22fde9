import { Bell, Bot, Coins, Database, Hand, KeyRound, Plug, Stethoscope, SunMoon } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { closeDialog, type SettingsSection, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
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
  { id: 'account', title: strings.settings.account, icon: <KeyRound aria-hidden />, content: <AccountSettings /> },
  { id: 'appearance', title: strings.settings.appearance, icon: <SunMoon aria-hidden />, content: <AppearanceSection /> },
  { id: 'agents', title: strings.settings.agents, icon: <Bot aria-hidden />, content: <AgentsSection /> },
  { id: 'approvals', title: strings.settings.approvals, icon: <Hand aria-hidden />, content: <RulesList /> },
  { id: 'notifications', title: strings.settings.notifications, icon: <Bell aria-hidden />, content: <NotificationsSection /> },
  { id: 'mcp', title: strings.settings.mcpServers, icon: <Plug aria-hidden />, content: <McpSection /> },
  { id: 'prices', title: strings.settings.prices, icon: <Coins aria-hidden />, content: <PricesSection /> },
  { id: 'data', title: strings.settings.data, icon: <Database aria-hidden />, content: <DataSection /> },
  { id: 'doctor', title: strings.settings.doctor, icon: <Stethoscope aria-hidden />, content: <DoctorSection /> },
];

/** All settings. Each takes effect as it is changed; there is nothing to save at the end. */
export function SettingsDialog() {
  const isOpen = useWindow((state) => state.dialog === 'settings');
  const section = useWindow((state) => state.settingsSection);
  return (
    <Dialog open={isOpen} onOpenChange={closeDialog} title={strings.settings.title} size="large">
      <Tabs.Root
        className={styles.tabs}
        orientation="vertical"
        value={section}
        onValueChange={(next) => useWindow.setState({ settingsSection: next as SettingsSection })}
      >
        <Tabs.List className={styles.list} aria-label={strings.settings.sections}>
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
