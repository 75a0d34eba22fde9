/** Every setting by the words one may look for it with: its name on the page, what stands under it, and further words for it. */
import type { Settings } from '#protocol/ipc.ts';
import type { SettingsSection } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { fuzzyScore } from '../commands/fuzzy-match.ts';
import { SETTINGS_SECTION_WORDS } from './section-words.ts';

const { settings: words } = strings;
const { further } = words;

export type IndexedSetting = {
  section: SettingsSection;
  /** As it stands on the page, where it is found by it. */
  label: string;
  hint: string;
  synonyms: string;
  /** Among the settings, for those that are one. */
  name?: keyof Settings;
};

const SETTINGS: readonly IndexedSetting[] = [
  { section: 'appearance', name: 'theme', label: words.theme, hint: words.themeHint, synonyms: further.theme },
  { section: 'appearance', name: 'contrast', label: words.contrast, hint: words.contrastHint, synonyms: further.contrast },
  { section: 'appearance', name: 'language', label: words.language, hint: words.languageHint, synonyms: further.language },
  { section: 'agents', name: 'defaultAgentId', label: words.agentForNew, hint: '', synonyms: further.defaults },
  { section: 'agents', name: 'defaultModel', label: words.modelForNew, hint: '', synonyms: further.defaults },
  { section: 'agents', name: 'defaultApprovalMode', label: words.approvalModeForNew, hint: '', synonyms: further.mode },
  { section: 'agents', name: 'closeWindow', label: words.whenClosed, hint: words.whenClosedHint, synonyms: further.closeWindow },
  { section: 'agents', name: 'idleStopMinutes', label: words.stopIdle, hint: words.stopIdleHint, synonyms: further.idle },
  { section: 'agents', name: 'turnDeadlineSeconds', label: words.giveUpTurn, hint: words.giveUpTurnHint, synonyms: further.deadline },
  { section: 'agents', name: 'maxLiveAgents', label: words.agentsAtOnce, hint: words.agentsAtOnceHint, synonyms: further.cap },
  { section: 'agents', name: 'pythonPath', label: words.python, hint: words.pythonHint, synonyms: further.python },
  { section: 'network', name: 'proxyMode', label: words.proxy, hint: words.proxyHint, synonyms: further.proxy },
  { section: 'network', name: 'noProxy', label: words.noProxy, hint: words.noProxyHint, synonyms: further.proxy },
  { section: 'network', name: 'caFile', label: words.certificates, hint: words.certificatesHint, synonyms: further.certificates },
  {
    section: 'notifications',
    name: 'notifyNeedsApproval',
    label: words.needsApproval,
    hint: words.needsApprovalHint,
    synonyms: further.notify,
  },
  { section: 'notifications', name: 'notifyFailed', label: words.turnFailed, hint: '', synonyms: further.notify },
  { section: 'notifications', name: 'notifyFinished', label: words.turnFinished, hint: '', synonyms: further.notify },
  {
    section: 'shortcuts',
    name: 'quickComposerKeys',
    label: strings.quickComposer.fromAnywhere,
    hint: strings.quickComposer.hint,
    synonyms: further.hotkey,
  },
  { section: 'data', label: strings.data.backups, hint: words.backupsHint, synonyms: further.backups },
  { section: 'data', label: words.exportAndImport, hint: words.importHint, synonyms: further.transfer },
  { section: 'data', label: words.settingsFile, hint: words.settingsFileHint, synonyms: further.transfer },
  { section: 'data', label: words.database, hint: words.checkHint, synonyms: further.database },
  { section: 'data', label: strings.data.deleteAllMyData, hint: words.deleteAllHint, synonyms: further.deletion },
];

/** Further settings that stand in the file and have no place of their own to be looked for. */
const OTHER_LABELS: Partial<Record<string, string>> = {
  proxyUrl: words.proxyUrl,
  shortcuts: strings.shortcuts.title,
  modelPrices: words.prices,
};

/** What a setting of the file is called; its own name where the page has no other. */
export function settingLabel(name: string): string {
  return SETTINGS.find((setting) => setting.name === name)?.label ?? OTHER_LABELS[name] ?? name;
}

export type FoundSetting = IndexedSetting & { sectionTitle: string };

const SECTION_MALUS = 15;

/** What fits, best first; whole sections, too. */
export function findSettings(query: string): FoundSetting[] {
  const sections = SETTINGS_SECTION_WORDS.map(({ id, title, synonyms }): IndexedSetting & { isSection?: true } => ({
    section: id,
    label: title,
    hint: '',
    synonyms,
    isSection: true,
  }));
  const titleOf = (id: SettingsSection) => SETTINGS_SECTION_WORDS.find((section) => section.id === id)?.title ?? id;
  const all: readonly (IndexedSetting & { isSection?: true })[] = [...SETTINGS, ...sections];
  return all
    .flatMap((setting) => {
      const sectionTitle = titleOf(setting.section);
      const score = fuzzyScore(setting.label, `${setting.synonyms} ${setting.hint} ${sectionTitle}`, query);
      // A whole section is what one looks for by its own name; by other words the setting in it is meant.
      return score === null
        ? []
        : [{ score: score - (setting.isSection === true ? SECTION_MALUS : 0), found: { ...setting, sectionTitle } }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ found }) => found);
}

/** Every setting, for whoever has to show or check them all. */
export function allSettings(): readonly IndexedSetting[] {
  return SETTINGS;
}
