/** Fifty turns in one conversation leave nothing behind in main: no timer, no pipe, no listener. */
import { expect, test } from 'vitest';
import { startChatRig } from '#tests/support/chat/chat-rig.ts';
import { answer, call, say, thought } from '#tests/support/gemini-api-server/index.ts';

const TURNS = 50;
/** What is built on first use is there after a few. */
const WARM_UP_TURNS = 5;

/** What keeps this process busy, by kind. Sockets are those of the local API server, which closes idle ones when it likes. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    if (!kind.startsWith('TCP')) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function processListeners(): number {
  return process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
}

test('fifty turns with thoughts and tool calls leave no timer, pipe or listener behind, and one process answers them all', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const pids = new Set<number | undefined>();
  const turn = async (index: number) => {
    rig.api.reply(answer([thought('Looking', 'A list.'), call('list_directory', { dir_path: '.' })]), say(`Answer ${index}.`));
    const message = await rig.ask(id, `Question ${index}`);
    expect(message.status).toBe('complete');
    pids.add(rig.bridges.sessions()[0]?.pid);
  };
  for (let index = 0; index < WARM_UP_TURNS; index++) await turn(index);
  const before = { resources: resources(), listeners: processListeners() };
  for (let index = WARM_UP_TURNS; index < TURNS; index++) await turn(index);
  expect({ resources: resources(), listeners: processListeners() }).toEqual(before);
  expect(pids.size).toBe(1);
  expect(rig.approvals.list()).toEqual([]);
});
