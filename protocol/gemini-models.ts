/** The models offered to the person, known to main before a bridge runs. Any other id works too, if the provider knows it. */
import type { Model } from './conversation.ts';

/** One million tokens, the window of every Gemini 2.5 and 3 model [Gemini API documentation, "Long context"]. */
export const CONTEXT_WINDOW = 1_048_576;

export const GEMINI_MODELS: readonly Model[] = [
  {
    id: 'gemini-3-pro-preview',
    name: 'Gemini 3 Pro',
    description: 'The strongest at hard tasks',
    contextWindow: CONTEXT_WINDOW,
  },
  {
    id: 'gemini-3-flash-preview',
    name: 'Gemini 3 Flash',
    description: 'Strong and quick',
    contextWindow: CONTEXT_WINDOW,
  },
  { id: 'gemini-2.5-pro', name: 'Gemini 2.5 Pro', description: 'Careful reasoning', contextWindow: CONTEXT_WINDOW },
  {
    id: 'gemini-2.5-flash',
    name: 'Gemini 2.5 Flash',
    description: 'Quick and inexpensive',
    contextWindow: CONTEXT_WINDOW,
  },
  {
    id: 'gemini-2.5-flash-lite',
    name: 'Gemini 2.5 Flash-Lite',
    description: 'The quickest',
    contextWindow: CONTEXT_WINDOW,
  },
];

/** Used when neither the client nor `GEMINI_MODEL` names one. A fixed model: the SDK's "auto" asks another model first, on every turn. */
export const GEMINI_DEFAULT_MODEL = 'gemini-2.5-pro';
