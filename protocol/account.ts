/** The account with which the Gemini API is used. */
import { z } from 'zod';
import { errorInfoSchema } from './errors.ts';

const nothing = z.undefined().optional();

/** How to reach the Gemini API. The key itself never travels from main to the window. */
export const geminiAccountSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('api-key'), key: z.string().min(1).max(500).optional(), baseUrl: z.url().optional() }),
  z.object({
    method: z.literal('vertex-ai'),
    project: z.string().min(1),
    location: z.string().min(1),
    key: z.string().min(1).max(500).optional(),
  }),
]);
export type GeminiAccount = z.infer<typeof geminiAccountSchema>;

export const credentialStatusSchema = z.object({
  method: z.enum(['api-key', 'vertex-ai']),
  /** Where the key in use comes from. */
  source: z.enum(['none', 'environment', 'key-store', 'unprotected-file', 'memory']),
  /** The last four characters, to recognise it by. */
  keyHint: z.string().nullable(),
  baseUrl: z.string().nullable(),
  vertexProject: z.string().nullable(),
  vertexLocation: z.string().nullable(),
  /** False where the OS offers no key store: the person is asked before a key is kept in a plain file. */
  keyStoreAvailable: z.boolean(),
});
export type CredentialStatus = z.infer<typeof credentialStatusSchema>;

export const credentialTestSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), modelCount: z.number().int() }),
  z.object({ ok: z.literal(false), error: errorInfoSchema }),
]);
export type CredentialTest = z.infer<typeof credentialTestSchema>;

/** Invoke channels of the account. */
export const accountInvokeContract = {
  'credentials.status': { request: nothing, response: credentialStatusSchema },
  /** Asks the provider with these credentials, or with those in use when none are given; stores nothing. */
  'credentials.test': { request: z.object({ account: geminiAccountSchema.optional() }), response: credentialTestSchema },
  /** `keepWithoutKeyStore`: the person agreed to a plain file, or wants it in memory only. */
  'credentials.save': {
    request: z.object({ account: geminiAccountSchema, keepWithoutKeyStore: z.enum(['file', 'memory']).optional() }),
    response: credentialStatusSchema,
  },
  'credentials.remove': { request: nothing, response: credentialStatusSchema },
};
