import { describe, expect, it } from 'vitest';
import { matchesLock } from '#scripts/setup/dependencies.mjs';

const lock = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-system': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};

describe('an installed tree', () => {
  it('is fresh when it holds what the lock file says, without the optional packages of other systems', () => {
    expect(matchesLock(lock, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } })).toBe(true);
  });

  it.each([
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['a package has other contents', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }],
    [
      'it holds a package too many',
      { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' }, 'node_modules/z': { version: '9.0.0' } },
    ],
  ])('is stale when %s', (_reason, packages) => {
    expect(matchesLock(lock, { packages })).toBe(false);
  });
});
