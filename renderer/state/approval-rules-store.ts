/** The standing permissions, as main last told; taken back with undo. */
import { create } from 'zustand';
import type { ApprovalRule } from '#protocol/approval-rules.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../api.ts';
import { strings } from '../strings/strings.ts';
import { showError } from './report-error.ts';
import { showUndo } from './toasts-store.ts';

type ApprovalRulesState = {
  /** Null until they are first asked for. */
  rules: readonly ApprovalRule[] | null;
  error: ErrorInfo | null;
};

export const useApprovalRules = create<ApprovalRulesState>()(() => ({ rules: null, error: null }));

/** Asks main for the rules. Afterwards they come by themselves. */
export async function loadApprovalRules(): Promise<void> {
  try {
    useApprovalRules.setState({ rules: await invoke('approvalRules.list'), error: null });
  } catch (error) {
    useApprovalRules.setState({ error: toErrorInfo(error) });
  }
}

/** Takes a rule back at once and offers to undo it. `words`: what it allowed, for the note. */
export async function revokeRule(ruleId: string, words: string): Promise<void> {
  const withdrawUndo = showUndo(strings.state.revoked(words), () => void undoRevoke(ruleId));
  try {
    await invoke('approvalRules.revoke', { ruleId });
  } catch (error) {
    withdrawUndo();
    showError(error, () => void revokeRule(ruleId, words));
  }
}

async function undoRevoke(ruleId: string): Promise<void> {
  try {
    await invoke('approvalRules.undoRevoke', { ruleId });
  } catch (error) {
    showError(error, () => void undoRevoke(ruleId));
  }
}
