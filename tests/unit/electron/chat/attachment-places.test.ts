import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFolder, locateAttachment } from '#electron/chat/attachment-places.ts';
import { assertPromptFits } from '#electron/chat/prompt-size.ts';
import { makeTestFolder } from '#tests/support/store/open-test-database.ts';

test('what lies in the project or a further folder is a reference, what lies outside is not, whatever links say', async () => {
  const root = makeTestFolder();
  const [project, extra, outside] = ['project', 'extra', 'project-2'].map((name) => join(root, name)) as [string, string, string];
  for (const folder of [join(project, 'src'), extra, outside]) mkdirSync(folder, { recursive: true });
  for (const file of [join(project, 'src', 'a.ts'), join(extra, 'e.md'), join(outside, 'o.txt')]) writeFileSync(file, 'x');
  symlinkSync(join(outside, 'o.txt'), join(project, 'link.txt'));
  symlinkSync(join(project, 'src'), join(outside, 'into-project'));
  const folders = { projectFolder: project, extraFolders: [extra] };
  const locate = (...path: string[]) => locateAttachment(join(root, ...path), folders);
  expect(await locate('project', 'src', 'a.ts')).toEqual({ kind: 'reference', path: 'src/a.ts' });
  expect(await locate('project', 'src')).toEqual({ kind: 'reference', path: 'src/' });
  expect(await locate('project')).toEqual({ kind: 'reference', path: './' });
  expect(await locate('extra', 'e.md')).toEqual({ kind: 'reference', path: join(extra, 'e.md') });
  expect(await locate('project-2', 'o.txt')).toEqual({ kind: 'file' });
  expect(await locate('project', 'link.txt')).toEqual({ kind: 'file' });
  expect(await locate('project-2', 'into-project', 'a.ts')).toEqual({ kind: 'reference', path: 'src/a.ts' });
  expect(await locate('nowhere')).toEqual({ kind: 'missing' });
  expect(await locateAttachment('src/a.ts', folders)).toEqual({ kind: 'missing' });
  expect(await locateAttachment(join(project, 'src', 'a.ts'), { projectFolder: null, extraFolders: [] })).toEqual({ kind: 'file' });
  expect(await locate('project-2')).toEqual({
    kind: 'folder',
    folder: { type: 'folder', path: outside, fileCount: 2, files: ['into-project', 'o.txt'], hasMore: false },
  });
});

test('a folder is its files from the top down, without what programs made, and many are counted but not all listed', async () => {
  const root = makeTestFolder();
  for (const folder of ['deep/er', 'node_modules/x', '.git']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['b.md', 'deep/c.md', 'deep/er/d.md', 'node_modules/x/no.js', '.git/no']) writeFileSync(join(root, file), '');
  expect(await describeFolder(root)).toMatchObject({ fileCount: 3, files: ['b.md', 'deep/c.md', 'deep/er/d.md'], hasMore: false });
  for (let count = 0; count < 600; count += 1) writeFileSync(join(root, 'deep', `n${count}`), '');
  const many = await describeFolder(root);
  expect([many.fileCount, many.files.length, many.files[0]]).toEqual([603, 500, 'b.md']);
});

test('a prompt that no line to the agent holds is refused, and the largest part is named', () => {
  const data = 'A'.repeat(3 * 1024 * 1024);
  const image = (name: string, extra = '') => ({ type: 'image' as const, mimeType: 'image/png' as const, data: data + extra, name });
  expect(() => assertPromptFits([image('a.png'), image('b.png')])).not.toThrow();
  expect(() => assertPromptFits([image('a.png'), image('large.png', 'AAAA'), image('c.png'), { type: 'text', text: 'hi' }])).toThrow(
    'The message is 9.0 MB and can have 7.9 MB. large.png takes the most of it.',
  );
});
