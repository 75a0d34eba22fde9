/** What people allowed once and for all, as agents meet it: asked for each approval request, so that a rule taken back ends at once. */
import type { Log } from '#platform/log.ts';
import type { ApprovalRule, RuleScope } from '#protocol/approval-rules.ts';
import type { ApprovalRequest } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { ApprovalRuleStore } from '../store/approval-rules.ts';
import { isSameScope, realPathOf, rulesCovering, scopeOf } from './rule-scope.ts';

/** Where an agent asks: which conversation, and the folder it works in. */
export interface AskingPlace {
  conversationId: string;
  /** The folder the agent works in: the project, a worktree of it, or the conversation's own where it has none. */
  folder: string;
  /** The project that rules are kept for. Another folder only where `folder` is a worktree of it. */
  project: string;
}

export interface ApprovalRules {
  list(): ApprovalRule[];
  /** What "always" would cover for this request; null where it is not offered. */
  scopeOf(request: ApprovalRequest, place: AskingPlace): RuleScope | null;
  /** True when rules in force cover the request; their use is counted. */
  allow(request: ApprovalRequest, place: AskingPlace): boolean;
  /** Allows what `scopeOf` says from now on; a rule that says the same already stays as it is. Throws `conflict` where it says null. */
  add(request: ApprovalRequest, place: AskingPlace, reach: 'conversation' | 'project'): ApprovalRule;
  /** Throws `not-found`. */
  revoke(ruleId: string): void;
  /** Takes a `revoke` back. Throws `not-found`. */
  restore(ruleId: string): void;
}

export interface ApprovalRulesOptions {
  store: ApprovalRuleStore;
  /** Told after each change, uses included. */
  onDidChange: (rules: ApprovalRule[]) => void;
  log: Log;
}

export function createApprovalRules({ store, onDidChange, log }: ApprovalRulesOptions): ApprovalRules {
  const announce = () => onDidChange(store.list());

  const countUse = (rules: readonly ApprovalRule[]) => {
    try {
      store.countUse(rules.map(({ id }) => id));
      announce();
    } catch (error) {
      // A full disk: the person's word holds all the same, only its count is behind.
      log.warn('The use of an approval rule could not be counted', { error });
    }
  };

  return {
    list: () => store.list(),
    scopeOf: (request, { folder }) => scopeOf(request, realPathOf(folder)),

    allow(request, { conversationId, folder, project }) {
      const root = realPathOf(folder);
      let rules: ApprovalRule[] | null;
      try {
        rules = rulesCovering(request, root, store.inForce(realPathOf(project), conversationId));
      } catch (error) {
        // Where it is not known what was allowed, the person is asked.
        log.warn('The approval rules could not be read', { conversationId, error });
        return false;
      }
      if (rules === null) return false;
      log.info('An approval rule allowed a call', { conversationId, toolName: request.toolName, ruleIds: rules.map(({ id }) => id) });
      countUse(rules);
      return true;
    },

    add(request, { conversationId, folder, project }, reach) {
      const projectFolder = realPathOf(project);
      const scope = scopeOf(request, realPathOf(folder));
      if (scope === null) throw new AppError({ code: 'conflict', message: 'This can only be allowed once.' });
      const sameReach = (rule: ApprovalRule) => (rule.conversation === null) === (reach === 'project');
      const existing = store.inForce(projectFolder, conversationId).find((rule) => sameReach(rule) && isSameScope(rule.scope, scope));
      if (existing !== undefined) return existing;
      const rule = store.add({ projectFolder, conversationId: reach === 'project' ? null : conversationId, scope });
      announce();
      return rule;
    },

    revoke(ruleId) {
      store.revoke(ruleId);
      announce();
    },
    restore(ruleId) {
      store.restore(ruleId);
      announce();
    },
  };
}
