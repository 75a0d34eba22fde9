/** The code guide as a person meets it: the built bridge, main's own services, and the real code map of a small project. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Message } from '#protocol/conversation.ts';
import { startChatRig, textOf } from '#tests/support/chat/chat-rig.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';
import { changeShopProject, writeShopProject } from '#tests/support/projects/shop-project.ts';

test('a new conversation without a key is held with the guide, and with Gemini once there is one', async () => {
  const without = await startChatRig({ hasKey: false });
  expect(without.conversations.get(without.newConversation()).agentId).toBe('guide');
  expect(without.conversations.get(without.newConversation({ agentId: 'gemini' })).agentId).toBe('gemini');
  const withKey = await startChatRig();
  expect(withKey.conversations.get(withKey.newConversation()).agentId).toBe('gemini');
});

test('it maps the project, with each look at the code map shown as a tool call', async () => {
  const { ask } = await startGuide();
  const message = await ask('Map this project');
  expect(callsOf(message)).toEqual(['code_structure succeeded', 'code_architecture succeeded', 'code_repo_map succeeded']);
  const text = textOf(message);
  expect(text).toContain('5 source files');
  expect(text).toContain('Python (5 files)');
  expect(text).toContain('Most depends on `shop/prices.py`, which 2 other files import.');
  expect(text).toContain('`main` at `shop/cli.py:4`');
  expect(text).toContain('   11 def total(items)');
});

test('it answers who calls what, and what breaks, with places and the tests to run', async () => {
  const { ask } = await startGuide();
  const callers = textOf(await ask('Who calls total?'));
  expect(callers).toContain('`total` is called by 2 functions in 2 files; 1 test reaches it.');
  expect(callers).toContain('| `Order.amount` | `shop/orders.py:12` |');
  const impact = textOf(await ask('What breaks if I change `price`?'));
  expect(impact).toContain('can reach 7 definitions in 4 files');
  expect(impact).toContain('| `main` | `shop/cli.py:6` | `Invoice.save → Order.receipt` |');
  expect(impact).toContain('python -m pytest tests/test_prices.py');
});

test('a follow-up is about what was talked about, also after the process was replaced and after a restart of the app', async () => {
  const guide = await startGuide();
  await guide.ask('where is total?');
  expect(textOf(await guide.ask('and what does it call?'))).toContain('`total` calls 1 definition');
  await guide.rig.bridges.closeSession(guide.id);
  expect(textOf(await guide.ask('who calls it?'))).toContain('`total` is called by');
  expect(textOf(await guide.ask('what about price?'))).toContain('`price` is called by');
  await guide.rig.quit();

  const nextDay = await startChatRig({ hasKey: false, folder: guide.rig.folder });
  const text = textOf(await nextDay.ask(guide.id, 'And what breaks if I change it?'));
  expect(text).toContain('A change to `price` can reach');
});

test('a name that fits more than one definition is asked about, and the answer to that is understood', async () => {
  const { ask } = await startGuide();
  const asked = textOf(await ask('who calls save?'));
  expect(asked).toContain('2 definitions are called `save`. Which one?');
  expect(asked).toContain('1. `Invoice.save`');
  expect(textOf(await ask('the second one'))).toContain('`Draft.save` is called by 1 function');
  await ask('who calls save?');
  expect(textOf(await ask('Invoice.save'))).toContain('`Invoice.save` is called by');
  await ask('who calls save?');
  expect(textOf(await ask('9'))).toContain('Choose a number from 1 to 2');
});

test('a list goes on with "show more"', async () => {
  const { ask, project } = await startGuide();
  const callers = Array.from({ length: 45 }, (_, index) => `def caller_${String(index).padStart(2, '0')}():\n    return price("tea")\n`);
  writeFileSync(join(project, 'shop', 'many.py'), `from .prices import price\n\n\n${callers.join('\n\n')}`);
  const pages = [await ask('who calls price?'), await ask('show more'), await ask('more')].map(textOf);
  const names = pages.map((page) => page.match(/caller_\d\d/g) ?? []);
  expect(new Set(names.flat()).size).toBe(45);
  expect(names.every((page) => page.length <= 20)).toBe(true);
  expect(pages[0]).toContain('20 of 47 shown');
  expect(pages[2]).toContain('That is all');
  expect(textOf(await ask('show more'))).toContain('There is no more to show');
});

test('it finds the working tree’s changes and the tests for them', async () => {
  const { ask, project } = await startGuide();
  expect(textOf(await ask('what did I change?'))).toContain('Nothing is changed');
  changeShopProject(project);
  expect(textOf(await ask('what did I change?'))).toContain('| `shop/prices.py` | modified | +1 −1 | `total` |');
  expect(textOf(await ask('which tests should I run for my changes?'))).toContain(
    '| `tests/test_prices.py` | `test_total_with_tax` | calls `total` |',
  );
});

test('the other questions have answers, too', async () => {
  const { ask } = await startGuide();
  expect(textOf(await ask('what is unused?'))).toContain('| `old_discount` | function | `shop/prices.py:16` |');
  expect(textOf(await ask('show the layers'))).toContain('| 2 | 1 | `shop/cli.py` |');
  expect(textOf(await ask('outline of orders.py'))).toContain('| `Order.receipt` | method | `14–15` |');
  expect(textOf(await ask('where is Order used?'))).toContain('`shop/orders.py:18`');
  expect(textOf(await ask('which tests cover total?'))).toContain('`test_total_with_tax` (test)');
  expect(textOf(await ask('patterns'))).toContain('I recognise');
  expect(textOf(await ask('problems'))).toContain('found nothing wrong');
});

test('what it does not know or understand it says, with what can be asked', async () => {
  const { ask } = await startGuide();
  expect(textOf(await ask('who calls nothing_such?'))).toContain('There is nothing called `nothing_such`');
  expect(textOf(await ask('where is pric?'))).toContain('Did you mean one of these?');
  expect(textOf(await ask('who calls it?'))).toContain('What do you mean by “it”?');
  const unknown = await ask('Write me a poem about trees');
  expect(textOf(unknown)).toContain('I did not understand that. I am not a language model');
  expect(unknown.status).toBe('complete');
  expect(textOf(await ask('help'))).toContain('### What you can ask');
});

test('without a project folder it says to choose one, and answers once there is one', async () => {
  const rig = await startChatRig({ hasKey: false });
  const project = join(rig.folder, 'shop');
  writeShopProject(project);
  const id = rig.newConversation({ projectFolder: null });
  expect(textOf(await rig.ask(id, 'map this project'))).toContain('no project folder yet. Choose one');
  await rig.conversations.update(id, { projectFolder: project });
  expect(textOf(await rig.ask(id, 'map this project'))).toContain('5 source files');
});

test('a folder that is no repository, and one without code, are said in words', async () => {
  const rig = await startChatRig({ hasKey: false });
  const bare = join(rig.folder, 'bare');
  mkdirSync(bare);
  const id = rig.newConversation({ projectFolder: bare });
  expect(textOf(await rig.ask(id, 'map this project'))).toContain('There is no source code in this folder');
  const changes = await rig.ask(id, 'what did I change?');
  expect(callsOf(changes)).toEqual(['code_live_changes failed']);
  expect(textOf(changes)).toContain('it has to be a Git repository');
});

test('Stop ends the turn while the code map is at work, and the conversation goes on', async () => {
  const { rig, id, project, ask } = await startGuide();
  // Enough to read that the first answer is not there before the stop.
  for (let index = 0; index < 250; index++)
    writeFileSync(join(project, `module_${index}.py`), `def f_${index}():\n    return f_${index}\n`.repeat(20));
  const running = rig.nextEvent((event) => event.type === 'part-set' && event.part.type === 'tool-call' && event.part.state === 'running');
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'what is unused?' }] });
  await running;
  const pid = rig.bridges.getOrCreateSession(rig.conversations.get(id)).pid;
  await rig.chat.stop(id);
  const stopped = await rig.turnEnd(id, assistantMessageId);
  expect(stopped.status).toBe('cancelled');
  expect(callsOf(stopped)).toEqual(['code_dead_code cancelled']);
  expect(textOf(await ask('where is total?'))).toContain('`total` is a function at');
  expect(rig.bridges.getOrCreateSession(rig.conversations.get(id)).pid).toBe(pid);
});

test('a conversation moves to another agent and back, and the guide does not take that agent’s words for its own', async () => {
  const rig = await startChatRig();
  const project = join(rig.folder, 'shop');
  writeShopProject(project);
  const id = rig.newConversation({ projectFolder: project, agentId: 'guide' });
  await rig.ask(id, 'where is total?');
  await rig.conversations.update(id, { agentId: 'gemini', model: null });
  rig.api.reply(say('It adds up the prices.'));
  expect(textOf(await rig.ask(id, 'What does it do?'))).toBe('It adds up the prices.');
  await rig.conversations.update(id, { agentId: 'guide', model: null });
  expect(textOf(await rig.ask(id, 'who calls it?'))).toContain('`total` is called by');
});

interface Guide {
  rig: Awaited<ReturnType<typeof startChatRig>>;
  id: string;
  project: string;
  ask(text: string): Promise<Message>;
}

async function startGuide(): Promise<Guide> {
  const rig = await startChatRig({ hasKey: false });
  const project = join(rig.folder, 'shop');
  writeShopProject(project);
  const id = rig.newConversation({ projectFolder: project });
  return { rig, id, project, ask: (text) => rig.ask(id, text) };
}

function callsOf(message: Message): string[] {
  return message.parts.flatMap((part) => (part.type === 'tool-call' ? [`${part.name} ${part.state}`] : []));
}
