/** What the command palette offers: every command, and the choices that stand behind settings and menus. */
import { COMMANDS, keysOf } from '#protocol/commands.ts';
import { agentAndModel, modelName, useAgents } from '../../state/agents-store.ts';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { createConversation, updateConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { useSettings } from '../../state/settings-store.ts';
import { jumpToSetting, openSettings } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { APPROVAL_MODES } from '../conversation-settings/approval-modes.tsx';
import { SETTINGS_SECTION_WORDS } from '../settings/section-words.ts';
import { allSettings } from '../settings/setting-index.ts';
import { runCommand, whyUnavailable } from './command-actions.ts';
import { fuzzyScore } from './fuzzy-match.ts';

const words = strings.commands;

export type PaletteItem = {
  key: string;
  title: string;
  section: string;
  synonyms: string;
  /** In small print behind the title. */
  detail?: string;
  shortcut?: string | undefined;
  /** Why it can't be done now; null when it can. */
  whyNot: string | null;
  run: () => void;
};

/** Everything that can be done now, and what can't with the reason. The palette itself is left out: it is open. */
export function paletteItems(): PaletteItem[] {
  return [...commandItems(), ...modelItems(), ...modeItems(), ...projectItems(), ...settingsItems()];
}

/** With something typed: what fits, best first. Without: all, those used last first. */
export function matchingItems(items: readonly PaletteItem[], query: string, lastUsed: readonly string[]): PaletteItem[] {
  if (query.trim() === '') {
    const used = lastUsed.flatMap((key) => items.filter((item) => item.key === key)).map((item) => ({ ...item, section: words.usedLast }));
    return [...used, ...items.filter(({ key }) => !lastUsed.includes(key))];
  }
  return items
    .flatMap((item) => {
      const score = fuzzyScore(item.title, `${item.synonyms} ${item.section}`, query);
      // What can't be done now is found, but not in the way of what can.
      // And what a command does at once comes before the place in the settings that is named like it.
      return score === null ? [] : [{ item, score: score - (item.whyNot === null ? 0 : 15) - (item.section === words.settings ? 45 : 0) }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

function commandItems(): PaletteItem[] {
  const { shortcuts } = useSettings.getState().settings;
  return COMMANDS.filter(({ id }) => id !== 'show-commands').map(({ id, section, synonyms = '' }) => ({
    key: id,
    title: words.titles[id],
    section: words.sections[section],
    synonyms,
    shortcut: keysOf(shortcuts, id)[0],
    whyNot: whyUnavailable(id),
    run: () => runCommand(id),
  }));
}

/** Who answers in the conversation shown. */
function modelItems(): PaletteItem[] {
  const conversation = shownConversation();
  if (conversation === undefined) return [];
  return useAgents.getState().agents.flatMap((agent) => {
    const models = agent.capabilities.models ? [null, ...agent.models.map(({ id }) => id)] : [null];
    return models.map((model): PaletteItem => {
      const isChosen = conversation.agentId === agent.id && conversation.model === model;
      const isDefault = model === null && agent.capabilities.models;
      return {
        key: `model:${agent.id}:${model ?? ''}`,
        title: words.modelItem(isDefault ? words.defaultOf(agent.name) : agentAndModel(agent, agent.id, model)),
        section: words.model,
        synonyms: words.modelSynonyms,
        ...(isDefault && { detail: modelName(agent, null) }),
        whyNot: isChosen ? words.inUse : agent.missing === 'credentials' ? words.needsKey : null,
        run: () => void updateConversation(conversation.id, { ...(conversation.agentId !== agent.id && { agentId: agent.id }), model }),
      };
    });
  });
}

function modeItems(): PaletteItem[] {
  const conversation = shownConversation();
  const agent = useAgents.getState().agents.find(({ id }) => id === conversation?.agentId);
  if (conversation === undefined || agent?.capabilities.approvals === false) return [];
  return APPROVAL_MODES.map(({ value, label, description }) => ({
    key: `mode:${value}`,
    title: words.modeItem(label),
    section: words.mode,
    synonyms: `${value} ${description}`,
    whyNot: conversation.approvalMode === value ? words.inUse : null,
    run: () => void updateConversation(conversation.id, { approvalMode: value }),
  }));
}

function projectItems(): PaletteItem[] {
  const homeFolder = useAppInfo.getState().info?.homeFolder;
  return useSettings.getState().settings.recentFolders.map((folder) => ({
    key: `new-in:${folder}`,
    title: words.newIn(folderName(folder)),
    section: words.project,
    synonyms: `${folder} ${words.projectSynonyms}`,
    detail: shortPath(folder, homeFolder),
    whyNot: null,
    run: () => void createConversation({ projectFolder: folder }),
  }));
}

function settingsItems(): PaletteItem[] {
  const sections = SETTINGS_SECTION_WORDS.map(({ id, title, synonyms }) => ({
    key: `settings:${id}`,
    title: words.settingsItem(title),
    synonyms: `${words.settingsSynonyms} ${synonyms}`,
    run: () => openSettings(id),
  }));
  const single = allSettings().map(({ section, label, hint, synonyms }) => ({
    key: `settings:${section}:${label}`,
    title: words.settingsItem(label),
    synonyms: `${synonyms} ${hint}`,
    run: () => jumpToSetting(section, label),
  }));
  return [...sections, ...single].map((item) => ({ ...item, section: words.settings, whyNot: null }));
}

function shownConversation() {
  const { byId, selectedId } = useConversations.getState();
  return selectedId === null ? undefined : byId[selectedId];
}
