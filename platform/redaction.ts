/** Takes secrets out of text that is about to be kept: log lines and diagnostics. */

export const REMOVED = '[removed]';

/** Forms that name themselves. Each is long enough that ordinary words and identifiers are left alone. */
const PATTERNS: readonly RegExp[] = [
  /AIza[0-9A-Za-z_-]{20,}/g, // Google API keys
  /ya29\.[0-9A-Za-z_.-]{20,}/g, // Google access tokens
  /\bsk-[0-9A-Za-z_-]{16,}/g, // OpenAI, Anthropic and others
  /\b(?:gh[opsur]_[0-9A-Za-z]{20,}|github_pat_[0-9A-Za-z_]{20,})/g,
  /\bglpat-[0-9A-Za-z_-]{16,}/g,
  /\bxox[abprs]-[0-9A-Za-z-]{10,}/g, // Slack
  /\bAKIA[0-9A-Z]{16}\b/g, // AWS
  /\bnpm_[0-9A-Za-z]{30,}/g,
  /\beyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]*/g, // JSON web tokens
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

/** What stands before the secret stays, so that one sees what was there. */
const PREFIXED_PATTERNS: readonly RegExp[] = [
  /\b((?:Bearer|Basic)\s+)[0-9A-Za-z+/_.~=-]{8,}/gi,
  /([a-z][a-z0-9+.-]*:\/\/[^\s/:@"]*:)[^\s/@"]+(?=@)/gi, // https://user:password@host
  /([?&](?:key|api_key|access_token|token)=)[^\s&"\\]+/gi,
  /\b([A-Z][A-Z0-9_]*(?:_KEY|_TOKEN|_SECRET|_PASSWORD)=)[^\s"'\\]+/g, // NAME_KEY=value, as in a command line
];

const SECRET_NAME = /(?:api[-_]?key|authorization|password|passwd|secret|token|cookie|credentials?)$/i;

/** True for a field whose value is a secret whatever it looks like, e.g. `apiKey` or `Authorization`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A shorter value would be found inside ordinary words. */
const MIN_KNOWN_SECRET_LENGTH = 6;

export interface Redactor {
  /** From now on this very value is removed wherever it stands; for keys the person typed, which may look like anything. */
  addSecret(value: string): void;
  redact(text: string): string;
}

export function createRedactor(): Redactor {
  const knownSecrets = new Set<string>();
  return {
    addSecret(value) {
      if (value.length < MIN_KNOWN_SECRET_LENGTH) return;
      knownSecrets.add(value);
      // As it stands inside JSON and inside an address.
      knownSecrets.add(JSON.stringify(value).slice(1, -1));
      knownSecrets.add(encodeURIComponent(value));
    },
    redact(text) {
      let result = text;
      for (const secret of knownSecrets) result = result.replaceAll(secret, REMOVED);
      for (const pattern of PATTERNS) result = result.replace(pattern, REMOVED);
      for (const pattern of PREFIXED_PATTERNS) result = result.replace(pattern, `$1${REMOVED}`);
      return result;
    },
  };
}

/** The one of this process, so that a key registered anywhere is removed everywhere. */
export const redactor: Redactor = createRedactor();
