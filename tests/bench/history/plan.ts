/** Who said how much, where and when, in a history of years. The same for the same numbers. */
import { createRandom, pick, rank, whole } from './random.ts';
import { TOPICS } from './words.ts';

export interface HistorySize {
  conversations: number;
  messages: number;
  /** How many of them are in the one long conversation. */
  longMessages: number;
}

/** The history that issue-sized figures are about: years of daily use. */
export const FULL_SIZE: HistorySize = { conversations: 10_000, messages: 1_000_000, longMessages: 100_000 };

export interface PlannedConversation {
  title: string;
  agentId: string;
  projectFolder: string | null;
  archived: boolean;
  topic: number;
  /** Of its messages that are neither English-like nor code. */
  isCjk: boolean;
}

/** The first is the long one. */
export const LONG_CONVERSATION = 0;
export const LONG_TITLE = 'Years of talk';
const PROJECTS = 60;
/** Conversations that go on beside each other at any time. */
const BESIDE_EACH_OTHER = 12;
const SEED = 11;

export function planConversations({ conversations }: HistorySize): PlannedConversation[] {
  const random = createRandom(SEED);
  return Array.from({ length: conversations }, (_, index) => ({
    title: index === LONG_CONVERSATION ? LONG_TITLE : `Conversation ${index} on topic ${index % TOPICS}`,
    agentId: random() < 0.9 ? 'gemini' : 'guide',
    projectFolder: random() < 0.1 ? null : `/home/someone/projects/project-${rank(random, PROJECTS)}`,
    archived: index !== LONG_CONVERSATION && random() < 0.1,
    topic: whole(random, TOPICS),
    isCjk: index !== LONG_CONVERSATION && random() < 0.06,
  }));
}

/** The conversation of each message, in the order of time: a few at a time, then others, and the long one through all the years. */
export function* planMessages({ conversations, messages, longMessages }: HistorySize): Generator<number> {
  const random = createRandom(SEED + 1);
  const others = conversations - 1;
  const perConversation = (messages - longMessages) / others;
  let next = 1;
  const open: { conversation: number; left: number }[] = [];
  // Short ones and long ones, twice the mean at most, so that all messages have a place.
  const begin = () => {
    if (next >= conversations) return;
    open.push({ conversation: next, left: Math.max(2, 2 * Math.round(perConversation * random())) });
    next += 1;
  };
  let long = 0;
  for (let written = 0; written < messages; written += 1) {
    while (open.length < BESIDE_EACH_OTHER && next < conversations) begin();
    if (long < longMessages && (random() < longMessages / messages || open.length === 0 || messages - written <= longMessages - long)) {
      long += 1;
      yield LONG_CONVERSATION;
      continue;
    }
    const turn = open.length > 0 ? pick(random, open) : null;
    if (turn === null) {
      yield 1 + whole(random, others);
      continue;
    }
    turn.left -= 1;
    if (turn.left === 0) open.splice(open.indexOf(turn), 1);
    yield turn.conversation;
  }
}
