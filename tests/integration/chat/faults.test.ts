/** What agents, the clock and the disk do on their worst days, and what of it may reach the person: a plain sentence, and nothing else. */
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Sqlite } from '#electron/store/sqlite.ts';
import { startChatRig, textOf } from '#tests/support/chat/chat-rig.ts';
import { createScriptedSessions } from '#tests/support/chat/scripted-sessions.ts';
import { answer, gate, say } from '#tests/support/gemini-api-server/index.ts';

/** Of ever new words: an agent that repeats itself is stopped. */
const LONG_TEXT = Array.from({ length: 60_000 }, (_, index) => index.toString(36)).join(' ');

test.each(['garbage', 'flood'])(
  '%s on stdout and stderr between the frames of a turn: the answer is whole, and so is the next one',
  async (behaviour) => {
    const { turn, session } = createScriptedSessions({ script: 'talkative-bridge.mjs', behaviour });
    const work = { type: 'answer' as const, prompt: [{ type: 'text' as const, text: 'one two three' }] };
    expect((await turn('a', { work })).text).toBe('one two three ');
    expect((await turn('a', { work })).text).toBe('one two three ');
    expect(session('a')).toMatchObject({ state: 'ready', restarts: 0 });
    // What is kept of stderr is its end, however much there was.
    expect(session('a').stderrTail.length).toBeLessThanOrEqual(8192);
  },
);

test('an agent that is stopped while it is started again is stopped, and that is no failure of the restart', async () => {
  const { turn, session } = createScriptedSessions({ behaviour: 'echo' });
  await turn('a');
  const { pid } = session('a');
  const settings = { agentId: 'scripted', model: null, approvalMode: 'default' as const, folder: null, extraFolders: [] };
  const restarted = session('a').restart(settings);
  await vi.waitUntil(() => session('a').state === 'starting' && session('a').pid !== pid);
  await session('a').stop('asked');
  await expect(restarted).resolves.toBeUndefined();
  expect(session('a').state).toBe('stopped');
});

test('a clock that is set a day forward and back again ends no turn and no agent', async () => {
  const { turn, session, manager } = createScriptedSessions({ behaviour: 'echo', idleStopMs: 60_000, progressDeadlineMs: 60_000 });
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const startMs = Date.now();
  await turn('a', { onPhase: ({ phase }) => phase === 'waiting-for-model' && vi.setSystemTime(startMs + 86_400_000) });
  const { pid } = session('a');
  await turn('a', { onPhase: ({ phase }) => phase === 'waiting-for-model' && vi.setSystemTime(startMs - 86_400_000) });
  await manager.checkAgents();
  expect(session('a')).toMatchObject({ state: 'ready', pid, restarts: 0 });
});

test('after the computer slept an agent that lives stays, also in the middle of a turn, and a dead one is ended', async () => {
  const { turn, session, manager } = createScriptedSessions({ behaviour: 'echo' });
  await Promise.all([turn('well'), turn('frozen')]);
  const { pid } = session('well');
  process.kill(session('frozen').pid ?? 0, 'SIGSTOP');
  await manager.checkAgents();
  expect(session('well')).toMatchObject({ state: 'ready', pid });
  expect(session('frozen').startedAt).toBeNull();
  // The next turn has a new process.
  expect((await turn('frozen')).text).toBe('hello');
});

test('a disk that fills up in the middle of an answer: the turn ends with the reason, all that was stored is there, and with room it goes on', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(say('Stored before.'));
  await rig.ask(id, 'First');

  const { sqlite } = rig.database.connection;
  const held = gate();
  rig.api.reply(answer(['Shown while there was room. ', held, LONG_TEXT]));
  const shown = rig.nextEvent(
    (event) => event.type === 'part-set' && event.part.type === 'text' && event.part.text.includes('while there was room'),
  );
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'Second' }] });
  await shown;
  rig.chat.open(id, 10);
  sqlite.pragma(`max_page_count = ${sqlite.pragma('page_count', { simple: true }) as number}`);
  const told = rig.nextEvent(
    (event) => event.type === 'part-set' && event.part.type === 'error' && event.part.error.code === 'storage-full',
  );
  held.open();
  await told;
  await rig.turnEnd(id, assistantMessageId);
  expect(rig.database.messages.tail(id, 10).messages.map(textOf)).toEqual([
    'First',
    'Stored before.',
    'Second',
    expect.stringContaining('Shown while there was room.'),
  ]);
  // Nothing new can be sent, and that is said instead of pretended.
  expect(() => rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'y'.repeat(400_000) }] })).toThrow(
    expect.objectContaining({ code: 'storage-full', action: 'retry' }),
  );

  sqlite.pragma('max_page_count = 1000000');
  rig.api.reply(say('Room again.'));
  expect(textOf(await rig.ask(id, 'Third'))).toBe('Room again.');
});

test('a database that another program locks in the middle of an answer: the person is told, nothing shown is lost, and it goes on after', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const held = gate();
  rig.api.reply(answer(['Shown before the lock. ', held, 'Shown after it.']));
  const shown = rig.nextEvent((event) => event.type === 'part-set' && event.part.type === 'text');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'Question' }] });
  await shown;
  rig.chat.open(id, 10);

  const other = new Sqlite(join(rig.folder, 'conversations.db'));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  expect(() => rig.chat.saveDraft(rig.newConversation(), 'never kept')).toThrow(expect.objectContaining({ code: 'storage-busy' }));
  const told = rig.nextEvent(
    (event) => event.type === 'part-set' && event.part.type === 'error' && event.part.error.code === 'storage-busy',
  );
  held.open();
  await told;
  other.exec('ROLLBACK');
  await rig.turnEnd(id, assistantMessageId);
  expect(rig.database.messages.tail(id, 10).messages.map(textOf)[1]).toContain('Shown before the lock.');
  rig.api.reply(say('Free again.'));
  expect(textOf(await rig.ask(id, 'Next'))).toBe('Free again.');
});
