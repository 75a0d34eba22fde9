/** The OS key store as credentials.ts wants it, through Electron's safeStorage. */
import { safeStorage } from 'electron';
import type { KeyStore } from './credentials.ts';

/** Linux backends that only look like encryption: a fixed password, or none known yet. */
const UNPROTECTED_BACKENDS = new Set(['basic_text', 'unknown']);

export const osKeyStore: KeyStore = {
  isAvailable() {
    if (!safeStorage.isEncryptionAvailable()) return false;
    return process.platform !== 'linux' || !UNPROTECTED_BACKENDS.has(safeStorage.getSelectedStorageBackend());
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (data) => safeStorage.decryptString(data),
};
