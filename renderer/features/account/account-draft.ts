/** What the person types into the account form, and what main gets of it. Pure. */
import type { CredentialStatus, GeminiAccount } from '#protocol/ipc.ts';
import { strings } from '../../strings/strings.ts';

export type AccountDraft = {
  method: 'api-key' | 'vertex-ai';
  key: string;
  baseUrl: string;
  project: string;
  location: string;
};

export type AccountDraftErrors = Partial<Record<'key' | 'baseUrl' | 'project' | 'location', string>>;

/** The draft a form starts with: what is set up now, never the key itself. */
export function draftFromStatus(status: CredentialStatus | null): AccountDraft {
  return {
    method: status?.method ?? 'api-key',
    key: '',
    baseUrl: status?.baseUrl ?? '',
    project: status?.vertexProject ?? '',
    location: status?.vertexLocation ?? '',
  };
}

/** What is missing or wrong, by field; empty when the draft can be tried. `hasStoredKey`: a blank key keeps the one in use. */
export function draftErrors(draft: AccountDraft, hasStoredKey: boolean): AccountDraftErrors {
  const errors: AccountDraftErrors = {};
  const key = draft.key.trim();
  if (/\s/.test(key)) errors.key = strings.account.keyHasSpaces;
  if (draft.method === 'api-key') {
    if (key === '' && !hasStoredKey) errors.key = strings.account.pasteKey;
    if (draft.baseUrl.trim() !== '' && !isHttpAddress(draft.baseUrl.trim())) errors.baseUrl = strings.account.baseUrlStarts;
  } else {
    if (draft.project.trim() === '') errors.project = strings.account.enterProject;
    if (draft.location.trim() === '') errors.location = strings.account.enterLocation;
  }
  return errors;
}

/** The draft as main takes it. Call only when `draftErrors` found nothing. */
export function accountFromDraft(draft: AccountDraft): GeminiAccount {
  const key = draft.key.trim();
  const withKey = key === '' ? {} : { key };
  if (draft.method === 'vertex-ai') {
    return { method: 'vertex-ai', project: draft.project.trim(), location: draft.location.trim(), ...withKey };
  }
  const baseUrl = draft.baseUrl.trim();
  return { method: 'api-key', ...withKey, ...(baseUrl !== '' && { baseUrl }) };
}

function isHttpAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
