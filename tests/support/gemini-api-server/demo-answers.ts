/** Answers for trying the app by hand and for screenshots: pleasant to look at, and one of each thing the chat can show. */
import { answer, call, type Piece, type Reply, thought } from './replies.ts';
import type { RecordedRequest } from './server.ts';

interface Demo {
  /** Words of the person that ask for it. */
  keywords: RegExp;
  pieces(request: RecordedRequest): Piece[];
}

/** What the demo provider says; the words of the question choose. */
export function demoAnswer(request: RecordedRequest): Reply {
  const demo = request.toolResponses.length > 0 ? AFTER_TOOLS : DEMOS.find(({ keywords }) => keywords.test(request.lastText));
  const pieces = (demo ?? OVERVIEW).pieces(request).flatMap(inWords);
  const length = JSON.stringify(request.contents).length;
  return answer(pieces, {
    usage: {
      promptTokenCount: Math.ceil(length / 4),
      candidatesTokenCount: pieces.length * 2,
      thoughtsTokenCount: 64,
      totalTokenCount: Math.ceil(length / 4) + pieces.length * 2 + 64,
    },
  });
}

/** Text comes in small pieces, as from a real provider. */
function inWords(piece: Piece): Piece[] {
  if (typeof piece !== 'string') return [piece];
  return piece.match(/\S+\s*|\s+/g) ?? [];
}

const DEMOS: Demo[] = [
  {
    keywords: /\b(run|tests?|command|shell)\b/i,
    pieces: () => [
      thought('Checking how the tests are run', 'The manifest names a test script, so that is what I run.'),
      'I’ll run the tests to see where we stand.\n',
      call('run_shell_command', { command: 'npm test', description: 'Run the test suite' }),
    ],
  },
  {
    keywords: /\b(write|create|fix|change|edit)\b/i,
    pieces: () => [
      thought('Planning a small change', 'One file is enough: a greeting with a default name.'),
      'A small module will do. Here is what I would write:\n',
      call('write_file', {
        file_path: 'greet.ts',
        content:
          "/** Greets somebody by name, and the world when there is none. */\nexport function greet(name = 'world'): string {\n  return 'Hello, ' + name + '!';\n}\n",
      }),
    ],
  },
  {
    keywords: /\b(read|look|files?|project|explain)\b/i,
    pieces: () => [
      thought('Getting an overview', 'First the folder, then the files that matter.'),
      'Let me look at the project first.\n',
      call('list_directory', { dir_path: '.' }),
    ],
  },
  {
    keywords: /\b(math|formula|equation)\b/i,
    pieces: () => [
      'The sum of the first $n$ numbers is\n\n$$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}$$\n\nIt holds for $n = 1$, and adding $n+1$ on both sides leads from $n$ to $n+1$. ∎\n',
    ],
  },
];

const AFTER_TOOLS: Demo = {
  keywords: /./,
  pieces: ({ toolResponses }) => [
    `Done. ${toolResponses.length === 1 ? 'The call' : 'The calls'} to ${toolResponses.map((response) => `\`${response.name}\``).join(' and ')} came back, and this is what I take from it:\n\n`,
    '- [x] Look at the present state\n- [x] Make the smallest change that helps\n- [ ] Ask you whether it is what you meant\n',
  ],
};

const OVERVIEW: Demo = {
  keywords: /./,
  pieces: () => [
    thought(
      'Weighing the options',
      'Three ways come to mind. A table makes the differences plain, and a few lines of code show the best one.',
    ),
    'There are three good ways to do this:\n\n',
    '| Way | Speed | Memory | When |\n| --- | ---: | ---: | --- |\n| Read it whole | 1× | 100 MB | small files |\n| Stream lines | **4×** | 2 MB | most of the time |\n| Map into memory | 6× | 0 MB | random access |\n\n',
    'I would **stream**, because memory stays flat whatever comes in:\n\n',
    "```ts\nimport { createReadStream } from 'node:fs';\nimport { createInterface } from 'node:readline';\n\n/** Counts the lines that match, without ever holding the file. */\nexport async function countMatches(path: string, pattern: RegExp): Promise<number> {\n  let count = 0;\n  for await (const line of createInterface({ input: createReadStream(path) })) {\n    if (pattern.test(line)) count += 1;\n  }\n  return count;\n}\n```\n\n",
    'Next steps:\n\n1. Replace the reader in `src/import.ts`\n2. Keep the old one for files below 1 MB\n3. Measure again — I expect $t \\approx \\frac{n}{4}$\n',
  ],
};
