/** Standing permissions on disk. */
import { randomUUID } from 'node:crypto';
import { type ApprovalRule, type RuleScope, ruleScopeSchema } from '#protocol/approval-rules.ts';
import { AppError } from '#protocol/errors.ts';
import type { Connection } from './connection.ts';
import type { StoreLog } from './store-log.ts';
import { readStoredJson } from './stored-json.ts';

export interface NewApprovalRule {
  /** Real path. */
  projectFolder: string;
  /** Null: holds in every conversation of the project. */
  conversationId: string | null;
  scope: RuleScope;
}

export interface ApprovalRuleStore {
  add(rule: NewApprovalRule): ApprovalRule;
  /** All that are in force, newest first. */
  list(): ApprovalRule[];
  /** Those that hold in this conversation of this project, the oldest first. */
  inForce(projectFolder: string, conversationId: string): ApprovalRule[];
  countUse(ruleIds: readonly string[]): void;
  /** Throws `not-found`. */
  revoke(ruleId: string): void;
  /** Takes a `revoke` back. Throws `not-found`. */
  restore(ruleId: string): void;
}

interface RuleRow {
  key: number;
  id: string;
  project_folder: string;
  conversation_id: string | null;
  conversation_title: string | null;
  scope: string;
  created_at: number;
  uses: number;
  last_used_at: number | null;
}

const SELECT_RULES = `
  SELECT r.key, r.id, r.project_folder, c.id AS conversation_id, c.title AS conversation_title, r.scope, r.created_at, r.uses, r.last_used_at
  FROM approval_rules r LEFT JOIN conversations c ON c.key = r.conversation_key
  WHERE r.revoked_at IS NULL AND (r.conversation_key IS NULL OR c.deleted_at IS NULL)`;

export function createApprovalRuleStore(connection: Connection, log: StoreLog, now: () => number): ApprovalRuleStore {
  const toRules = (rows: RuleRow[]): ApprovalRule[] =>
    rows.flatMap((row) => {
      const scope = readStoredJson(ruleScopeSchema, row.scope);
      // What can't be read allows nothing.
      if (scope === undefined) log.error('A stored approval rule can’t be read', { ruleKey: row.key });
      return scope === undefined ? [] : toRule(row, scope);
    });

  const setRevoked = (ruleId: string, revokedAt: number | null) => {
    const { changes } = connection.statement('UPDATE approval_rules SET revoked_at = ? WHERE id = ?').run(revokedAt, ruleId);
    if (changes === 0) throw new AppError({ code: 'not-found', message: 'This rule is not there any more.' });
  };

  return {
    add: ({ projectFolder, conversationId, scope }) =>
      connection.write(() => {
        const id = randomUUID();
        const { changes } = connection
          .statement(
            `INSERT INTO approval_rules (id, project_folder, conversation_key, scope, created_at)
             SELECT @id, @projectFolder, c.key, @scope, @createdAt FROM (SELECT 1) LEFT JOIN conversations c ON c.id = @conversationId
             WHERE @conversationId IS NULL OR c.key IS NOT NULL`,
          )
          .run({ id, projectFolder, conversationId, scope: JSON.stringify(scope), createdAt: Math.round(now()) });
        const [rule] = toRules(connection.statement<RuleRow>(`${SELECT_RULES} AND r.id = ?`).all(id));
        if (changes === 0 || rule === undefined) throw new AppError({ code: 'not-found', message: 'This conversation no longer exists.' });
        return rule;
      }),
    list: () => connection.read(() => toRules(connection.statement<RuleRow>(`${SELECT_RULES} ORDER BY r.key DESC`).all())),
    inForce: (projectFolder, conversationId) =>
      connection.read(() =>
        toRules(
          connection
            .statement<RuleRow>(`${SELECT_RULES} AND r.project_folder = ? AND (r.conversation_key IS NULL OR c.id = ?) ORDER BY r.key`)
            .all(projectFolder, conversationId),
        ),
      ),
    countUse: (ruleIds) =>
      connection.write(() => {
        for (const ruleId of ruleIds) {
          connection.statement('UPDATE approval_rules SET uses = uses + 1, last_used_at = ? WHERE id = ?').run(Math.round(now()), ruleId);
        }
      }),
    revoke: (ruleId) => connection.write(() => setRevoked(ruleId, Math.round(now()))),
    restore: (ruleId) => connection.write(() => setRevoked(ruleId, null)),
  };
}

function toRule(row: RuleRow, scope: RuleScope): ApprovalRule {
  const { id, project_folder, conversation_id, conversation_title, created_at, uses, last_used_at } = row;
  return {
    id,
    projectFolder: project_folder,
    conversation: conversation_id === null ? null : { id: conversation_id, title: conversation_title ?? '' },
    scope,
    createdAt: created_at,
    uses,
    lastUsedAt: last_used_at,
  };
}
