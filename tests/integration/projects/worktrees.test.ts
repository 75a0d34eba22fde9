import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAnythingLost } from '#protocol/projects.ts';
import { type ChatRig, startChatRig } from '#tests/support/chat/chat-rig.ts';

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

interface WorktreeRig {
  rig: ChatRig;
  id: string;
  project: string;
  /** The conversation's folder now. */
  folder(): string;
}

async function startRepository(): Promise<WorktreeRig> {
  const rig = await startChatRig();
  const project = join(rig.folder, 'shop');
  mkdirSync(join(project, 'web'), { recursive: true });
  writeFileSync(join(project, 'web', 'page.ts'), 'page\n');
  writeFileSync(join(project, '.gitignore'), 'cache/\n');
  git(project, 'init', '-q', '-b', 'main');
  git(project, 'add', '-A');
  git(project, 'commit', '-q', '-m', 'first');
  const id = rig.newConversation({ projectFolder: join(project, 'web') });
  return { rig, id, project, folder: () => rig.conversations.get(id).projectFolder ?? '' };
}

const branches = (folder: string) => git(folder, 'branch', '--format=%(refname:short)').split('\n');

describe('a worktree', () => {
  test('is a copy on a branch of its own, in the same folder of the project, and goes at once when nothing is in it', async () => {
    const { rig, id, project, folder } = await startRepository();
    writeFileSync(join(project, 'web', 'page.ts'), 'not committed\n');
    expect(await rig.worktrees.create(id, 'agent/page')).toEqual({
      notes: ['Uncommitted changes of the project are not in the worktree.'],
    });
    expect(folder()).toBe(join(rig.folder, 'worktrees', id, 'shop', 'web'));
    expect(readFileSync(join(folder(), 'page.ts'), 'utf8')).toBe('page\n');
    expect(git(folder(), 'branch', '--show-current')).toBe('agent/page');
    expect(rig.conversations.summary(id).worktree).toEqual({ branch: 'agent/page', projectFolder: join(project, 'web') });
    await expect(rig.conversations.update(id, { projectFolder: project })).rejects.toMatchObject({ code: 'conflict' });
    await expect(rig.worktrees.create(id, 'agent/again')).rejects.toMatchObject({ code: 'conflict' });

    const loss = await rig.worktrees.inspect(id);
    expect(isAnythingLost(loss)).toBe(false);
    await rig.worktrees.remove(id, loss.fingerprint, false);
    expect(folder()).toBe(join(project, 'web'));
    expect(existsSync(join(rig.folder, 'worktrees', id))).toBe(false);
    expect(branches(project)).toEqual(['main']);
    expect(rig.conversations.summary(id).worktree).toBeNull();
  });

  test('with work in it names all that would be lost, and is not removed when there is more since', async () => {
    const { rig, id, project, folder } = await startRepository();
    await rig.worktrees.create(id, 'agent/page');
    const root = join(folder(), '..');
    writeFileSync(join(folder(), 'page.ts'), 'committed\n');
    git(root, 'commit', '-q', '-a', '-m', 'A better page');
    writeFileSync(join(folder(), 'page.ts'), 'changed\n');
    writeFileSync(join(folder(), 'new file.ts'), 'new\n');
    mkdirSync(join(root, 'cache'));
    writeFileSync(join(root, 'cache', 'x'), 'x');
    const loss = await rig.worktrees.inspect(id);
    expect(loss).toMatchObject({
      uncommittedFiles: ['web/page.ts', 'web/new file.ts'],
      uncommittedCount: 2,
      ignored: ['cache/'],
      commits: [{ subject: 'A better page' }],
      commitCount: 1,
    });

    writeFileSync(join(folder(), 'later.ts'), 'later\n');
    await expect(rig.worktrees.remove(id, loss.fingerprint, true)).rejects.toMatchObject({ code: 'conflict' });
    expect(existsSync(join(folder(), 'later.ts'))).toBe(true);

    const seen = await rig.worktrees.inspect(id);
    await rig.worktrees.remove(id, seen.fingerprint, true);
    expect(existsSync(root)).toBe(false);
    expect(branches(project)).toEqual(['agent/page', 'main']);
    expect(git(project, 'log', '-1', '--format=%s', 'agent/page')).toBe('A better page');
  });

  test('keeps commits that were made on no branch', async () => {
    const { rig, id, project, folder } = await startRepository();
    await rig.worktrees.create(id, 'agent/page');
    git(folder(), 'checkout', '-q', '--detach');
    git(folder(), 'commit', '-q', '--allow-empty', '-m', 'On no branch');
    const loss = await rig.worktrees.inspect(id);
    expect(loss).toMatchObject({ commits: [{ subject: 'On no branch' }], uncommittedCount: 0 });
    await rig.worktrees.remove(id, loss.fingerprint, true);
    const kept = branches(project).find((branch) => branch.startsWith('agent/page-'));
    expect(git(project, 'log', '-1', '--format=%s', kept ?? 'none')).toBe('On no branch');
  });

  test('goes with its deleted conversation only when nothing is lost, or exactly what was agreed to', async () => {
    const { rig, id, project, folder } = await startRepository();
    await rig.worktrees.create(id, 'agent/page');
    const root = realpathSync(join(folder(), '..'));
    writeFileSync(join(root, 'work.ts'), 'work\n');
    rig.worktrees.agreeToLoss(id, (await rig.worktrees.inspect(id)).fingerprint);
    await rig.conversations.delete(id);
    await rig.worktrees.sweep();
    expect(existsSync(join(root, 'work.ts'))).toBe(true);
    // Taken back: so is the consent.
    rig.conversations.undoDelete(id);
    await rig.conversations.delete(id);
    rig.database.conversations.purgeDeleted(Date.now() + 1000);
    await rig.worktrees.sweep();
    expect(existsSync(join(root, 'work.ts'))).toBe(true);

    rmSync(join(root, 'work.ts'));
    await rig.worktrees.sweep();
    expect(existsSync(root)).toBe(false);
    expect(branches(project)).toEqual(['main']);
  });

  test('with work in it is kept when its conversation is deleted: found again, taken over by another one, or removed as it was seen', async () => {
    const { rig, id, project, folder } = await startRepository();
    await rig.worktrees.create(id, 'agent/page');
    const root = join(folder(), '..');
    writeFileSync(join(root, 'work.ts'), 'work\n');
    await rig.conversations.delete(id);
    expect(rig.worktrees.kept()).toEqual([]);
    rig.database.conversations.purgeDeleted(Date.now() + 1000);
    await rig.worktrees.sweep();
    expect(rig.worktrees.kept()).toEqual([{ id, projectFolder: join(project, 'web'), folder: root, branch: 'agent/page' }]);

    const next = rig.newConversation({ projectFolder: project });
    await rig.worktrees.adopt(id, next);
    expect(rig.conversations.get(next).projectFolder).toBe(join(root, 'web'));
    expect(rig.conversations.summary(next).worktree).toEqual({ branch: 'agent/page', projectFolder: join(project, 'web') });
    expect(rig.worktrees.kept()).toEqual([]);
    await expect(rig.worktrees.adopt(id, next)).rejects.toMatchObject({ code: 'not-found' });
    await rig.conversations.delete(next);
    rig.database.conversations.purgeDeleted(Date.now() + 1000);
    await rig.worktrees.sweep();

    const seen = await rig.worktrees.inspect(next);
    writeFileSync(join(root, 'later.ts'), 'later\n');
    await expect(rig.worktrees.removeKept(next, seen.fingerprint, false)).rejects.toMatchObject({ code: 'conflict' });
    expect(existsSync(join(root, 'later.ts'))).toBe(true);
    await rig.worktrees.removeKept(next, (await rig.worktrees.inspect(next)).fingerprint, false);
    expect(existsSync(root)).toBe(false);
    expect([rig.worktrees.kept(), branches(project)]).toEqual([[], ['main']]);
  });

  test('of a conversation that lives is not for others to take or remove', async () => {
    const { rig, id, folder } = await startRepository();
    await rig.worktrees.create(id, 'agent/page');
    const next = rig.newConversation();
    await expect(rig.worktrees.adopt(id, next)).rejects.toMatchObject({ code: 'not-found' });
    const { fingerprint } = await rig.worktrees.inspect(id);
    await expect(rig.worktrees.removeKept(id, fingerprint, false)).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(folder())).toBe(true);
  });

  test('whose conversation was deleted with it goes with all its work', async () => {
    const { rig, id, project, folder } = await startRepository();
    await rig.worktrees.create(id, 'agent/page');
    const root = join(folder(), '..');
    git(folder(), 'commit', '-q', '--allow-empty', '-m', 'Lost with consent');
    rig.worktrees.agreeToLoss(id, (await rig.worktrees.inspect(id)).fingerprint);
    await rig.conversations.delete(id);
    rig.database.conversations.purgeDeleted(Date.now() + 1000);
    await rig.worktrees.sweep();
    expect(existsSync(root)).toBe(false);
    expect(branches(project)).toEqual(['main']);
  });

  test('that somebody removed, or whose repository is gone, leaves a conversation that can be read', async () => {
    const { rig, id, project, folder } = await startRepository();
    await rig.worktrees.create(id, 'agent/page');
    rmSync(join(folder(), '..'), { recursive: true });
    const loss = await rig.worktrees.inspect(id);
    expect(loss).toMatchObject({ isMissing: true, commitCount: 0 });
    expect(rig.chat.open(id, 10).messages).toEqual([]);
    rmSync(project, { recursive: true });
    expect(await rig.worktrees.inspect(id)).toMatchObject({ isMissing: true, commitCount: 0 });
    await rig.worktrees.remove(id, 'nothing', false);
    expect(rig.conversations.summary(id).worktree).toBeNull();
    expect(rig.chat.open(id, 10).conversation.id).toBe(id);
  });
});

describe('no worktree is made', () => {
  test.each(['-f', 'a b', '../up', 'main', 'a..b', '@{-1}', 'x.lock'])('on a branch named %s', async (branch) => {
    const { rig, id, project, folder } = await startRepository();
    await expect(rig.worktrees.create(id, branch)).rejects.toMatchObject({ code: branch === 'main' ? 'conflict' : 'invalid-request' });
    expect(folder()).toBe(join(project, 'web'));
    expect(branches(project)).toEqual(['main']);
  });

  test('of a folder without git, a repository without a commit, and no folder', async () => {
    const { rig, id, project } = await startRepository();
    rmSync(join(project, '.git'), { recursive: true });
    await expect(rig.worktrees.create(id, 'x')).rejects.toMatchObject({ message: expect.stringContaining('not in git') });
    git(project, 'init', '-q');
    await expect(rig.worktrees.create(id, 'x')).rejects.toMatchObject({ message: expect.stringContaining('no commit yet') });
    rmSync(project, { recursive: true });
    await expect(rig.worktrees.create(id, 'x')).rejects.toMatchObject({ code: 'not-found' });
    await rig.conversations.update(id, { projectFolder: null });
    await expect(rig.worktrees.create(id, 'x')).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('a repository with submodules says that they are empty in the worktree', async () => {
  const { rig, id, project, folder } = await startRepository();
  const library = join(rig.folder, 'library');
  mkdirSync(library);
  git(library, 'init', '-q', '-b', 'main');
  git(library, 'commit', '-q', '--allow-empty', '-m', 'library');
  git(project, 'submodule', 'add', '-q', library, 'library');
  git(project, 'commit', '-q', '-m', 'with a library');
  const { notes } = await rig.worktrees.create(id, 'agent/page');
  expect(notes.join()).toContain('Submodules are empty');
  git(join(folder(), '..'), 'submodule', 'update', '--init', '-q');
  const loss = await rig.worktrees.inspect(id);
  await rig.worktrees.remove(id, loss.fingerprint, false);
  expect(branches(project)).toEqual(['main']);
});
