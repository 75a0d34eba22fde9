/**
 * Highlights code off the window's thread: compiling a grammar's expressions takes a fifth of a second, in which nobody's text may stop
 * streaming. Shiki's JavaScript engine needs neither WebAssembly nor eval, which the content security policy refuses.
 */
import { createCssVariablesTheme, createHighlighterCoreSync, type GrammarState } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { loadGrammar } from './highlight-grammars.ts';
import type { HighlightLanguage } from './highlight-languages.ts';
import type { HighlightRequest, HighlightResponse, TokenLine } from './highlight-protocol.ts';

const THEME = 'tokens';
/** Minified code: one line of it can cost seconds. */
const MAX_LINE_LENGTH = 1000;
/**
 * Time for one line before the rest of it stays plain. The first line of a language also pays for compiling its grammar: 0.2 s on a quick
 * machine, ten times that on a busy one.
 */
const LINE_TIME_LIMIT_MS = 5_000;

const highlighter = createHighlighterCoreSync({
  themes: [createCssVariablesTheme({ name: THEME, variablePrefix: '--code-', fontStyle: false })],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});
const grammars = new Map<HighlightLanguage, Promise<void>>();
/** Per block, the grammar's state after each of its groups. */
const statesOfBlocks = new Map<number, (GrammarState | undefined)[]>();
/** Requests are answered one after the other, because each needs the state the one before left. */
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<HighlightRequest>) => {
  queue = queue.then(() => answer(data));
};

async function answer(request: HighlightRequest): Promise<void> {
  if (request.type === 'forget') {
    statesOfBlocks.delete(request.blockId);
    return;
  }
  const response: HighlightResponse = { requestId: request.requestId, lines: await highlight(request) };
  self.postMessage(response);
}

async function highlight({
  blockId,
  groupIndex,
  language,
  code,
}: Extract<HighlightRequest, { type: 'highlight' }>): Promise<TokenLine[] | null> {
  try {
    await ensureGrammar(language);
    const states = statesOfBlocks.get(blockId) ?? [];
    statesOfBlocks.set(blockId, states);
    const before = groupIndex > 0 ? states[groupIndex - 1] : undefined;
    const { tokens, grammarState } = highlighter.codeToTokens(code, {
      lang: language,
      theme: THEME,
      tokenizeMaxLineLength: MAX_LINE_LENGTH,
      tokenizeTimeLimit: LINE_TIME_LIMIT_MS,
      ...(before !== undefined && { grammarState: before }),
    });
    states[groupIndex] = grammarState;
    return tokens.map((line) => line.map((token) => ({ text: token.content, kind: tokenKind(token.color) })));
  } catch {
    // A grammar that can't be loaded or fails on this code: the code is shown plain, nothing is lost.
    return null;
  }
}

function ensureGrammar(language: HighlightLanguage): Promise<void> {
  const known = grammars.get(language);
  if (known !== undefined) return known;
  const loading = loadGrammar(language).then((registrations) => highlighter.loadLanguageSync(registrations));
  grammars.set(language, loading);
  return loading;
}

/** `var(--code-token-keyword)` to `keyword`. */
function tokenKind(color: string | undefined): string {
  return /--code-(?:token-)?([a-z-]+)/.exec(color ?? '')?.[1] ?? 'foreground';
}
