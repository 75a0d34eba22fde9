/** Fills the app's database before it starts, through the app's own store: for conversations too large to be typed. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '#electron/store/database.ts';
import { silentLog } from '#electron/store/store-log.ts';

/** Opens the database in an app's data folder, hands it out, and closes it. `now` dates what is written. */
export function seedDatabase(dataFolder: string, fill: (database: Database) => void, now: () => number = Date.now): void {
  mkdirSync(dataFolder, { recursive: true });
  const database = openDatabase({
    file: join(dataFolder, 'conversations.db'),
    appVersion: '0.0.0-test',
    backupFolder: join(dataFolder, 'backups'),
    log: silentLog,
    now,
  });
  try {
    fill(database);
  } finally {
    database.close();
  }
}

/** Adds a conversation of this many turns; `words` says what is asked and answered in each. */
export function addConversation(
  database: Database,
  { title, turns, words }: { title: string; turns: number; words: (turn: number) => { prompt: string; answer: string } },
): string {
  const { id } = database.conversations.create({ agentId: 'gemini', model: null, approvalMode: 'default', projectFolder: null });
  database.conversations.update(id, { title, titleIsManual: true });
  for (let turn = 1; turn <= turns; turn++) {
    const { prompt, answer } = words(turn);
    const user = database.messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: prompt }] });
    const assistant = database.messages.beginAssistantMessage({ conversationId: id, parentId: user.id });
    database.messages.setParts(assistant.id, [{ index: 0, part: { type: 'text', text: answer } }]);
    database.messages.finishMessage(assistant.id, { status: 'complete', usage: null, model: null });
  }
  return id;
}
