/**
 * Search among a million messages, by kind of query: the time to the first answer, which is what a key pressed waits for, and to the whole
 * page where that needs several. `npm run bench -- scale-search`
 */
import { openReader } from '#electron/store/reader.ts';
import { searchBudgetMs } from '#electron/store/search.ts';
import type { SearchFilters } from '#protocol/search.ts';
import type { Benchmark, BenchRow } from '#scripts/bench/benchmark.mjs';
import { ensureHistory } from './history/cached-history.ts';
import { percentiles } from './history/measure.ts';
import { FULL_SIZE } from './history/plan.ts';
import { createRandom, whole } from './history/random.ts';
import { TOPICS } from './history/words.ts';
import { conversationId, FIRST_MS, historyWords, messageId, SPAN_MS } from './history/write-history.ts';

const PAGE_HITS = 30;
const QUERIES = 200;
/** A page that is not full after so many answers is counted as it is, so that the whole bench stays within minutes. */
const MAX_STEPS = 25;
const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

type Query = { query: string; filters?: SearchFilters };

const benchmark: Benchmark = {
  name: 'scale-search',
  async run() {
    const { file, buildMs } = ensureHistory(FULL_SIZE);
    const reader = openReader(file);
    const { search, connection } = reader;
    const rows: BenchRow[] = [];
    if (buildMs !== null) rows.push({ name: 'the history was built in', value: buildMs / 1000, unit: 's' });
    const random = createRandom(99);
    const words = historyWords();

    const lookUp = connection.statement('SELECT id FROM messages WHERE id = ?');
    const lookUps = Array.from({ length: 2_000 }, () => {
      const startedAt = performance.now();
      lookUp.get(messageId(1 + whole(random, FULL_SIZE.messages)));
      return performance.now() - startedAt;
    });
    const floor = percentiles(lookUps.slice(1_000)).p50;
    rows.push({ name: 'floor: one message by its id, p50', value: floor, unit: 'ms' });

    const kind = (name: string, make: () => Query) => {
      const first: number[] = [];
      const whole: number[] = [];
      for (const request of Array.from({ length: QUERIES }, make)) {
        const startedAt = performance.now();
        let hits = 0;
        let olderThan: number | undefined;
        for (let step = 0; step < MAX_STEPS; step += 1) {
          const asked = { ...request, limit: PAGE_HITS, ...(olderThan !== undefined && { olderThan }) };
          const page = search.searchMessages(asked, searchBudgetMs(asked));
          if (step === 0) first.push(performance.now() - startedAt);
          hits += page.hits.length;
          if (page.next === null || hits >= PAGE_HITS) break;
          olderThan = page.next;
        }
        whole.push(performance.now() - startedAt);
      }
      const { p50, p99 } = percentiles(first);
      rows.push({ name: `${name}, p50`, value: p50, unit: 'ms', ratio: p50 / floor, floor: 'one look-up' });
      rows.push({ name: `${name}, p99`, value: p99, unit: 'ms', ratio: p99 / floor, floor: 'one look-up' });
      rows.push({ name: `${name}, the whole page, p99`, value: percentiles(whole).p99, unit: 'ms' });
    };

    const frequent = () => words.byFrequency(whole(random, 50));
    const rare = () => words.byFrequency(15_000 + whole(random, 15_000));
    const typed = (letters: number) => {
      let word = words.common(random);
      while (word.length < letters) word = words.common(random);
      return word.slice(0, letters);
    };
    const projects = search.facets().projects.map(({ folder }) => folder);
    const project = (): SearchFilters => ({ projectFolders: [projects[whole(random, projects.length)] ?? null] });
    const month = (): SearchFilters => {
      const fromMs = Math.floor(FIRST_MS + random() * SPAN_MS);
      return { fromMs, toMs: fromMs + MONTH_MS };
    };
    // The first reads of a file that was not used come from the disk.
    for (let index = 0; index < 200; index += 1) search.searchMessages({ query: words.common(random), limit: PAGE_HITS });

    kind('a rare word', () => ({ query: `${rare()} ` }));
    kind('a frequent word', () => ({ query: `${frequent()} ` }));
    for (const letters of [1, 2, 3, 5, 6, 8]) kind(`the first ${letters} letters of a word`, () => ({ query: typed(letters) }));
    kind('a phrase of frequent words', () => ({ query: `"${frequent()} ${frequent()}"` }));
    kind('two frequent words', () => ({ query: `${frequent()} ${frequent()} ` }));
    kind('two words never said together', () => ({
      query: `${words.topicWord(whole(random, 25), whole(random, 5))} ${words.topicWord(25 + whole(random, TOPICS - 25), whole(random, 5))} `,
    }));
    kind('three words and two letters', () => ({
      query: `${words.common(random)} ${words.common(random)} ${words.common(random)} ${typed(2)}`,
    }));
    kind('a phrase of any two words', () => ({ query: `"${words.common(random)} ${words.common(random)}"` }));
    kind('a name from code', () => ({ query: words.identifier(random) }));
    kind('one Chinese, Japanese or Korean character', () => ({ query: [...words.cjk(random)][0] ?? '東' }));
    kind('two and more of them', () => ({ query: words.cjk(random) }));
    kind('an emoji', () => ({ query: '🚀' }));
    kind('a frequent word in one conversation', () => ({
      query: frequent(),
      filters: { conversationId: conversationId(whole(random, FULL_SIZE.conversations)) },
    }));
    kind('a frequent word in a project', () => ({ query: frequent(), filters: project() }));
    kind('a frequent word in a month long ago', () => ({ query: frequent(), filters: month() }));
    kind('one letter in a month long ago', () => ({ query: typed(1), filters: month() }));
    kind('a frequent word by the person, in the archive', () => ({ query: frequent(), filters: { role: 'user', archived: true } }));
    kind('a word of a topic, in a project, an agent and a month', () => ({
      query: words.topicWord(whole(random, TOPICS), whole(random, 5)),
      filters: { ...project(), ...month(), agentId: 'guide' },
    }));
    reader.close();
    return { rows };
  },
};

export default benchmark;
