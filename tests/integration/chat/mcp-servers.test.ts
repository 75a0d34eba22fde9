/** MCP servers from the form to the agent and back, through the real services. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KeyStore } from '#electron/desktop/credentials.ts';
import type { McpServer } from '#protocol/mcp.ts';
import { waitUntilGone } from '#tests/integration/bridge/process-end.ts';
import { startChatRig } from '#tests/support/chat/chat-rig.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import { mcpFixture, startedPids } from '#tests/support/mcp-fixture.ts';

const SECRET = 'correct-horse-battery-staple';
const keyStore: KeyStore = {
  isAvailable: () => true,
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (data) => Buffer.from(data).reverse().toString(),
};

test('a server added in the window serves the next turn, its secret is kept from every file, and it goes with its agent', async () => {
  const rig = await startChatRig({ keyStore });
  const pidFile = join(rig.folder, 'pids');
  const { command, args, env } = mcpFixture('stubborn', pidFile);
  const variables = [
    ...Object.entries(env).map(([name, value]) => ({ name, value, secret: false })),
    { name: 'TOKEN', value: SECRET, secret: true },
  ];
  rig.settings({ defaultApprovalMode: 'yolo' });
  const conversation = rig.newConversation();
  rig.api.reply(say('no tools yet'));
  await rig.ask(conversation, 'Hello');
  expect(rig.api.streams[0]?.toolNames.filter((name) => name.startsWith('mcp_'))).toEqual([]);

  const draft = { name: 'tickets', enabled: true, projects: null, disabledTools: [], startSeconds: 60, callSeconds: 60 };
  await rig.mcp.save({ ...draft, connection: { type: 'stdio', command, args, env: variables, cwd: null } });
  // Told at once: the idle agent starts it, and nobody waits for it in the next turn.
  let servers: McpServer[] = [];
  while (servers[0]?.running[0]?.state.state !== 'connected') servers = await rig.mcp.list();
  expect(servers[0]?.tools.map(({ name }) => name)).toContain('echo');
  rig.api.reply(callTools({ name: 'mcp_tickets_echo', args: { text: 'hi' } }), say('It works'));
  const answer = await rig.ask(conversation, 'Use it');
  expect(answer.parts.find((part) => part.type === 'tool-call')).toMatchObject({ title: 'tickets: echo', state: 'succeeded' });
  expect(JSON.stringify(rig.told)).not.toContain(SECRET);
  expect(filesHolding(rig.folder, SECRET)).toEqual([]);

  const pids = startedPids(pidFile);
  expect(pids).toHaveLength(2);
  await rig.sessions.stop(conversation);
  for (const pid of pids) await waitUntilGone(pid);
  expect((await rig.mcp.list())[0]?.running).toEqual([]);

  // Not even when the agent is killed under it.
  rig.api.reply(say('again'));
  await rig.ask(conversation, 'Again');
  const again = startedPids(pidFile).slice(2);
  expect(again).toHaveLength(2);
  process.kill(rig.bridges.sessions()[0]?.pid ?? 0, 'SIGKILL');
  for (const pid of again) await waitUntilGone(pid);
});

function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'latin1').includes(text))
    .map(({ name }) => name);
}
