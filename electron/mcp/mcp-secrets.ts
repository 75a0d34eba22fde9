/**
 * Secret values of MCP servers (tokens in variables and headers): encrypted by the OS key store in a file of their own; where there is
 * none they are kept in memory until the app quits. They leave main only into an agent's process.
 */
import { z } from 'zod';
import type { KeyStore } from '../desktop/credentials.ts';
import { readSealedFile, writeSealedFile } from '../desktop/sealed-file.ts';

/** By name of the variable or header. */
export type SecretValues = Readonly<Record<string, string>>;

export interface McpSecrets {
  of(serverId: string): SecretValues;
  /** Replaces them; an empty record removes them. */
  set(serverId: string, values: SecretValues): void;
}

export interface McpSecretsOptions {
  file: string;
  keyStore: KeyStore;
  /** Told each secret, so that no log ever prints it. */
  registerSecret: (secret: string) => void;
}

const valuesSchema = z.record(z.string(), z.record(z.string(), z.string()));

export function createMcpSecrets({ file, keyStore, registerSecret }: McpSecretsOptions): McpSecrets {
  const values = new Map<string, SecretValues>(Object.entries(readSealedFile(file, keyStore, valuesSchema) ?? {}));
  for (const secrets of values.values()) for (const secret of Object.values(secrets)) registerSecret(secret);

  return {
    of: (serverId) => values.get(serverId) ?? {},
    set(serverId, secrets) {
      const next = new Map(values);
      if (Object.keys(secrets).length > 0) next.set(serverId, secrets);
      else if (!next.delete(serverId)) return;
      for (const secret of Object.values(secrets)) registerSecret(secret);
      if (keyStore.isAvailable()) writeSealedFile(file, keyStore, Object.fromEntries(next));
      values.clear();
      for (const [id, kept] of next) values.set(id, kept);
    },
  };
}
