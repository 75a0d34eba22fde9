import { expect, test, vi } from 'vitest';

// Outside of the app the package is only the path of its binary.
vi.mock('electron', () => ({ app: {}, dialog: {} }));
const { mayReload } = await import('#electron/desktop/page-recovery.ts');

test('a page that crashes is loaded again twice a minute; the third time the person decides', () => {
  expect(mayReload([0], 0)).toBe(true);
  expect(mayReload([0, 10_000], 10_000)).toBe(true);
  expect(mayReload([0, 10_000, 20_000], 20_000)).toBe(false);
  expect(mayReload([0, 10_000, 65_000], 65_000)).toBe(true);
});
