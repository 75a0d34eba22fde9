/** Turns what the provider and the network throw into errors with a code, a plain sentence and the action that helps. */
import { AppError, type ErrorAction, type ErrorCode, type ErrorInfo } from '#protocol/errors.ts';
import { type ProviderError, readProviderError } from './provider-error.ts';

/** The provider declined the prompt itself: it answered with a reason and no candidate. */
export class PromptBlockedError extends Error {
  constructor(readonly reason: string) {
    super(`The prompt was blocked: ${reason}`);
    this.name = 'PromptBlockedError';
  }
}

/** Anything thrown while talking to the provider, as the one error the person sees. */
export function classifyError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof PromptBlockedError) return refused(thrown.reason, thrown);
  const error = readProviderError(thrown);
  const { code, message, action, retryAfterMs } = describe(error);
  const details = detailsOf(error, thrown);
  return new AppError(
    {
      code,
      message,
      ...(action && { action }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(details && { details }),
    },
    { cause: thrown },
  );
}

type Description = Pick<ErrorInfo, 'code' | 'message' | 'action' | 'retryAfterMs'>;

function describe(error: ProviderError): Description {
  const { message, status } = error;
  if (/no longer supported for Gemini Code Assist for individuals|IneligibleTier/i.test(message)) return INDIVIDUAL_LOGIN_REFUSED;
  if (/input token count.*exceeds the maximum|context (window|length)|prompt is too long/i.test(message)) return CONTEXT_FULL;
  if (error.reasons.includes('API_KEY_INVALID') || /api key (not valid|expired)|API_KEY_INVALID/i.test(message)) {
    return say('auth', 'Gemini does not accept this API key. Check it in Settings.', 'open-settings');
  }
  if (/could not load the default credentials|invalid_grant|reauth related error/i.test(message)) {
    return say(
      'auth',
      'There are no valid Google credentials for Vertex AI. Sign in with `gcloud auth application-default login`, or use an API key.',
      'open-settings',
    );
  }
  if (status === undefined) return withoutStatus(error);
  if (status === 401) return say('auth', 'Gemini does not accept these credentials. Check them in Settings.', 'open-settings');
  if (status === 403) return say('auth', `Gemini refuses access with these credentials: ${sentence(message)}`, 'open-settings');
  if (status === 404)
    return say('model-not-found', 'Gemini does not know this model, or it is not available to you. Choose another one.', 'choose-model');
  if (status === 429) return quota(error);
  if (status === 400 && /location is not supported/i.test(message))
    return say('refused', 'Gemini is not available in your country or region.', 'open-settings');
  if (status === 400) return say('internal', `Gemini rejected the request: ${sentence(message)}`, 'show-log');
  if (status === 408 || status === 499 || status === 504) return say('network', 'Gemini took too long to answer. Try again.', 'retry');
  if (status >= 500)
    return {
      ...say('network', `Gemini is overloaded or failing at the moment (${status}). Try again.`, 'retry'),
      ...retryTime(error),
    };
  return say('internal', `Gemini answered with an unexpected status (${status}): ${sentence(message)}`, 'show-log');
}

const INDIVIDUAL_LOGIN_REFUSED: Description = {
  code: 'auth',
  message:
    'Google no longer lets individuals sign in to Gemini this way. Get an API key at aistudio.google.com/apikey and put it in Settings.',
  action: 'open-settings',
};

const CONTEXT_FULL: Description = {
  code: 'context-full',
  message: 'This conversation no longer fits into what the model can read at once. Make room, or start a new one.',
  action: 'make-room',
};

/** The conversation is too long for the model; the SDK noticed before it asked. */
export function contextFullError(): AppError {
  return new AppError(CONTEXT_FULL);
}

/** `reason`: the provider's own word, e.g. SAFETY. */
export function refused(reason: string, cause?: unknown): AppError {
  const because = REFUSAL_REASONS[reason] ?? 'for a reason it does not explain';
  return new AppError(
    {
      code: 'refused',
      message: `Gemini declined to answer ${because}. Word it differently, or try another model.`,
      details: reason,
    },
    { cause },
  );
}

const REFUSAL_REASONS: Record<string, string> = {
  SAFETY: 'for safety reasons',
  RECITATION: 'because the answer would quote protected material',
  PROHIBITED_CONTENT: 'because the content is prohibited',
  BLOCKLIST: 'because of a blocked word',
  SPII: 'because of sensitive personal data',
  IMAGE_SAFETY: 'for safety reasons',
  LANGUAGE: 'because it does not speak this language',
};

/** The stream ended in a way that gives no answer; `type` is the SDK's word for it. */
export function invalidStreamError(type: string, message: string): AppError {
  const blocked = /^(.*)_BLOCKED$/.exec(type)?.[1];
  if (blocked !== undefined) return refused(blocked);
  const { code, sentence: text } = INVALID_STREAMS[type] ?? {
    code: 'network' as const,
    sentence: 'The connection to Gemini ended before the answer was complete. Try again.',
  };
  return new AppError({ code, message: text, action: 'retry', details: `${type}: ${message}` });
}

const INVALID_STREAMS: Record<string, { code: ErrorCode; sentence: string }> = {
  MAX_TOKENS_EXCEEDED: {
    code: 'refused',
    sentence: 'Gemini used up its whole answer on thinking. Try again, or ask for less at once.',
  },
  THINKING_ONLY_RESPONSE: { code: 'refused', sentence: 'Gemini thought about it but gave no answer. Try again.' },
  NO_RESPONSE_TEXT: { code: 'refused', sentence: 'Gemini gave an empty answer. Try again.' },
  MALFORMED_FUNCTION_CALL: {
    code: 'refused',
    sentence: 'Gemini tried to use a tool in a way that makes no sense. Try again.',
  },
  UNEXPECTED_TOOL_CALL: { code: 'refused', sentence: 'Gemini tried to use a tool where it has none. Try again.' },
};

function quota(error: ProviderError): Description {
  const retry = retryTime(error);
  if (/limit:\s*0(?!\d|\.\d)/i.test(error.message)) {
    return say(
      'quota',
      'Your Gemini plan has no quota for this model. Choose another model, or turn on billing for this key.',
      'choose-model',
    );
  }
  if (error.quotaIds.some((id) => /PerDay|Daily/i.test(id))) {
    return {
      ...say(
        'quota',
        'Your daily Gemini quota for this model is used up. Choose another model, or wait until it is renewed.',
        'choose-model',
      ),
      ...retry,
    };
  }
  const wait = retry.retryAfterMs === undefined ? 'Wait a moment, then try again.' : `Try again in ${seconds(retry.retryAfterMs)}.`;
  return { ...say('quota', `Gemini gets more requests than your quota allows. ${wait}`, 'wait-and-retry'), ...retry };
}

/** No answer with a status: the network, or something that is not the Gemini API. */
function withoutStatus(error: ProviderError): Description {
  if (error.networkCode !== undefined) return say('network', NETWORK_SENTENCES[error.networkCode] ?? UNREACHABLE, 'retry');
  if (/fetch failed|network|socket|terminated|other side closed|ECONN|premature close/i.test(error.message))
    return say('network', UNREACHABLE, 'retry');
  if (/incomplete json segment|unexpected token|is not valid json|JSON at position|unterminated string/i.test(error.message)) {
    return say('network', 'Gemini’s answer arrived damaged: the connection broke, or a proxy changed it. Try again.', 'retry');
  }
  return say('internal', `Something went wrong while talking to Gemini: ${sentence(error.message)}`, 'show-log');
}

const UNREACHABLE = 'Gemini cannot be reached, or the connection broke. Check the network, then try again.';

const CERTIFICATE =
  'The server’s certificate is not trusted. If your network inspects traffic, its certificate must be known to this computer.';

const NETWORK_SENTENCES: Record<string, string> = {
  ENOTFOUND: 'Gemini’s address could not be found. Check the network (and the base URL in Settings), then try again.',
  EAI_AGAIN: 'Gemini’s address could not be found. Check the network, then try again.',
  ECONNREFUSED: 'The server refused the connection. Check the base URL in Settings and the proxy, then try again.',
  UND_ERR_CONNECT_TIMEOUT: 'Gemini could not be reached in time. Check the network, then try again.',
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  CERT_HAS_EXPIRED: CERTIFICATE,
};

function say(code: ErrorCode, message: string, action?: ErrorAction): Description {
  return { code, message, ...(action && { action }) };
}

function retryTime(error: ProviderError): { retryAfterMs?: number } {
  return error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs };
}

function seconds(ms: number): string {
  const count = Math.max(1, Math.ceil(ms / 1000));
  return count < 120 ? `${count} ${count === 1 ? 'second' : 'seconds'}` : `${Math.ceil(count / 60)} minutes`;
}

/** The provider's words with an end, cut where they get long; the whole text is in `details`. */
function sentence(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  const short = line.length > 200 ? `${line.slice(0, 199)}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

function detailsOf(error: ProviderError, thrown: unknown): string {
  const status = error.status === undefined ? '' : `${error.status} `;
  const cause = error.networkCode === undefined ? '' : ` (${error.networkCode})`;
  const text = `${status}${error.message}${cause}`;
  if (error.status !== undefined || error.networkCode !== undefined || !(thrown instanceof Error) || thrown.stack === undefined)
    return text.slice(0, 4000);
  return thrown.stack.slice(0, 4000);
}
