/**
 * What the people and agents of the generated history say: words as frequent as in a language, each topic with words of its own, code,
 * emoji, Chinese, Japanese and Korean.
 */
import { createRandom, pick, type Random, rank, whole } from './random.ts';

const COMMON_WORDS = 30_000;
export const TOPICS = 50;
const WORDS_PER_TOPIC = 600;
const SYLLABLES = ['ka', 'lo', 'mi', 'ren', 'sto', 'ta', 'ver', 'qui', 'pra', 'on', 'de', 'shi', 'bel', 'fu', 'gan', 'zo'];
const EMOJI = ['🚀', '👍', '🐛', '✨', '🔥', '🎉', '✅', '⚠️'];
/** Where the ideographs, kana and syllables in daily use begin, and how many of each are used here. */
const HAN = { from: 0x4e00, count: 2_500 };
const KANA = { from: 0x3042, count: 80 };
const HANGUL = { from: 0xac00, count: 1_500 };

export interface Words {
  /** A word of any topic; frequent ones come up more often. */
  common(random: Random): string;
  /** A word that is said in conversations about this topic only. */
  ofTopic(random: Random, topic: number): string;
  /** The n-th most frequent of all. */
  byFrequency(index: number): string;
  topicWord(topic: number, index: number): string;
  /** Two to four characters that belong together. */
  cjk(random: Random): string;
  identifier(random: Random): string;
  message(random: Random, options: { topic: number; words: number; kind: 'prose' | 'cjk' | 'code' }): string;
}

export function createWords(seed: number): Words {
  const random = createRandom(seed);
  const invent = (suffix: string) => Array.from({ length: 1 + whole(random, 4) }, () => pick(random, SYLLABLES)).join('') + suffix;
  const commonWords = Array.from({ length: COMMON_WORDS }, () => invent(''));
  const topicWords = Array.from({ length: TOPICS }, (_, topic) =>
    Array.from({ length: WORDS_PER_TOPIC }, () => invent(`x${topic.toString(36)}`)),
  );
  const range = ({ from, count }: typeof HAN, chance: Random) => String.fromCodePoint(from + rank(chance, count));
  const cjkWords = Array.from({ length: 6_000 }, () => {
    const script = pick(random, [HAN, HAN, KANA, HANGUL]);
    return Array.from({ length: 2 + whole(random, 3) }, () => range(script, random)).join('');
  });

  const byFrequency = (index: number) => commonWords[index] ?? 'ka';
  const common = (chance: Random) => byFrequency(rank(chance, COMMON_WORDS));
  const ofTopic = (chance: Random, topic: number) => topicWords[topic]?.[rank(chance, WORDS_PER_TOPIC)] ?? 'kax';
  const cjk = (chance: Random) => cjkWords[rank(chance, cjkWords.length)] ?? '東京';
  const identifier = (chance: Random) => {
    const [first, second] = [common(chance), common(chance)];
    const shapes = [
      `${first}_${second}`,
      first + second.charAt(0).toUpperCase() + second.slice(1),
      `${first}.${second}()`,
      `src/${first}/${second}.ts`,
    ];
    return pick(chance, shapes);
  };

  return {
    common,
    ofTopic,
    byFrequency,
    topicWord: (topic, index) => topicWords[topic]?.[index] ?? 'kax',
    cjk,
    identifier,
    message(chance, { topic, words, kind }) {
      if (kind === 'cjk') return `${Array.from({ length: words }, () => cjk(chance)).join('')}。`;
      let text = '';
      for (let index = 0; index < words; index += 1) {
        const dice = chance();
        if (index > 0) text += index % 12 === 0 ? '. ' : ' ';
        text += dice < 0.2 ? ofTopic(chance, topic) : dice < 0.22 ? identifier(chance) : common(chance);
      }
      if (kind === 'code') text += `\n\n\`\`\`ts\nconst ${identifier(chance).replace(/\W/g, '_')} = ${whole(chance, 1_000)};\n\`\`\`\n`;
      return chance() < 0.02 ? `${text} ${pick(chance, EMOJI)}` : text;
    },
  };
}
