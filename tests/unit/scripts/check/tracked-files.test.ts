import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { findForbiddenText, findHostsInLock } from '#scripts/check/tracked-files.mjs';

describe('what git tracks', () => {
  it('may not name a package registry', () => {
    const host = ['registry.npmjs', 'org'].join('.');
    expect(findForbiddenText('README.md', `a\nnpm config set registry https://${host}/`)).toMatchObject([{ file: 'README.md', line: 2 }]);
  });

  it('may not name the home of whoever wrote it', () => {
    expect(findForbiddenText('a.ts', `const x = '${homedir()}/project/x';`)).toHaveLength(1);
  });

  it('may name people that only examples have, relative folders and addresses', () => {
    expect(findForbiddenText('a.ts', "'/home/sam/projects' './work/a' 'https://example.com/root/' '#root/'")).toEqual([]);
  });

  it('has a lock file without hosts', () => {
    expect(findHostsInLock('{\n  "resolved": "https://mirror.example/a.tgz",\n  "integrity": "x"\n}')).toMatchObject([{ line: 2 }]);
    expect(findHostsInLock('{\n  "resolved": "file:local",\n  "version": "1.0.0"\n}')).toEqual([]);
  });
});
