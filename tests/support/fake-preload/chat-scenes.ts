/**
 * Conversations for looking at the chat without main: finished ones that show every kind of part, and scripts that stream an answer
 * event by event as main would. Pure data and timers; whoever hosts them delivers the events.
 */
import type { Message, Part, ToolCallPart, Usage } from '#protocol/conversation.ts';
import type { ChatEvent, ConversationSummary, OpenApproval, OpenedConversation, TurnPhase } from '#protocol/ipc.ts';
import { DIFF_SCENE, LONG_OUTPUT, SHORT_ANSWER, SHOWCASE_ANSWER } from './chat-scene-texts.ts';

const START = Date.UTC(2026, 10, 20, 9, 30);

/** Token figures of an ordinary turn. */
export const SCENE_USAGE: Usage = {
  inputTokens: 18_420,
  outputTokens: 1_264,
  cachedTokens: 12_000,
  thoughtTokens: 310,
  totalTokens: 19_994,
  contextTokens: 19_684,
  contextWindow: 1_048_576,
};

/** A conversation as the sidebar has it. */
export function sceneConversation(id: string, title: string, change: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id,
    title,
    titleIsManual: false,
    agentId: 'gemini',
    model: null,
    approvalMode: 'default',
    extraFolders: [],
    worktree: null,
    projectFolder: '/home/sam/projects/agent-manager',
    pinned: false,
    archived: false,
    leafMessageId: null,
    createdAt: START,
    updatedAt: START,
    sessionState: 'ready',
    openApprovals: 0,
    preview: '',
    unread: false,
    ...change,
  };
}

type MessageInit = Partial<Message> & Pick<Message, 'role' | 'parts'>;

/** A path of messages with ids, parents and times filled in. */
export function scenePath(conversationId: string, inits: readonly MessageInit[]): Message[] {
  const messages: Message[] = [];
  inits.forEach((init, index) => {
    const id = init.id ?? `${conversationId}-m${index}`;
    const createdAt = START + index * 61_000;
    messages.push({
      id,
      conversationId,
      parentId: messages.at(-1)?.id ?? null,
      seq: index,
      depth: index,
      status: 'complete',
      model: init.role === 'assistant' ? 'gemini-2.5-pro' : null,
      usage: init.role === 'assistant' ? SCENE_USAGE : null,
      createdAt,
      finishedAt: createdAt + 14_300,
      siblingIds: [id],
      ...init,
    });
  });
  return messages;
}

/** What `chat.open` answers for a path. */
export function sceneOpened(
  conversation: ConversationSummary,
  messages: Message[],
  change: Partial<OpenedConversation> = {},
): OpenedConversation {
  const queue = { messages: [], hold: null };
  return {
    conversation,
    messages,
    hasEarlier: false,
    totalMessages: messages.length,
    turn: null,
    approvals: [],
    draft: '',
    draftAttachments: [],
    queue,
    ...change,
  };
}

export function sceneTool(init: Partial<ToolCallPart> & Pick<ToolCallPart, 'callId' | 'title' | 'kind'>): ToolCallPart {
  return { type: 'tool-call', name: 'tool', args: {}, paths: [], state: 'succeeded', durationMs: 840, ...init };
}

const READ_TOOL = (name: string, ms: number) =>
  sceneTool({
    callId: `read-${name}`,
    name: 'read_file',
    kind: 'read',
    title: `Read \`${name}\``,
    args: { path: name },
    paths: [name],
    durationMs: ms,
    result: { output: `1  # ${name}` },
  });

/** Every kind of part, finished. */
export function showcaseConversation(id = 'showcase'): OpenedConversation {
  const messages = scenePath(id, [
    {
      role: 'user',
      parts: [
        {
          type: 'text',
          text: 'How does the restart policy decide when to fall back to one process per call? Read the code and show me the part that matters.',
        },
      ],
    },
    {
      role: 'assistant',
      parts: [
        {
          type: 'thought',
          subject: 'Finding the restart policy',
          text: 'I should look at `platform/restart-policy.ts` first, then at who calls it.',
        },
        READ_TOOL('platform/restart-policy.ts', 120),
        READ_TOOL('platform/sidecar-process.ts', 140),
        sceneTool({
          callId: 's1',
          kind: 'search',
          title: 'Search for `decideRestart`',
          args: { pattern: 'decideRestart' },
          durationMs: 310,
          result: { output: '4 matches in 3 files' },
        }),
        sceneTool({
          callId: 'x1',
          kind: 'execute',
          title: 'Run `npm test -- restart-policy`',
          args: { command: 'npm test -- restart-policy' },
          durationMs: 11_400,
          result: { output: LONG_OUTPUT, exitCode: 0 },
        }),
        { type: 'text', text: SHOWCASE_ANSWER },
      ],
      siblingIds: ['other-branch', `${id}-m1`, 'third-branch'],
    },
    { role: 'user', parts: [{ type: 'text', text: 'Make the cool-down settable.' }] },
    {
      role: 'assistant',
      status: 'cancelled',
      parts: [
        { type: 'notice', notice: 'restored', text: 'Restored from history' },
        { type: 'text', text: 'I would add it to the settings schema, with a default of ten minutes, and read it where the policy is' },
      ],
    },
    { role: 'user', parts: [{ type: 'text', text: 'Go on.' }] },
    {
      role: 'assistant',
      status: 'failed',
      parts: [
        {
          type: 'error',
          error: {
            code: 'quota',
            message: 'Gemini takes no more requests right now. Your key allows 10 a minute.',
            action: 'wait-and-retry',
            retryAfterMs: 32_000,
            details: 'HTTP 429 RESOURCE_EXHAUSTED\nquota metric: generate_content_requests_per_minute',
          },
        },
      ],
    },
  ]);
  return sceneOpened(sceneConversation(id, 'When does the restart policy fall back'), messages);
}

/** A long history of short turns. */
export function longConversation(count: number, id = 'long'): { all: Message[]; conversation: ConversationSummary } {
  const inits: MessageInit[] = [];
  for (let index = 0; index < count; index += 2) {
    inits.push({ role: 'user', parts: [{ type: 'text', text: `Question ${index / 2 + 1}: what does part ${index / 2 + 1} do?` }] });
    inits.push({ role: 'assistant', parts: [{ type: 'text', text: `Part ${index / 2 + 1}. ${SHORT_ANSWER.repeat(1 + (index % 5))}` }] });
  }
  return { all: scenePath(id, inits), conversation: sceneConversation(id, 'A long history') };
}

/** A turn that waits for the person: a command, or an edit. */
export function approvalConversation(kind: 'command' | 'edit', id = `approval-${kind}`): OpenedConversation {
  const title = kind === 'command' ? 'Run `npm test` in web/' : 'Edit `renderer/app.tsx`';
  const call = sceneTool({
    callId: 'a1',
    kind: kind === 'command' ? 'execute' : 'edit',
    title,
    state: 'awaiting-approval',
    args: { command: 'npm test' },
  });
  const messages = scenePath(id, [
    { role: 'user', parts: [{ type: 'text', text: 'Fix the failing test in web/ and show me the change first.' }] },
    {
      role: 'assistant',
      status: 'streaming',
      finishedAt: null,
      usage: null,
      parts: [{ type: 'text', text: 'I will run the tests once to see which one fails.' }, READ_TOOL('web/package.json', 90), call],
    },
  ]);
  const approval: OpenApproval = {
    approvalId: `${id}-1`,
    callId: 'a1',
    toolName: kind === 'command' ? 'run_shell_command' : 'replace',
    kind: call.kind,
    title,
    reason: kind === 'command' ? 'Commands always ask in this mode.' : 'Edits ask in this mode.',
    detail:
      kind === 'command'
        ? { type: 'command', command: 'npm test -- --run \\\n  --reporter=dot', folder: '/home/sam/projects/agent-manager/web' }
        : { type: 'edit', diff: DIFF_SCENE },
    canAllowAlways: true,
    conversationId: id,
    messageId: `${id}-m1`,
    createdAt: START,
  };
  return sceneOpened(sceneConversation(id, 'Fix the failing test', { sessionState: 'waiting', openApprovals: 1 }), messages, {
    approvals: [approval],
    turn: { assistantMessageId: `${id}-m1`, startedAt: Date.now() - 8000, phase: { phase: 'waiting-for-approval' } },
  });
}

/** One step of a scripted turn: what to deliver, and how long to wait before it. */
export type SceneStep = { afterMs: number; events: ChatEvent[] };

/** A turn as main streams it: a thought, a tool with live output, then `text` in small chunks. */
export function streamingTurn(prompt: Message, answer: Message, text: string, { chunkLength = 9, chunkMs = 20 } = {}): SceneStep[] {
  const steps: SceneStep[] = [];
  const phase = (afterMs: number, next: TurnPhase) =>
    steps.push({
      afterMs,
      events: [{ type: 'turn-changed', turn: { assistantMessageId: answer.id, startedAt: answer.createdAt, phase: next } }],
    });
  const set = (afterMs: number, index: number, part: Part) =>
    steps.push({ afterMs, events: [{ type: 'part-set', messageId: answer.id, index, part }] });

  steps.push({
    afterMs: 0,
    events: [
      { type: 'message-added', message: prompt },
      { type: 'message-added', message: answer },
    ],
  });
  phase(0, { phase: 'starting-agent' });
  phase(700, { phase: 'waiting-for-model' });
  phase(900, { phase: 'streaming' });
  set(0, 0, { type: 'thought', subject: 'Looking at the project', text: '' });
  const thought = 'The question is about the build. I will run it and look at what it prints.';
  for (let offset = 0; offset < thought.length; offset += 12) {
    steps.push({
      afterMs: chunkMs,
      events: [{ type: 'part-text', messageId: answer.id, index: 0, offset, text: thought.slice(offset, offset + 12) }],
    });
  }
  const tool = sceneTool({
    callId: 'live',
    kind: 'execute',
    title: 'Run `npm run build`',
    args: { command: 'npm run build' },
    state: 'running',
    startedAt: Date.now(),
  });
  const { durationMs: _none, ...running } = tool;
  set(300, 1, running);
  phase(0, { phase: 'running-tool', title: 'Run `npm run build`' });
  const output = LONG_OUTPUT.split('\n').slice(0, 12).join('\n');
  for (let offset = 0; offset < output.length; offset += 60) {
    steps.push({
      afterMs: 60,
      events: [{ type: 'tool-output', messageId: answer.id, index: 1, offset, text: output.slice(offset, offset + 60) }],
    });
  }
  const finishedTool: Part = { ...running, state: 'succeeded', durationMs: 3100, result: { output, exitCode: 0 } };
  set(200, 1, finishedTool);
  phase(0, { phase: 'streaming' });
  set(0, 2, { type: 'text', text: '' });
  for (let offset = 0; offset < text.length; offset += chunkLength) {
    steps.push({
      afterMs: chunkMs,
      events: [{ type: 'part-text', messageId: answer.id, index: 2, offset, text: text.slice(offset, offset + chunkLength) }],
    });
  }
  const finished: Message = {
    ...answer,
    status: 'complete',
    finishedAt: answer.createdAt + 9000,
    usage: SCENE_USAGE,
    parts: [{ type: 'thought', subject: 'Looking at the project', text: thought }, finishedTool, { type: 'text', text }],
  };
  steps.push({
    afterMs: 0,
    events: [
      { type: 'message-finished', message: finished },
      { type: 'turn-changed', turn: null },
    ],
  });
  return steps;
}
