/** Random histories of appending, branching and selecting, compared with a model that is too simple to be wrong. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

interface ModelMessage {
  id: string;
  parent: ModelMessage | null;
  role: 'user' | 'assistant';
  lastShownChild: ModelMessage | null;
}

type Step = { type: 'ask'; at: number } | { type: 'continue' } | { type: 'answer'; at: number } | { type: 'select'; at: number };

/** Without fast-check's liking for small numbers: else nearly everything happens at the first messages. */
const anywhere = fc.noBias(fc.integer({ min: 0, max: 1_000_000 }));

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('ask' as const), at: anywhere }),
  fc.record({ type: fc.constant('answer' as const), at: anywhere }),
  fc.record({ type: fc.constant('select' as const), at: anywhere }),
  fc.record({ type: fc.constant('continue' as const) }),
);

function pathTo(leaf: ModelMessage | null): ModelMessage[] {
  return leaf === null ? [] : [...pathTo(leaf.parent), leaf];
}

function lastShownBelow(message: ModelMessage): ModelMessage {
  return message.lastShownChild === null ? message : lastShownBelow(message.lastShownChild);
}

test('paths, pages, siblings and remembered branches agree with the model whatever happened before', () => {
  const { conversations, messages } = openTestDatabase();
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), fc.integer({ min: 1, max: 6 }), (steps, pageSize) => {
      const { id } = conversations.create(NEW_CONVERSATION);
      const all: ModelMessage[] = [];
      let leaf: ModelMessage | null = null;
      const show = (end: ModelMessage) => {
        leaf = end;
        for (let child = end; child.parent !== null; child = child.parent) child.parent.lastShownChild = child;
      };
      const add = (messageId: string, parent: ModelMessage | null, role: ModelMessage['role']) => {
        const message: ModelMessage = { id: messageId, parent, role, lastShownChild: null };
        all.push(message);
        show(message);
      };
      const parts = [{ type: 'text' as const, text: 'x' }];

      for (const action of steps) {
        // One more choice than there are messages: no parent at all.
        const chosen: ModelMessage | null = 'at' in action ? (all[action.at % (all.length + 1)] ?? null) : null;
        if (action.type === 'continue') {
          add(messages.appendUserMessage({ conversationId: id, parts }).id, leaf, 'user');
        } else if (action.type === 'ask') {
          add(messages.appendUserMessage({ conversationId: id, parts, parentId: chosen?.id ?? null }).id, chosen, 'user');
        } else if (chosen !== null && action.type === 'answer') {
          add(messages.beginAssistantMessage({ conversationId: id, parentId: chosen.id }).id, chosen, 'assistant');
        } else if (chosen !== null) {
          expect(messages.selectBranch(chosen.id)).toBe(lastShownBelow(chosen).id);
          show(lastShownBelow(chosen));
        }

        const path = pathTo(leaf);
        const read = [];
        let page = messages.tail(id, pageSize);
        expect(page.totalMessages).toBe(path.length);
        read.unshift(...page.messages);
        while (page.hasEarlier) {
          page = messages.earlier(id, read[0]?.id ?? '', pageSize);
          read.unshift(...page.messages);
        }
        expect(read.map((message) => message.id)).toEqual(path.map((message) => message.id));
        for (const [depth, message] of read.entries()) {
          const model = path[depth];
          const siblings = all.filter(({ parent, role }) => parent === model?.parent && role === model?.role);
          expect(message).toMatchObject({ depth, parentId: model?.parent?.id ?? null, siblingIds: siblings.map((sibling) => sibling.id) });
        }
        expect(conversations.get(id).leafMessageId).toBe(path.at(-1)?.id ?? null);
      }
    }),
    { numRuns: 200 },
  );
});
