/** Reads the facts out of an error of the provider: its client throws plain errors with a JSON document as their message. */
import { z } from 'zod';

export interface ProviderError {
  /** The provider's own words. */
  message: string;
  /** HTTP status. */
  status?: number;
  /** A system or network library's code, e.g. ECONNREFUSED. */
  networkCode?: string;
  /** `google.rpc.ErrorInfo` reasons, e.g. API_KEY_INVALID. */
  reasons: string[];
  /** `google.rpc.QuotaFailure`: which quotas are used up. */
  quotaIds: string[];
  retryAfterMs?: number;
}

const bodySchema = z.object({
  error: z.object({
    code: z.number().optional(),
    message: z.string().default(''),
    details: z.array(z.looseObject({ '@type': z.string().default('') })).default([]),
  }),
});

export function readProviderError(thrown: unknown): ProviderError {
  const text = thrown instanceof Error ? thrown.message : messageOf(thrown);
  const body = findBody(text);
  const status = numberAt(thrown, 'status') ?? body?.code ?? statusIn(text);
  const networkCode = findNetworkCode(thrown);
  const details = body?.details ?? [];
  const message = body?.message || text;
  const retryAfterMs = retryInfo(details) ?? retryInText(message);
  return {
    message,
    ...(status !== undefined && { status }),
    ...(networkCode !== undefined && status === undefined && { networkCode }),
    reasons: details.flatMap((detail) => (typeof detail.reason === 'string' ? [detail.reason] : [])),
    quotaIds: details.flatMap(quotaIds),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

type Detail = { '@type': string; [key: string]: unknown };

/** The message may be the JSON itself, hold it after some words, or hold it as the message inside another one. */
function findBody(text: string): { code?: number | undefined; message: string; details: Detail[] } | undefined {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start === -1 || end <= start) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end + 1));
  } catch {
    // Words with braces, not a document.
    return undefined;
  }
  const parsed = bodySchema.safeParse(Array.isArray(value) ? value[0] : value);
  if (!parsed.success) return undefined;
  return findBody(parsed.data.error.message) ?? parsed.data.error;
}

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  return String(thrown);
}

function numberAt(thrown: unknown, key: string): number | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const value = (thrown as Record<string, unknown>)[key];
  return typeof value === 'number' ? value : undefined;
}

/** "got status: 503 Service Unavailable", as the client puts it when the body is no JSON. */
function statusIn(text: string): number | undefined {
  const match = /got status: (\d{3})/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/** The code of the error or of what caused it; `fetch` hides the interesting one two levels down. */
function findNetworkCode(thrown: unknown): string | undefined {
  let current: unknown = thrown;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    const { code, cause } = current as { code?: unknown; cause?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) && !code.startsWith('ERR_INVALID')) return code;
    current = cause;
  }
  return undefined;
}

function retryInfo(details: Detail[]): number | undefined {
  for (const detail of details) {
    if (detail['@type'].endsWith('google.rpc.RetryInfo') && typeof detail.retryDelay === 'string') return durationMs(detail.retryDelay);
  }
  return undefined;
}

function retryInText(message: string): number | undefined {
  const match = /retry (?:in|after) ([\d.]+ ?m?s)/i.exec(message);
  return match?.[1] === undefined ? undefined : durationMs(match[1].replace(' ', ''));
}

/** "13s", "0.5s" or "250ms" in milliseconds. */
function durationMs(text: string): number | undefined {
  const match = /^([\d.]+)(ms|s)$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  const value = Number(match[1]) * (match[2] === 's' ? 1000 : 1);
  return Number.isFinite(value) ? Math.round(value) : undefined;
}

function quotaIds(detail: Detail): string[] {
  if (!detail['@type'].endsWith('google.rpc.QuotaFailure') || !Array.isArray(detail.violations)) return [];
  return detail.violations.flatMap((violation: unknown) => {
    const id = typeof violation === 'object' && violation !== null ? (violation as { quotaId?: unknown }).quotaId : undefined;
    return typeof id === 'string' ? [id] : [];
  });
}
