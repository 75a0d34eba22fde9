/** Asks the Gemini API whether an account works, before it is stored. */
import { z } from 'zod';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { CredentialTest, GeminiAccount } from '#protocol/ipc.ts';

const DEFAULT_BASE_URL = 'https://generativelanguage.googleapis.com';
/** A reachable API answers in well under a second; a captive portal or a dead proxy would keep the person waiting for minutes. */
const TEST_DEADLINE_MS = 15_000;

const modelListSchema = z.object({ models: z.array(z.unknown()).default([]) });
const apiErrorSchema = z.object({ error: z.object({ message: z.string(), status: z.string().optional() }) });

/** `fetch` is Electron's `net.fetch` in the app, which follows the system's proxy. Never throws: a failure is the answer. */
export async function testAccount(account: GeminiAccount, fetch: typeof globalThis.fetch): Promise<CredentialTest> {
  try {
    const response = await fetch(modelListAddress(account), {
      headers: account.key === undefined ? {} : { 'x-goog-api-key': account.key },
      signal: AbortSignal.timeout(TEST_DEADLINE_MS),
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw refusal(response.status, body);
    const list = modelListSchema.safeParse(body);
    if (!list.success)
      throw new AppError({ code: 'network', message: 'Something answered that is not the Gemini API. Check the base URL and the proxy.' });
    return { ok: true, modelCount: list.data.models.length };
  } catch (error) {
    return { ok: false, error: error instanceof AppError ? error.toInfo() : unreachable(error).toInfo() };
  }
}

function modelListAddress(account: GeminiAccount): string {
  if (account.method === 'vertex-ai') {
    if (account.key === undefined) {
      throw new AppError({
        code: 'auth',
        message: 'Vertex AI without a key signs in through gcloud, which can only be tried by sending a message.',
      });
    }
    return 'https://aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=1000';
  }
  return `${(account.baseUrl ?? DEFAULT_BASE_URL).replace(/\/+$/, '')}/v1beta/models?pageSize=1000`;
}

function refusal(status: number, body: unknown): AppError {
  const api = apiErrorSchema.safeParse(body);
  const details = api.success ? api.data.error.message : `HTTP ${status}`;
  const says = (message: string, code: 'auth' | 'quota' | 'network') => new AppError({ code, message, details });
  // The API answers a malformed key with 400 INVALID_ARGUMENT, a revoked one with 401 or 403.
  if (status === 400 || status === 401) return says('The API does not accept this key. Copy it again from Google AI Studio.', 'auth');
  if (status === 403) return says('This key may not use the Gemini API. Check its restrictions in the Google Cloud console.', 'auth');
  if (status === 404) return says('The Gemini API was not found at this base URL.', 'network');
  if (status === 429) return says('The key is right, but its quota is used up for now.', 'quota');
  return says(`The Gemini API answered with an error (HTTP ${status}). Try again in a moment.`, 'network');
}

function unreachable(error: unknown): AppError {
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  return new AppError(
    {
      code: 'network',
      message: timedOut
        ? `The Gemini API did not answer within ${TEST_DEADLINE_MS / 1000} s. Check the connection and the proxy.`
        : 'The Gemini API could not be reached. Check the connection, the proxy and the base URL.',
      action: 'retry',
      details: toErrorInfo(error).message,
    },
    { cause: error },
  );
}
