/** The log of the app: at debug level it tells all of a turn under one id, and at no level a secret. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';

/** Of a form that no pattern knows: it can only be removed because it is known. */
const KEY = 'correct-horse-battery-staple-4711';

interface LogLine {
  level: string;
  message: string;
  correlationId?: string;
  child?: string;
  frame?: { type?: string; command?: string; event?: string; status?: string };
}

test('with debug on one id joins all frames of a turn, to the agent and to the code map, and the key stands nowhere', async ({
  api,
  launch,
  dataFolder,
  projectFolder,
}) => {
  mkdirSync(join(projectFolder, 'app'));
  writeFileSync(join(projectFolder, 'app', 'main.py'), 'def start():\n    return 1\n');
  const window = await launch({ AGENT_MANAGER_LOG_LEVEL: 'debug', GEMINI_API_KEY: KEY });
  await window.newConversation();
  await window.page.evaluate(async (folder) => {
    const { invoke } = (
      globalThis as unknown as { agentManager: { invoke: Record<string, (request?: unknown) => Promise<{ value: never }>> } }
    ).agentManager;
    const list = (await invoke['conversations.list']?.({ archived: false }))?.value as unknown as { id: string }[];
    await invoke['conversations.update']?.({ id: list[0]?.id, patch: { projectFolder: folder } });
  }, projectFolder);
  api.reply(callTools({ name: 'code_structure', args: {} }));
  api.reply(say('One function.'));
  await window.send(`What is in this project? My key is ${KEY}, by the way.`);
  await expect(window.thread).toContainText('One function.');
  await window.quit();

  const logFolder = join(dataFolder, 'logs');
  const files = readdirSync(logFolder).map((name) => readFileSync(join(logFolder, name), 'utf8'));
  for (const text of files) expect(text).not.toContain(KEY);
  const lines = files
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);
  const prompt = lines.find(({ message, frame }) => message === 'frame out' && frame?.type === 'message');
  expect(prompt?.correlationId).toMatch(/./);
  const turn = lines.filter(({ correlationId }) => correlationId === prompt?.correlationId);
  const said = turn.map(({ message, child, frame }) =>
    `${message} ${child} ${frame?.type ?? frame?.event ?? frame?.command ?? frame?.status ?? ''}`.trim(),
  );
  expect(said).toEqual(
    expect.arrayContaining([
      'frame out Gemini message',
      'frame in Gemini host_call',
      'frame out Gemini host_result',
      'frame in Gemini success',
    ]),
  );
  // The same id on its way through Python and back.
  expect(turn.filter(({ child }) => child === 'Code map').map(({ message }) => message)).toEqual(
    expect.arrayContaining(['frame out', 'frame in']),
  );
});
