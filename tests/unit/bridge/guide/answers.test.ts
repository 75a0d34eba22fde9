/** Answers made from recorded results of the code map: the cases that a small project does not have. */
import { describe, expect, test } from 'vitest';
import { converse } from '#bridge/guide/answer-question.ts';
import { type CodeMap, CodeMapProblem } from '#bridge/guide/code-map.ts';
import { type ConversationContext, contextOf, EMPTY_CONTEXT } from '#bridge/guide/conversation-context.ts';
import { understand } from '#bridge/guide/intents.ts';
import { code, plain, table } from '#bridge/guide/markdown.ts';
import { shortName } from '#bridge/guide/names.ts';
import { piecesOf } from '#bridge/guide/turn.ts';
import { INTERMAP_COMMANDS, type IntermapCommand } from '#protocol/intermap.ts';

const ALL = { total: 1, truncated: false, next_cursor: null, parse_failures: [], unsupported: [] };
const save = { file: 'src/store/notes.ts', name: 'src.store.notes.save', kind: 'function', line: 7 };

/** A code map that gives what was recorded, checked against the protocol's own shapes, and notes what it was asked. */
function recorded(results: Partial<Record<IntermapCommand, unknown>>): CodeMap & { asked: [string, unknown][] } {
  const asked: [string, unknown][] = [];
  return {
    asked,
    async ask(command, args) {
      asked.push([command, args]);
      const result = results[command];
      if (result instanceof Error) throw result;
      return INTERMAP_COMMANDS[command].result.parse(result) as never;
    },
    async askForMap() {
      return 'src/a.ts:\n    1 function a()';
    },
  };
}

async function answerTo(text: string, results: Partial<Record<IntermapCommand, unknown>>, context: ConversationContext = EMPTY_CONTEXT) {
  return converse(understand(text), context, recorded(results), 'ready');
}

describe('what the code map was not sure of, or could not see, is said:', () => {
  test('a caller that was inferred, and files with syntax errors', async () => {
    const { markdown } = await answerTo('who calls save?', {
      definition: { ...ALL, definitions: [save] },
      call_graph: {
        ...ALL,
        total: 2,
        targets: [save],
        edges: [
          { from: { file: 'src/a.ts', name: 'src.a.run', line: 1 }, to: save, confidence: 1, line: 4 },
          { from: { file: 'src/b.ts', name: 'src.b.App.open', line: 1 }, to: save, confidence: 0.4, line: 9 },
        ],
        parse_failures: [{ file: 'src/broken.ts', line: 3, message: 'no' }],
        unsupported: [{ language: 'shell', files: 2, reason: 'No parser.' }],
      },
      impact: {
        ...ALL,
        total: 0,
        targets: [save],
        affected: [],
        files: [],
        tests: [],
        test_commands: [],
        other_references: [],
        risk: 'low',
      },
    });
    expect(markdown).toContain('`save` is called by 2 functions in 2 files; no test reaches it.');
    expect(markdown).toContain('| `App.open` | `src/b.ts:9` | likely |');
    expect(markdown).toContain('Not in this answer: 1 file with syntax errors, 2 shell files.');
  });

  test('a definition that nobody calls but somebody passes on', async () => {
    const reference = { file: 'src/app.ts', line: 3, kind: 'read', within: 'src.app' };
    const { markdown } = await answerTo('who calls save?', {
      definition: { ...ALL, definitions: [save] },
      call_graph: { ...ALL, total: 0, edges: [] },
      impact: {
        ...ALL,
        total: 0,
        targets: [save],
        affected: [],
        files: [],
        tests: [],
        test_commands: [],
        other_references: [reference],
        risk: 'low',
      },
    });
    expect(markdown).toContain('No call of `save` is in this project.');
    expect(markdown).toContain('It is used in 1 other place, though');
  });

  test('cycles, import by import', async () => {
    const { markdown } = await answerTo('are there import cycles?', {
      architecture: {
        ...ALL,
        files: 3,
        dependencies: 3,
        cycles: [
          {
            length: 2,
            files: ['a.py', 'b.py'],
            example: [
              { from: 'a.py', to: 'b.py', line: 1 },
              { from: 'b.py', to: 'a.py', line: 2 },
            ],
          },
        ],
        cycle_count: 4,
        layers: [],
        folders: [],
        entry_points: [],
        entry_point_count: 0,
        hubs: [],
      },
    });
    expect(markdown).toContain('2 files: `a.py:1` → `b.py:2` → `a.py`');
    expect(markdown).toContain('and 3 more');
  });
});

describe('the code map fails:', () => {
  const failing = (error: Error) => answerTo('what is unused?', { dead_code: error });

  test('its sentence is passed on with the way out', async () => {
    const { markdown } = await failing(new CodeMapProblem('failed', 'There is no Python 3.9 or newer. Install it from python.org.'));
    expect(markdown).toContain('There is no Python 3.9 or newer. Install it from python.org.');
    expect(markdown).toContain('ask again');
  });

  test('an answer that is too long asks for a smaller question', async () => {
    expect((await failing(new CodeMapProblem('too-much', 'too long'))).markdown).toContain('what is unused in src?');
  });

  test('a client without the tool is told what it lacks', async () => {
    expect((await failing(new CodeMapProblem('not-offered', 'no'))).markdown).toContain('I need the code map');
  });

  test('what ends the turn is not made into an answer', async () => {
    await expect(failing(new Error('Stopped.'))).rejects.toThrow('Stopped.');
  });
});

describe('what is remembered', () => {
  const asked: ConversationContext = {
    subject: save,
    question: { topic: 'callers', subject: { by: 'context' } },
    next: null,
    candidates: [],
  };

  test('"it" is the definition of the last answer, and is asked for by file and full name', async () => {
    const map = recorded({ references: { ...ALL, total: 0, targets: [save], references: [] } });
    await converse(understand('where is it used?'), asked, map, 'ready');
    expect(map.asked).toEqual([['references', { name: save.name, file: save.file, limit: 20 }]]);
  });

  test('is what the guide itself reported last, not what another agent did', () => {
    const answer = (agentId: string, contents: unknown[]) => ({
      role: 'assistant' as const,
      parts: [],
      status: 'complete' as const,
      provider: { agentId, contents },
    });
    expect(contextOf([answer('guide', [EMPTY_CONTEXT, asked]), answer('gemini', [{ role: 'model' }])], EMPTY_CONTEXT)).toEqual(asked);
    expect(contextOf([answer('gemini', [asked])], EMPTY_CONTEXT)).toEqual(EMPTY_CONTEXT);
  });

  test('of another version is forgotten', () => {
    const odd = {
      role: 'assistant' as const,
      parts: [],
      status: 'complete' as const,
      provider: { agentId: 'guide', contents: [{ subject: 7 }] },
    };
    expect(contextOf([odd], asked)).toEqual(EMPTY_CONTEXT);
  });

  test('stays what it was when a question was not understood', async () => {
    expect((await converse(understand('sing a song'), asked, recorded({}), 'ready')).context).toEqual(asked);
  });
});

describe('names of files and definitions cannot become markup:', () => {
  test('code spans hold backticks, tables hold bars', () => {
    expect(code('a`b')).toBe('`` a`b ``');
    expect(table(['x'], [[code('a|b')], ['a\\|b']])).toBe('| x |\n| --- |\n| `a\\|b` |\n| a\\|b |');
    expect(plain('[click](https://x.example) <img> *a* | b')).toBe('\\[click\\]\\(https://x.example\\) \\<img\\> \\*a\\* \\| b');
    expect(code('two\nlines')).toBe('`two lines`');
  });
});

test('a definition is called by its name within the file', () => {
  expect(shortName({ file: 'shop/orders.py', name: 'shop.orders.Order.total' })).toBe('Order.total');
  expect(shortName({ file: 'src/shop/orders.py', name: 'shop.orders.Order' })).toBe('Order');
  expect(shortName({ file: 'shop/__init__.py', name: 'shop.VERSION' })).toBe('VERSION');
  expect(shortName({ file: 'shop/cli.py', name: 'shop.cli' })).toBe('shop/cli.py');
});

test('an answer streams in pieces that end between paragraphs and give the whole text', () => {
  const text = Array.from({ length: 30 }, (_, index) => `Paragraph ${index} ${'x'.repeat(100)}`).join('\n\n');
  const pieces = piecesOf(text);
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.join('')).toBe(text);
  expect(pieces.slice(0, -1).every((piece) => piece.endsWith('\n\n'))).toBe(true);
});
