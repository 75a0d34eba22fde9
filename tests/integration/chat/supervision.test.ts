/** What main does about agents that crash, hang or are too many. Real processes that speak the bridge protocol. */
import { expect, test } from 'vitest';
import type { Conversation } from '#protocol/conversation.ts';
import { createScriptedSessions } from '#tests/support/chat/scripted-sessions.ts';

test('three crashes in a row: each turn gets a process of its own, and the person is told', async () => {
  const { turn, session, behave } = createScriptedSessions({ behaviour: 'crash' });
  for (let i = 0; i < 3; i++)
    await expect(turn('a')).rejects.toMatchObject({ code: 'exited', details: expect.stringContaining('out of luck') });
  behave('echo');
  const { notices } = await turn('a');
  expect(notices).toContainEqual(expect.objectContaining({ notice: 'one-shot' }));
  expect(session('a').state).toBe('stopped');
});

test('two crashes leave the persistent way in place', async () => {
  const { turn, session, behave } = createScriptedSessions({ behaviour: 'crash' });
  for (let i = 0; i < 2; i++) await expect(turn('a')).rejects.toMatchObject({ code: 'exited' });
  behave('echo');
  const { notices } = await turn('a');
  expect(notices).toEqual([]);
  expect(session('a').state).toBe('ready');
});

test('a stop that was asked for is never counted as a crash', async () => {
  const { turn, session } = createScriptedSessions({ behaviour: 'echo' });
  for (let i = 0; i < 4; i++) {
    await turn('a');
    await session('a').stop('idle');
  }
  const { notices } = await turn('a');
  expect(notices.filter((notice) => notice.type === 'notice' && notice.notice === 'one-shot')).toEqual([]);
});

test('an agent that says nothing for longer than the deadline ends its turn with timed-out, and its process is ended', async () => {
  const { turn, session } = createScriptedSessions({ behaviour: 'hang', progressDeadlineMs: 50 });
  await expect(turn('a')).rejects.toMatchObject({ code: 'timed-out' });
  expect(session('a').startedAt).toBeNull();
});

test('Stop ends a turn whose agent hears nothing, by force', async () => {
  const { turn, session } = createScriptedSessions({ behaviour: 'stubborn' });
  const cancellation = new AbortController();
  const waiting = turn('a', {
    signal: cancellation.signal,
    onEvent: () => cancellation.abort(),
  });
  await expect(waiting).rejects.toMatchObject({ code: 'closed' });
  await session('a').stop('asked');
  expect(session('a').startedAt).toBeNull();
});

test('an idle agent ends by itself after its time', async () => {
  const { turn, session } = createScriptedSessions({ behaviour: 'echo', idleStopMs: 1 });
  await turn('a');
  await expect.poll(() => session('a').state).toBe('stopped');
  expect(session('a').startedAt).toBeNull();
});

test('at the cap the least recently used idle agent makes room', async () => {
  const { turn, session } = createScriptedSessions({ behaviour: 'echo', maxLiveAgents: 2 });
  await turn('a');
  await turn('b');
  await turn('a');
  await turn('c');
  expect([session('a').state, session('b').state, session('c').state]).toEqual(['ready', 'stopped', 'ready']);
});

test('while paused none starts, those that run go on, and resuming lifts it', async () => {
  const { turn, manager } = createScriptedSessions({ behaviour: 'echo' });
  await turn('a');
  manager.setPaused(true);
  await turn('a');
  await expect(turn('b')).rejects.toMatchObject({ code: 'paused' });
  manager.setPaused(false);
  await turn('b');
});

test('Stop all ends every process and no session is lost', async () => {
  const { turn, manager } = createScriptedSessions({ behaviour: 'echo' });
  await turn('a');
  await turn('b');
  expect(manager.liveAgents).toBe(2);
  await manager.stopAll();
  expect(manager.liveAgents).toBe(0);
  await turn('a');
});

test('a restart is a new process', async () => {
  const { turn, session, manager } = createScriptedSessions({ behaviour: 'echo' });
  await turn('a');
  const { pid } = session('a');
  const settings = { agentId: 'scripted', model: null, approvalMode: 'default', projectFolder: null, extraFolders: [] } as const;
  await manager.restartSession({ id: 'a', ...settings } as unknown as Conversation);
  expect(session('a').state).toBe('ready');
  expect(session('a').pid).not.toBe(pid);
});
