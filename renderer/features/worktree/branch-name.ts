/** A name for the branch of a conversation's worktree, made from its title. */
export function branchNameFrom(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return `agent/${words === '' ? 'work' : words}`;
}
