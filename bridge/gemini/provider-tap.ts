/**
 * Listens in on the calls to the provider. The SDK reports failures as a sentence without their facts, hides why a prompt was blocked, and
 * trims thoughts; the raw stream has all three.
 */
import { PromptBlockedError } from './errors.ts';
import type { Config, ContentGenerator, GenerateContentResponse, GenerateContentResponseUsageMetadata } from './sdk.ts';

/** What the tap saw. */
export class ProviderTap {
  /** What the last call failed with; undefined when it did not. */
  lastFailure: unknown;
  /** Gets each piece of thought as the provider sent it. */
  onThought: ((raw: string) => void) | undefined;
  /** Gets what each call cost that is not streamed: the SDK's summaries, of which it tells nothing. */
  onUnstreamedUsage: ((usage: GenerateContentResponseUsageMetadata) => void) | undefined;

  /** Begins to listen. To be called again after each sign-in, which makes a new generator. */
  attach(config: Config): void {
    const generator = config.getContentGenerator();
    const original = generator.generateContentStream.bind(generator);
    const tapped: ContentGenerator['generateContentStream'] = async (...args) => {
      this.lastFailure = undefined;
      lastFetchFailure = undefined;
      try {
        return this.#listen(await original(...args));
      } catch (error) {
        this.lastFailure = withFetchFailure(error);
        throw error;
      }
    };
    generator.generateContentStream = tapped;
    const originalWhole = generator.generateContent.bind(generator);
    generator.generateContent = async (...args) => {
      lastFetchFailure = undefined;
      try {
        const response = await originalWhole(...args);
        if (response.usageMetadata !== undefined) this.onUnstreamedUsage?.(response.usageMetadata);
        return response;
      } catch (error) {
        this.lastFailure = withFetchFailure(error);
        throw error;
      }
    };
  }

  async *#listen(stream: AsyncGenerator<GenerateContentResponse>): AsyncGenerator<GenerateContentResponse> {
    try {
      for await (const chunk of stream) {
        const blockReason = chunk.promptFeedback?.blockReason;
        // Left to itself the SDK would take this for a broken stream and ask again.
        if (blockReason && !chunk.candidates?.length) throw new PromptBlockedError(blockReason);
        for (const part of chunk.candidates?.[0]?.content?.parts ?? []) if (part.thought && part.text) this.onThought?.(part.text);
        yield chunk;
      }
    } catch (error) {
      this.lastFailure = error;
      throw error;
    }
  }
}

/**
 * The provider's client turns "connection refused" into "exception TypeError: fetch failed sending request" and drops the rest, so what
 * `fetch` itself said is kept here.
 */
let lastFetchFailure: unknown;
const { fetch: originalFetch } = globalThis;
globalThis.fetch = async (...args) => {
  try {
    return await originalFetch(...args);
  } catch (error) {
    lastFetchFailure = error;
    throw error;
  }
};

function withFetchFailure(error: unknown): unknown {
  const isFetchFailure = error instanceof Error && error.message.includes('sending request');
  return isFetchFailure && lastFetchFailure !== undefined ? lastFetchFailure : error;
}

/** A piece of thought: its bold heading, where it has one, and the rest. */
export function parseThought(raw: string): { text: string; subject?: string } {
  const match = /^\s*\*\*(.+?)\*\*\s*/s.exec(raw);
  if (match?.[1] === undefined) return { text: raw };
  return { text: raw.slice(match[0].length), subject: match[1].trim() };
}
