/** Adds up what the calls of one turn cost. */
import type { Usage } from '#protocol/conversation.ts';
import type { GenerateContentResponseUsageMetadata } from './sdk.ts';

/** The usage after one more call to the provider. */
export function addUsage(total: Usage | null, call: GenerateContentResponseUsageMetadata, contextWindow: number): Usage {
  const input = (call.promptTokenCount ?? 0) + (call.toolUsePromptTokenCount ?? 0);
  const output = call.candidatesTokenCount ?? 0;
  const thoughts = call.thoughtsTokenCount ?? 0;
  return {
    inputTokens: (total?.inputTokens ?? 0) + input,
    outputTokens: (total?.outputTokens ?? 0) + output,
    cachedTokens: (total?.cachedTokens ?? 0) + (call.cachedContentTokenCount ?? 0),
    thoughtTokens: (total?.thoughtTokens ?? 0) + thoughts,
    totalTokens: (total?.totalTokens ?? 0) + (call.totalTokenCount ?? input + output + thoughts),
    contextTokens: call.promptTokenCount ?? total?.contextTokens ?? 0,
    contextWindow,
  };
}
