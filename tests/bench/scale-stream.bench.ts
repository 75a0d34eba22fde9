/**
 * Answers of a megabyte that stream into the conversation of 100,000 messages: what a chunk costs at their beginning and at their end.
 * A megabyte is what a model writes in about an hour. `npm run bench -- scale-stream`
 */
import type { Benchmark } from '#scripts/bench/benchmark.mjs';
import { type AppWindow, launchApp } from '#tests/support/app/app-window.ts';
import { answer, type Gate, gate, startGeminiApiServer } from '#tests/support/gemini-api-server/index.ts';
import { LONG_TITLE } from './history/plan.ts';
import { Rows } from './renderer/rows.ts';
import { percentile, traced } from './renderer/trace.ts';
import { prepareYears } from './renderer/years.ts';

/** Chunks that are looked at, at the beginning and at the end; one each two frames, as main sends them. */
const PACED_CHUNKS = 60;
const CHUNK_INTERVAL_MS = 33;
const ANSWER_CHARS = 1_000_000;
const FRAME_MS = 1000 / 60;

/** Every sentence is another one: the SDK takes repetition for a loop, and stops it. */
function sentences(from: number, chars: number): string {
  let text = '';
  for (let number = from; text.length < chars; number += 1)
    text += `${(number * 7919).toString(36)} words of ${(number * 104_729).toString(36)} say ${number}. `;
  return text;
}

type Shape = { name: string; chunk: (index: number) => string };
const CHUNK_CHARS = 400;
const SHAPES: readonly Shape[] = [
  { name: 'prose', chunk: (index) => `${sentences(index * 13, CHUNK_CHARS)}${index % 3 === 2 ? '\n\n' : ''}` },
  {
    name: 'one code block',
    chunk: (index) => `${index === 0 ? '```ts\n' : ''}${sentences(index * 13, CHUNK_CHARS).replaceAll('. ', ';\n')}`,
  },
];

/** Streams an answer of a megabyte; looks at its first and its last chunks. */
async function stream(window: AppWindow, api: Awaited<ReturnType<typeof startGeminiApiServer>>, folder: string, shape: Shape) {
  const count = Math.ceil(ANSWER_CHARS / CHUNK_CHARS);
  const chunks = Array.from({ length: count }, (_, index) => shape.chunk(index));
  const gates = new Map<number, Gate>();
  const isPaced = (index: number) => index < PACED_CHUNKS + 2 || index >= count - PACED_CHUNKS - 2;
  for (let index = 1; index < count; index += 1) if (isPaced(index)) gates.set(index, gate());
  api.reply(answer(chunks.flatMap((text, index) => (gates.has(index) ? [gates.get(index) as Gate, text] : [text]))));
  await window.send(`Write a book in ${shape.name}`);
  await window.stopButton.waitFor();
  const pace = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      await gates.get(index)?.reached;
      gates.get(index)?.open();
      await new Promise((resolve) => setTimeout(resolve, CHUNK_INTERVAL_MS));
    }
  };
  await pace(1, 3);
  const first = await traced(window, folder, () => pace(3, PACED_CHUNKS + 2));
  // The middle comes as fast as it can.
  const middle = await traced(window, folder, async () => {
    await gates.get(count - PACED_CHUNKS - 2)?.reached;
    await pace(count - PACED_CHUNKS - 2, count - PACED_CHUNKS);
  });
  const last = await traced(window, folder, () => pace(count - PACED_CHUNKS, count));
  await window.stopButton.waitFor({ state: 'detached' });
  return { first, middle, last };
}

/** Of all processes of the app together, in MB. */
async function memoryMb({ app }: AppWindow): Promise<number> {
  const kilobytes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  return kilobytes / 1024;
}

const benchmark: Benchmark = {
  name: 'scale-stream',
  async run(context) {
    const rows = new Rows();
    const dataFolder = prepareYears(context);
    const api = await startGeminiApiServer();
    const window = await launchApp({ dataFolder, env: { GEMINI_API_KEY: 'bench', GOOGLE_GEMINI_BASE_URL: api.baseUrl } });
    try {
      await window.row(LONG_TITLE).first().click();
      await window.thread.getByRole('article').first().waitFor();
      const idle = await traced(window, context.temporaryFolder, () => window.page.waitForTimeout(1_000));
      const idleFrameMs = Math.max(FRAME_MS, percentile(idle.frames, 0.5));
      rows.add('idle window: frame, p50', idleFrameMs, 'ms');
      const before = await memoryMb(window);
      for (const shape of SHAPES) {
        const { first, middle, last } = await stream(window, api, context.temporaryFolder, shape);
        const perChunk = { name: 'first chunks', value: first.busyMs / PACED_CHUNKS };
        rows.add(`a chunk of an answer, ${shape.name}, at its beginning`, perChunk.value, 'ms');
        rows.add(`a chunk after a megabyte of ${shape.name}`, last.busyMs / PACED_CHUNKS, 'ms', perChunk);
        rows.addTrace(`the first chunks of ${shape.name}`, first, idleFrameMs);
        rows.addTrace(`the last chunks of a megabyte of ${shape.name}`, last, idleFrameMs);
        rows.addTrace(`a megabyte of ${shape.name} at once`, middle, idleFrameMs);
        rows.add(`memory after an hour of ${shape.name}`, await memoryMb(window), 'MB', { name: 'before', value: before });
      }
    } finally {
      await window.app.close();
      await api.close();
    }
    return { rows: rows.rows };
  },
};

export default benchmark;
