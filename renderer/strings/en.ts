/** The English words, by feature. They are the measure: another language has exactly these. */

import { about } from './en/about.ts';
import { account } from './en/account.ts';
import { approvals } from './en/approvals.ts';
import { changes } from './en/changes.ts';
import { codeMap } from './en/code-map.ts';
import { commands } from './en/commands.ts';
import { common } from './en/common.ts';
import { composer } from './en/composer.ts';
import { conversationSettings } from './en/conversation-settings.ts';
import { counts } from './en/counts.ts';
import { data } from './en/data.ts';
import { doctor } from './en/doctor.ts';
import { fromElsewhere } from './en/from-elsewhere.ts';
import { inspector } from './en/inspector.ts';
import { jobs } from './en/jobs.ts';
import { keys } from './en/keys.ts';
import { markdown } from './en/markdown.ts';
import { mcp } from './en/mcp.ts';
import { newConversation } from './en/new-conversation.ts';
import { noConversation } from './en/no-conversation.ts';
import { overview } from './en/overview.ts';
import { processes } from './en/processes.ts';
import { queue } from './en/queue.ts';
import { quickComposer } from './en/quick-composer.ts';
import { recovery } from './en/recovery.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { shortcuts } from './en/shortcuts.ts';
import { sidebar } from './en/sidebar.ts';
import { state } from './en/state.ts';
import { states } from './en/states.ts';
import { stepsDone } from './en/steps-done.ts';
import { thread } from './en/thread.ts';
import { titleBar } from './en/title-bar.ts';
import { toolStates } from './en/tool-states.ts';
import { updates } from './en/updates.ts';
import { usage } from './en/usage.ts';
import { window } from './en/window.ts';
import { worktree } from './en/worktree.ts';

export const en = {
  counts,
  commands,
  common,
  keys,
  states,
  state,
  window,
  queue,
  quickComposer,
  data,
  jobs,
  doctor,
  about,
  account,
  fromElsewhere,
  inspector,
  updates,
  usage,
  worktree,
  newConversation,
  noConversation,
  processes,
  recovery,
  sidebar,
  conversationSettings,
  markdown,
  mcp,
  settings,
  shortcuts,
  approvals,
  changes,
  search,
  overview,
  titleBar,
  composer,
  thread,
  toolStates,
  stepsDone,
  codeMap,
};

/** What a language must say. */
export type Strings = typeof en;
