/** The grammar as a table: what a person may type, and what is understood. */
import { describe, expect, test } from 'vitest';
import { understand } from '#bridge/guide/intents.ts';
import type { SubjectTopic, Utterance } from '#bridge/guide/question.ts';

const about = (topic: SubjectTopic, name?: string): Utterance => ({
  topic,
  subject: name === undefined ? { by: 'context' } : { by: 'name', name },
});

const TABLE: readonly (readonly [Utterance, readonly string[]])[] = [
  [
    { topic: 'overview' },
    [
      'map this project',
      'Map the project, please',
      'Can you map this project?',
      'map',
      'Show me a map of this project',
      'overview',
      'Give me an overview of the code base',
      'What is this project about?',
      'What’s here?',
      'Explain this project to someone who joins it today',
      'where do I start?',
      'show the code map',
      'walk me through this code base',
      'what are the most important files?',
      'summarize the repo',
    ],
  ],
  [
    about('callers', 'total'),
    [
      'who calls total?',
      'Who calls `total`?',
      'what calls total()',
      'who is calling the function total',
      'callers of total',
      'the callers of the total function, please',
      'Show me the callers of total',
      'total callers',
      'where is total called from?',
      'which functions call total?',
      'Hey, can you tell me who calls total?',
      'and who calls total in this project?',
    ],
  ],
  [about('callers'), ['who calls it?', 'and who calls that', 'callers?', 'who calls this function?', 'Who calls it again?']],
  [about('callers', 'Order.total'), ['who calls Order.total?', 'who calls total of Order', 'who calls the method Order.total()?']],
  [about('callers', 'prices.py:total'), ['who calls total in prices.py?', 'callers of prices.py:total']],
  [
    about('callees', 'main'),
    [
      'what does main call?',
      'What does `main` call',
      'callees of main',
      'which functions does main call?',
      'what is called by main?',
      'what does the function main use?',
    ],
  ],
  [about('callees'), ['and what does it call?', 'what does that function call', 'callees']],
  [
    about('references', 'Order'),
    [
      'who uses Order?',
      'where is Order used?',
      'find all references to Order',
      'usages of Order',
      'what imports the class Order?',
      'references to `Order`',
    ],
  ],
  [
    about('impact', 'price'),
    [
      'what breaks if I change price?',
      'What would break if I changed the price function?',
      'what breaks when we rename `price`',
      'what happens if i remove price?',
      'impact of price',
      'impact of changing price',
      'the impact of a change to price',
      'what depends on price?',
      'is it safe to delete price?',
      'can I safely rename price?',
      'If I change price, what breaks?',
      'which tests would fail if I change price',
      'what will be affected by price?',
      'what breaks if price changes?',
      'blast radius of price',
    ],
  ],
  [about('impact'), ['what breaks if I change it?', 'what breaks?', 'impact', 'is it safe to change that?', 'what depends on it']],
  [about('impact', 'shop/orders.py'), ['what breaks if I change shop/orders.py?', 'what depends on the file `shop/orders.py`?']],
  [
    about('tests-of', 'price'),
    [
      'which tests cover price?',
      'is price tested?',
      'tests for price',
      'what tests are there for price?',
      'which tests should I run for price?',
    ],
  ],
  [about('tests-of'), ['Which tests cover it?', 'is it tested?']],
  [
    { topic: 'tests' },
    [
      'which tests should I run for my changes?',
      'Which tests should I run?',
      'what tests do I need to run',
      'tests for my changes',
      'what should I test?',
      'which tests are affected by my changes?',
      'what breaks with my changes?',
      'impact of my changes',
      'which tests for my changes',
    ],
  ],
  [
    { topic: 'changes' },
    [
      'what did I change?',
      'what have I changed so far',
      'my changes',
      'show my changes',
      'what changed?',
      'uncommitted changes',
      'git status',
      'what is different?',
      'what’s new',
    ],
  ],
  [
    about('definition', 'Order'),
    [
      'where is Order?',
      'where is Order defined?',
      'find Order',
      'locate the class Order',
      'definition of Order',
      'search for `Order`',
      'what is Order?',
      'Order',
      'what does Order do?',
      'go to Order',
      'where can I find Order',
    ],
  ],
  [about('definition'), ['where is it?', 'where is that defined?']],
  [
    { topic: 'unused', folder: null },
    [
      'what is unused?',
      'dead code',
      'find dead code',
      'show me all unused functions',
      'what can I delete?',
      'what is never used',
      'Is there any dead code?',
      'unused code in this project',
    ],
  ],
  [{ topic: 'unused', folder: 'src/shop' }, ['what is unused in src/shop?', 'dead code in `src/shop`', 'unused functions below src/shop/']],
  [
    { topic: 'architecture', part: 'all' },
    [
      'architecture',
      'show the architecture',
      'how is this structured?',
      'What is the architecture of this project?',
      'how is the code organized',
      'which folders depend on which?',
    ],
  ],
  [
    { topic: 'architecture', part: 'cycles' },
    ['cycles', 'are there circular imports?', 'Which files import each other in cycles?', 'any import cycles'],
  ],
  [{ topic: 'architecture', part: 'layers' }, ['layers', 'show the layers', 'which layers are there?']],
  [{ topic: 'architecture', part: 'entry-points' }, ['entry points', 'What are the entry points?', 'where does the program start?']],
  [{ topic: 'architecture', part: 'hubs' }, ['hubs', 'which are the most imported files?', 'show me the hotspots']],
  [
    about('outline', 'shop/orders.py'),
    [
      'outline of shop/orders.py',
      'what is in shop/orders.py?',
      'what’s in the file shop/orders.py',
      'shop/orders.py',
      'show shop/orders.py',
      'functions in `shop/orders.py`',
      'explain shop/orders.py',
      'open the file shop/orders.py',
    ],
  ],
  [about('outline', 'Order'), ['outline of Order', 'what is inside the class Order?']],
  [{ topic: 'patterns', pattern: null }, ['patterns', 'which patterns are there?', 'Which design patterns are used?', 'detect patterns']],
  [{ topic: 'patterns', pattern: 'singleton' }, ['show me all singletons', 'where are the singletons?', 'singletons']],
  [{ topic: 'patterns', pattern: 'factory' }, ['find factories']],
  [
    { topic: 'problems' },
    [
      'problems',
      'what are the problems?',
      'are there any syntax errors?',
      'diagnostics',
      'what could not be read?',
      'which files could not be parsed?',
      'broken imports',
    ],
  ],
  [{ topic: 'more' }, ['more', 'show more', 'show me more', 'next page', 'next', 'and the rest?', 'go on']],
  [{ topic: 'choice', number: 2 }, ['2', '2.', 'number 2', 'the second one', 'second', '#2']],
  [
    { topic: 'what-about', subject: { by: 'name', name: 'price' } },
    ['what about price?', 'and what about `price`', 'how about the price function?', 'the same for price', 'I meant price'],
  ],
  [{ topic: 'help' }, ['help', 'what can you do?', 'What can I ask?', 'who are you?', 'are you an AI?', '?']],
  [{ topic: 'greeting' }, ['hi', 'Hello!', 'hey there', 'good morning']],
  [{ topic: 'thanks' }, ['thanks', 'Thank you!', 'great']],
  [
    { topic: 'unknown' },
    [
      'write me a poem',
      'please refactor the login page and add tests',
      'why is the sky blue?',
      'fix the bug in the parser that eats newlines',
      'how do I cook an egg',
      '',
      '!!!',
      'what is the meaning of life',
      `who calls total?${' and who calls price?'.repeat(40)}`,
    ],
  ],
];

/** What no line of the grammar fits: other words, another order, a slip of the finger, German. */
const LOOSE: readonly (readonly [Utterance, readonly string[]])[] = [
  [
    about('callers', 'total'),
    [
      'who cals total',
      'total: who calls it?',
      'calls to total?',
      'is total called anywhere',
      'does anyone call total?',
      'wer ruft total auf?',
      'callers total',
    ],
  ],
  [
    about('definition', 'total'),
    [
      'wo ist total definiert?',
      "where's total at",
      'where does total live',
      'where the hell is total',
      'serch for total',
      'how does total work',
    ],
  ],
  [
    about('impact', 'total'),
    [
      'was geht kaputt wenn ich total ändere',
      'can total be deleted',
      'is total safe to change',
      'change total - what breaks?',
      'wat breaks if I chnage total',
      'breaks what if total changes',
      'what would be the impact of changing total',
    ],
  ],
  [about('references', 'total'), ['is total used', 'usages total']],
  [about('callees', 'prices.py'), ['what does prices.py import']],
  [about('outline', 'src/app.py'), ['list functions in src/app.py']],
  [
    { topic: 'unused', folder: null },
    [
      'whats unused',
      'unsued code',
      'anything unused?',
      'is anything not used',
      'do we have dead code',
      'was ist hier unbenutzt',
      'Was ist hier unbenutzt?',
    ],
  ],
  [
    { topic: 'tests' },
    [
      'which tests do i need',
      'what must I test before commit',
      'what did I break',
      'welche tests soll ich laufen lassen',
      'Welche Tests soll ich laufen lassen?',
    ],
  ],
  [{ topic: 'architecture', part: 'entry-points' }, ['where does the program begin']],
  [{ topic: 'overview' }, ['zeig mir eine übersicht', 'Zeig mir eine Übersicht', 'sho me the map']],
  [{ topic: 'help' }, ['hilfe', 'are you chatgpt']],
  // Two words nobody knows, or a task: not guessed at.
  [
    { topic: 'unknown' },
    ['how are main and total connected', 'write me a poem', 'fix the bug in total', 'why is total slow', 'test the waters of life'],
  ],
];

describe.each([...TABLE, ...LOOSE])('%j', (expected, phrasings) => {
  test.each(phrasings)('%s', (text) => {
    expect(understand(text)).toEqual(expected);
  });
});

test('no text makes it throw or hang, however long and odd it is', () => {
  const odd = [
    'a'.repeat(20_000),
    `who calls ${'x '.repeat(5_000)}`,
    '\0\n\t',
    '`'.repeat(500),
    `what breaks if i change ${'('.repeat(3_000)}`,
    'is '.repeat(4_000),
  ];
  for (const text of odd) expect(understand(text)).toHaveProperty('topic');
});
