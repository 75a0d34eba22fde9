import { setAsideFlatTables } from './0010-set-aside-flat-tables.ts';
import { createConversationsAndMessages } from './0020-create-conversations-and-messages.ts';
import { createSearchIndex } from './0030-create-search-index.ts';
import { bringInFlatMessages } from './0040-bring-in-flat-messages.ts';
import { recordImports } from './0050-record-imports.ts';
import { recordFileChanges } from './0100-record-file-changes.ts';
import { addExtraFoldersAndWorktrees } from './0101-add-extra-folders-and-worktrees.ts';
import { createApprovalRules } from './0120-create-approval-rules.ts';
import { createQueuedMessages } from './0160-create-queued-messages.ts';
import { moveToolOutputsApart } from './0170-move-tool-outputs-apart.ts';
import { rememberImportedIds } from './0180-remember-imported-ids.ts';
import { narrowSearches } from './0190-narrow-searches.ts';
import { appendGrowingTexts } from './0191-append-growing-texts.ts';
import { createDraftAttachments } from './0195-create-draft-attachments.ts';
import { recordAddedMessages } from './0196-record-added-messages.ts';
import { mergeSearchIndexBetweenWrites } from './0197-merge-search-index-between-writes.ts';
import type { Migration } from './migration.ts';

/** In the order in which they run. */
export const allMigrations: readonly Migration[] = [
  setAsideFlatTables,
  createConversationsAndMessages,
  createSearchIndex,
  bringInFlatMessages,
  recordImports,
  recordFileChanges,
  addExtraFoldersAndWorktrees,
  createApprovalRules,
  createQueuedMessages,
  moveToolOutputsApart,
  rememberImportedIds,
  narrowSearches,
  appendGrowingTexts,
  createDraftAttachments,
  recordAddedMessages,
  mergeSearchIndexBetweenWrites,
];
