/**
 * Stands in front of google-auth-library (1.6 MB with what it needs): it is loaded when somebody signs in with Google credentials, which
 * is Vertex AI without an API key and MCP servers that ask for it. An API key never needs it.
 */
import type { GoogleAuthOptions, GoogleAuth as RealGoogleAuth } from 'google-auth-library';
import { unused } from './unused.ts';

export class GoogleAuth {
  readonly #options: GoogleAuthOptions | undefined;
  #real: Promise<RealGoogleAuth> | undefined;

  constructor(options?: GoogleAuthOptions) {
    this.#options = options;
  }

  async getRequestHeaders(url?: string | URL): Promise<Headers> {
    return (await this.#load()).getRequestHeaders(url);
  }

  async getClient(): Promise<unknown> {
    return (await this.#load()).getClient();
  }

  async getIdTokenClient(targetAudience: string): Promise<unknown> {
    return (await this.#load()).getIdTokenClient(targetAudience);
  }

  #load(): Promise<RealGoogleAuth> {
    // The build leaves this one import to the real package (see build.mjs), which as CommonJS comes as a default export.
    this.#real ??= import('google-auth-library?real').then(({ default: library }) => new library.GoogleAuth(this.#options));
    return this.#real;
  }
}

// Used by the Google login of individuals, which Google has switched off for this client and the bridge does not offer.
export class OAuth2Client {
  constructor() {
    unused('Google login');
  }
}
export class Compute {
  constructor() {
    unused('Google login');
  }
}
export const CodeChallengeMethod = { S256: 'S256', Plain: 'plain' } as const;
