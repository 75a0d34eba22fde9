import { expect, test } from 'vitest';
import { isOpenableExternally } from '#electron/desktop/external-links.ts';
import { fileForAddress, isPageAddress } from '#electron/desktop/page-address.ts';

test('an address of the page is a file of its folder', () => {
  expect(fileForAddress('app://window/assets/index.js?v=1', '/app/renderer')).toBe('/app/renderer/assets/index.js');
});

test.each([
  'app://other/index.html',
  'file:///etc/passwd',
  'app://window/%2e%2e/%2e%2e/etc/passwd',
  'app://window/..%2f..%2fetc/passwd',
  'not an address',
  'app://window/%',
])('%s leads to nothing outside the folder of the page', (address) => {
  const file = fileForAddress(address, '/app/renderer');
  expect(file === undefined || file.startsWith('/app/renderer/')).toBe(true);
});

test.each(['https://example.org', 'http://example.org', 'mailto:a@example.org'])('%s may be opened in the browser', (url) => {
  expect(isOpenableExternally(url)).toBe(true);
});

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'smb://host/share', 'vscode://x', 'ms-msdt:/id', '//host', ''])(
  '%s may not',
  (url) => {
    expect(isOpenableExternally(url)).toBe(false);
  },
);

test('only its own scheme and host make an address one of the page', () => {
  expect(isPageAddress('app://window/index.html#x')).toBe(true);
  expect(isPageAddress('app://other/index.html')).toBe(false);
  expect(isPageAddress('https://window/index.html')).toBe(false);
  expect(isPageAddress('about:blank')).toBe(false);
});
