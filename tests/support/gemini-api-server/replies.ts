/** What the scripted provider answers, in the words of the Gemini API [ai.google.dev/api/generate-content]. */
import type { Gate } from './gate.ts';

export interface Part {
  text?: string;
  thought?: boolean;
  thoughtSignature?: string;
  functionCall?: { id?: string; name: string; args: Record<string, unknown> };
  functionResponse?: { id?: string; name: string; response: Record<string, unknown> };
  inlineData?: { mimeType: string; data: string };
}

export interface Content {
  role: 'user' | 'model';
  parts: Part[];
}

export interface UsageMetadata {
  promptTokenCount?: number;
  candidatesTokenCount?: number;
  thoughtsTokenCount?: number;
  cachedContentTokenCount?: number;
  totalTokenCount?: number;
}

/** One server-sent event, raw bytes where an event belongs, or a stop on the way. */
export type Step = { type: 'event'; data: unknown } | { type: 'raw'; text: string } | { type: 'cut' } | Gate;

/** How one request is answered. Without `status` it is a stream of events; with one, a JSON body. */
export type Reply = { status: number; body: unknown; headers?: Record<string, string> } | { steps: Step[] };

/** A piece of an answer: text, a part, or a gate at which it stops. */
export type Piece = string | Part | Gate;

export interface AnswerOptions {
  usage?: UsageMetadata;
  /** Default STOP. Null: the stream ends without saying why. */
  finishReason?: string | null;
}

/** Tokens that a test may count on: 10 for the prompt, 5 for the answer. */
export const DEFAULT_USAGE: UsageMetadata = { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 };

/** A whole answer: each piece is an event of its own, then comes one with usage and finish reason. */
export function answer(pieces: Piece[], options: AnswerOptions = {}): Reply {
  const finishReason = options.finishReason === undefined ? 'STOP' : options.finishReason;
  const last = finishReason === null ? [] : [candidateEvent([], { finishReason, usage: options.usage ?? DEFAULT_USAGE })];
  return { steps: [...pieces.map(toStep), ...last] };
}

/** An answer of plain text. */
export function say(...texts: string[]): Reply {
  return answer(texts);
}

/** An answer that calls tools. */
export function callTools(...calls: { name: string; args: Record<string, unknown> }[]): Reply {
  return answer(calls.map(({ name, args }) => call(name, args)));
}

/** A function call. The signature is what newer models want back word for word. */
export function call(name: string, args: Record<string, unknown> = {}): Part {
  return { functionCall: { name, args }, thoughtSignature: Buffer.from(`signature of ${name}`).toString('base64') };
}

/** A thought, as the API sends them: a bold heading and some text. */
export function thought(subject: string, text: string): Part {
  return { thought: true, text: `**${subject}**\n\n${text}` };
}

/** Holds the whole answer back, headers included, until the gate opens. */
export function after(first: Gate, reply: Reply): Reply {
  if (!('steps' in reply)) throw new Error('Only a stream can wait at a gate.');
  return { steps: [first, ...reply.steps] };
}

/** The stream breaks off in the middle: the socket is destroyed. */
export function cutOff(...pieces: Piece[]): Reply {
  return { steps: [...pieces.map(toStep), { type: 'cut' }] };
}

/** The stream ends properly but with an event that is no JSON. */
export function malformed(...pieces: Piece[]): Reply {
  return { steps: [...pieces.map(toStep), { type: 'raw', text: 'data: {"candidates":[{"content":{"par\n\n' }] };
}

/** The prompt itself is declined: no candidate at all. */
export function blockPrompt(blockReason = 'SAFETY'): Reply {
  return {
    steps: [
      {
        type: 'event',
        data: { promptFeedback: { blockReason }, usageMetadata: { promptTokenCount: 10, totalTokenCount: 10 } },
      },
    ],
  };
}

/** An error as the API words it. */
export function fail(status: number, message: string, details: unknown[] = [], statusName = STATUS_NAMES[status] ?? 'UNKNOWN'): Reply {
  return {
    status,
    body: { error: { code: status, message, status: statusName, ...(details.length > 0 && { details }) } },
  };
}

const STATUS_NAMES: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** 400 with the reason that tells a wrong key from a wrong request. */
export function invalidKey(): Reply {
  return fail(400, 'API key not valid. Please pass a valid API key.', [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
  ]);
}

/** 429. `retryDelay` e.g. "13s"; `quotaId` e.g. "GenerateRequestsPerDayPerProjectPerModel-FreeTier". */
export function rateLimit({ retryDelay, quotaId }: { retryDelay?: string; quotaId?: string } = {}): Reply {
  return fail(429, 'You exceeded your current quota, please check your plan and billing details.', [
    ...(quotaId === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] }]),
    ...(retryDelay === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }]),
  ]);
}

function toStep(piece: Piece): Step {
  if (typeof piece === 'string') return candidateEvent([{ text: piece }]);
  return 'type' in piece ? piece : candidateEvent([piece]);
}

function candidateEvent(parts: Part[], end?: { finishReason: string; usage: UsageMetadata }): Step {
  const content: Content = { role: 'model', parts };
  return {
    type: 'event',
    data: {
      candidates: [{ content, index: 0, ...(end && { finishReason: end.finishReason }) }],
      ...(end && { usageMetadata: end.usage }),
      modelVersion: 'scripted',
    },
  };
}
