/** How the app signs in to Gemini, as main last told. */
import { create } from 'zustand';
import type { CredentialStatus } from '#protocol/ipc.ts';
import { invoke } from '../api.ts';

export const useAccount = create<{ status: CredentialStatus | null }>()(() => ({ status: null }));

/** Asks main for the state of the account. */
export async function loadAccount(): Promise<void> {
  useAccount.setState({ status: await invoke('credentials.status') });
}
