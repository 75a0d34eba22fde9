/** A thread to look at: a question, an answer with tool calls, code and a table. */
import type { Message, Part } from '#protocol/conversation.ts';

type Content = Pick<Message, 'role' | 'parts'> & Partial<Message>;

/** Puts messages on one path, in order. */
export function thread(conversationId: string, contents: readonly Content[]): Message[] {
  return contents.map((content, index) => {
    const id = `${conversationId}-m${index + 1}`;
    return {
      id,
      conversationId,
      parentId: index === 0 ? null : `${conversationId}-m${index}`,
      seq: index,
      depth: index,
      status: 'complete',
      model: content.role === 'assistant' ? 'gemini-2.5-pro' : null,
      usage:
        content.role === 'assistant'
          ? {
              inputTokens: 18_420,
              outputTokens: 612,
              cachedTokens: 12_000,
              thoughtTokens: 240,
              totalTokens: 19_272,
              contextTokens: 18_420,
              contextWindow: 1_048_576,
            }
          : null,
      createdAt: Date.now() - (contents.length - index) * 60_000,
      finishedAt: Date.now() - (contents.length - index) * 60_000 + 14_000,
      siblingIds: [id],
      ...content,
    };
  });
}

const text = (value: string): Part => ({ type: 'text', text: value });

const ANSWER = `The test reads the clock twice: once to plan the run and once to check it. When a second passes between the two, the plan looks late.

\`\`\`ts
export function isDue(job: Job, nowMs: number): boolean {
  return job.nextRunMs <= nowMs;
}
\`\`\`

What I changed:

| File | Change |
| --- | --- |
| \`scheduler.ts\` | \`isDue\` takes the time it is asked about |
| \`scheduler.test.ts\` | Moves one clock by hand instead of waiting |

The test ran 500 times without a failure. With the fix taken out it fails at once.`;

/** What the conversations of the list contain. */
export function usualThread(conversationId: string): Message[] {
  return thread(conversationId, [
    {
      role: 'user',
      parts: [text('The scheduler test fails about once in fifty runs. Find out why, and fix it so that it fails without the fix.')],
    },
    {
      role: 'assistant',
      parts: [
        {
          type: 'thought',
          subject: 'Looking for shared time',
          text: 'A failure once in fifty runs smells of a clock that is read more than once.',
        },
        {
          type: 'tool-call',
          callId: 't1',
          name: 'read_file',
          title: 'Read src/scheduler.ts',
          kind: 'read',
          args: { path: 'src/scheduler.ts' },
          paths: ['src/scheduler.ts'],
          state: 'succeeded',
          result: { output: '142 lines' },
          durationMs: 12,
        },
        {
          type: 'tool-call',
          callId: 't2',
          name: 'run_shell_command',
          title: 'Run `npm test -- scheduler --repeat 500`',
          kind: 'execute',
          args: { command: 'npm test -- scheduler --repeat 500' },
          paths: [],
          state: 'succeeded',
          result: { output: '500 passed', exitCode: 0 },
          durationMs: 11_400,
        },
        text(ANSWER),
      ],
    },
    { role: 'user', parts: [text('Good. Does anything else read the clock twice?')] },
    {
      role: 'assistant',
      parts: [
        text(
          'Two more places do: `retry.ts` line 48 and `lease.ts` line 112. Neither has failed so far because both round to a minute. I would change them in the same way. Shall I?',
        ),
      ],
    },
  ]);
}
