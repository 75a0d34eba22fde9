/** The German words; docs/decisions/0018 has their register and glossary. */

import { about } from './de/about.ts';
import { account } from './de/account.ts';
import { approvals } from './de/approvals.ts';
import { changes } from './de/changes.ts';
import { codeMap } from './de/code-map.ts';
import { commands } from './de/commands.ts';
import { common } from './de/common.ts';
import { composer } from './de/composer.ts';
import { conversationSettings } from './de/conversation-settings.ts';
import { counts } from './de/counts.ts';
import { data } from './de/data.ts';
import { doctor } from './de/doctor.ts';
import { fromElsewhere } from './de/from-elsewhere.ts';
import { inspector } from './de/inspector.ts';
import { jobs } from './de/jobs.ts';
import { keys } from './de/keys.ts';
import { markdown } from './de/markdown.ts';
import { mcp } from './de/mcp.ts';
import { newConversation } from './de/new-conversation.ts';
import { noConversation } from './de/no-conversation.ts';
import { overview } from './de/overview.ts';
import { processes } from './de/processes.ts';
import { queue } from './de/queue.ts';
import { quickComposer } from './de/quick-composer.ts';
import { recovery } from './de/recovery.ts';
import { search } from './de/search.ts';
import { settings } from './de/settings.ts';
import { shortcuts } from './de/shortcuts.ts';
import { sidebar } from './de/sidebar.ts';
import { state } from './de/state.ts';
import { states } from './de/states.ts';
import { stepsDone } from './de/steps-done.ts';
import { thread } from './de/thread.ts';
import { titleBar } from './de/title-bar.ts';
import { toolStates } from './de/tool-states.ts';
import { updates } from './de/updates.ts';
import { usage } from './de/usage.ts';
import { window } from './de/window.ts';
import { worktree } from './de/worktree.ts';
import type { Strings } from './en.ts';

export const de: Strings = {
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
