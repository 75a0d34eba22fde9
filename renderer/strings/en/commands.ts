import { COMMAND_TITLES } from '#protocol/command-titles.ts';
import type { CommandSection } from '#protocol/commands.ts';

/** Commands and the palette. Their titles stand in the protocol, because the application menu has them too. */

const sections: Record<CommandSection, string> = { Conversation: 'Conversation', Agent: 'Agent', View: 'View', Data: 'Data', App: 'App' };

export const commands = {
  titles: COMMAND_TITLES.en,
  sections,
  name: 'Commands',
  placeholder: 'What do you want to do?',
  nothingFits: (words: string) => `No command fits “${words}”`,
  toMove: 'to move',
  toRun: 'to run',
  toSearch: 'to search',
  toClose: 'to close',
  forCommands: 'for commands',
  usedLast: 'Used last',
  model: 'Model',
  modelItem: (model: string) => `Model: ${model}`,
  defaultOf: (agent: string) => `${agent}, default`,
  mode: 'Approval mode',
  modeItem: (mode: string) => `Approval mode: ${mode}`,
  project: 'Project',
  newIn: (project: string) => `New conversation in ${project}`,
  settings: 'Settings',
  settingsItem: (section: string) => `Settings: ${section}`,
  inUse: 'In use here',
  needsKey: 'Needs a key',
  noneNeedsYou: 'No agent needs you',
  isArchived: 'This conversation is archived',
  noPinArchived: 'An archived conversation can’t be pinned',
  nothingToUndo: 'Nothing to undo',
  notWorking: 'The agent isn’t working',
  isWorking: 'The agent is working',
  cantCompress: 'This agent can’t summarize a conversation',
  notRunning: 'The agent isn’t running',
  noneRunning: 'No agent is running',
  worksInWorktree: 'This conversation works in its own worktree',
  hasWorktree: 'This conversation has its own worktree',
  hasNoProject: 'This conversation has no project',
  noneOpen: 'No conversation is open',
  noOther: 'There is no other conversation',
  /** Further words these are found by. */
  modelSynonyms: 'switch agent',
  projectSynonyms: 'folder start',
  settingsSynonyms: 'preferences options',
};
