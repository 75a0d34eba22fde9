import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttachmentDrafts } from '#renderer/features/composer/attachment-drafts.ts';
import {
  type Attachment,
  MAX_FILE_BYTES,
  MAX_TEXT_BYTES,
  readAttachments,
  restoredAttachment,
  sniffImageType,
} from '#renderer/features/composer/attachments.ts';
import { composerKeyAction } from '#renderer/features/composer/composer-keys.ts';
import { DraftKeeper } from '#renderer/features/composer/draft-keeper.ts';

const key = (change: Partial<Parameters<typeof composerKeyAction>[0]>) =>
  composerKeyAction({
    key: 'Enter',
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 13,
    ...change,
  });

describe('keys in the composer', () => {
  it.each([
    ['Enter sends', {}, 'send'],
    ['Ctrl+Enter sends into a running turn', { ctrlKey: true }, 'send-now'],
    ['⌘Enter sends into a running turn', { metaKey: true }, 'send-now'],
    ['Shift+Enter breaks the line', { shiftKey: true }, null],
    ['Alt+Enter breaks the line', { altKey: true }, null],
    ['Enter that ends a composition does not send', { isComposing: true }, null],
    ['Enter that an input method took does not send', { keyCode: 229 }, null],
    ['Escape steps back', { key: 'Escape' }, 'escape'],
    ['Escape that ends a composition does not', { key: 'Escape', isComposing: true }, null],
    ['arrow up edits the last message', { key: 'ArrowUp' }, 'edit-last'],
    ['Shift and arrow up selects', { key: 'ArrowUp', shiftKey: true }, null],
    ['letters are letters', { key: 'a' }, null],
  ])('%s', (_name, change, action) => {
    expect(key(change)).toBe(action);
  });
});

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const file = (bytes: number[] | Uint8Array<ArrayBuffer>, name: string) => new File([new Uint8Array(bytes)], name, { type: 'image/png' });
const png = (sizeBytes: number, name = 'a.png') => {
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(PNG);
  return file(bytes, name);
};

const incoming = (...files: File[]) => files.map((one) => ({ file: one, place: null }));

describe('attachments', () => {
  it.each([
    ['PNG', PNG, 'image/png'],
    ['JPEG', [0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
    ['GIF', [0x47, 0x49, 0x46, 0x38, 0x39], 'image/gif'],
    ['WebP', [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50], 'image/webp'],
    ['SVG', [...Buffer.from('<svg onload="x">')], null],
    ['HTML', [...Buffer.from('<!doctype html>')], null],
    ['nothing', [], null],
  ])('%s is known by its bytes, not by its name', (_name, bytes, type) => {
    expect(sniffImageType(new Uint8Array(bytes))).toBe(type);
  });

  it('come in as base64 of their bytes, with the type they really have', async () => {
    const { attachments, refusals } = await readAttachments(incoming(file([0xff, 0xd8, 0xff, 1, 2, 3], 'photo.png')), 0);
    expect(refusals).toEqual([]);
    expect(attachments[0]?.part).toEqual({
      type: 'image',
      mimeType: 'image/jpeg',
      name: 'photo.png',
      data: Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]).toString('base64'),
    });
  });

  it('are refused with the reason when too large or no image, and the others still come in', async () => {
    const { attachments, refusals } = await readAttachments(
      incoming(png(2 * MAX_FILE_BYTES, 'big.png'), png(100, 'ok.png'), file([1, 2, 0, 3], 'x.png'), file([0xe4, 0x20], 'latin1.txt')),
      0,
    );
    expect(attachments.map(({ part }) => (part.type === 'folder' ? '' : part.name))).toEqual(['ok.png']);
    expect(refusals.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      'big.png is 10 MB; up to 5 MB can be sent',
      'x.png is not text, an image or a PDF, so the agent could not read it',
      'latin1.txt is not text, an image or a PDF, so the agent could not read it',
    ]);
  });

  it('are refused together where each alone would do', async () => {
    const { attachments, refusals } = await readAttachments(incoming(png(3 * 1024 * 1024, 'a.png'), png(3 * 1024 * 1024, 'b.png')), 0);
    expect(attachments).toHaveLength(1);
    expect(refusals[0]?.reason).toContain('together');
  });

  it('text and PDF come in by their content, what the agent can open by its path, a folder by its list', async () => {
    const folder = { type: 'folder' as const, path: '/notes', fileCount: 1, files: ['a.md'], hasMore: false };
    const read = await readAttachments(
      [
        { file: file([...Buffer.from('Grüße')], 'a.txt'), place: { kind: 'file' } },
        { file: file([...Buffer.from('%PDF-1.7')], 'b.pdf'), place: null },
        { file: file([...Buffer.from('in the project')], 'c.ts'), place: { kind: 'reference', path: 'src/c.ts' } },
        { file: png(100, 'd.png'), place: { kind: 'reference', path: 'd.png' } },
        { file: file([], 'notes'), place: { kind: 'folder', folder } },
        { file: file([], 'gone'), place: { kind: 'missing' } },
        { file: file(new Uint8Array(MAX_TEXT_BYTES + 300_000).fill(0x61), 'log.txt'), place: { kind: 'file' } },
      ],
      0,
    );
    expect(read.attachments.map(({ part }) => part)).toEqual([
      { type: 'file', name: 'a.txt', sizeBytes: 7, content: { encoding: 'text', text: 'Grüße' } },
      {
        type: 'file',
        name: 'b.pdf',
        sizeBytes: 8,
        content: { encoding: 'base64', mimeType: 'application/pdf', data: Buffer.from('%PDF-1.7').toString('base64') },
      },
      expect.objectContaining({ type: 'image', name: 'd.png' }),
      folder,
    ]);
    expect(read.references).toEqual(['src/c.ts']);
    expect(read.refusals.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      'gone is not there or can’t be read',
      'log.txt is 1.3 MB; up to 1 MB can be sent',
    ]);
  });

  it('an agent that takes images only is sent nothing else', async () => {
    const kinds = { images: true, files: false };
    const { attachments, refusals } = await readAttachments(incoming(file([0x61], 'a.txt'), png(100)), 0, kinds);
    expect(attachments).toHaveLength(1);
    expect(refusals[0]?.reason).toBe('is not a PNG, JPEG, WebP or GIF image');
  });
});

describe('attachments of drafts', () => {
  const attachment = (id: string): Attachment => ({ id, part: { type: 'image', mimeType: 'image/png', data: id }, sizeBytes: 1 });

  it('are saved at each change, kept apart, and told to whoever shows them', () => {
    const save = vi.fn();
    const shown = vi.fn();
    const drafts = new AttachmentDrafts(save);
    const end = drafts.subscribe(shown);
    expect(drafts.get('a')).toBeUndefined();
    drafts.set('a', [attachment('1')]);
    drafts.set('b', [attachment('2')]);
    drafts.set('a', []);
    drafts.set('a', []);
    expect(save.mock.calls).toEqual([
      ['a', [attachment('1').part]],
      ['b', [attachment('2').part]],
      ['a', []],
    ]);
    expect([drafts.get('a'), drafts.get('b')]).toEqual([[], [attachment('2')]]);
    end();
    drafts.set('b', []);
    expect(shown).toHaveBeenCalledTimes(3);
  });

  it('count towards the limit of a message when they come from an earlier window', () => {
    const image = restoredAttachment({ type: 'image', mimeType: 'image/png', data: btoa('x'.repeat(300)) });
    const file = restoredAttachment({ type: 'file', name: 'a', sizeBytes: 12, content: { encoding: 'text', text: 'x' } });
    expect([image.sizeBytes, file.sizeBytes]).toEqual([300, 12]);
  });
});

describe('drafts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const setUp = (save = vi.fn(() => Promise.resolve())) => ({ save, drafts: new DraftKeeper(save) });

  it('are saved once one rests, with what was written last', () => {
    const { save, drafts } = setUp();
    drafts.set('c', 'H');
    drafts.set('c', 'He');
    expect(save).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(save.mock.calls).toEqual([['c', 'He']]);
  });

  it('are saved at once when the conversation is left, and not twice', () => {
    const { save, drafts } = setUp();
    drafts.set('c', 'Half a word');
    drafts.flush('c');
    drafts.flush('c');
    vi.runAllTimers();
    expect(save.mock.calls).toEqual([['c', 'Half a word']]);
  });

  it('are kept apart, and all saved when the window goes', () => {
    const { save, drafts } = setUp();
    drafts.set('a', '1');
    drafts.set('b', '2');
    drafts.flushAll();
    expect(save.mock.calls).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect([drafts.get('a'), drafts.get('b'), drafts.get('c')]).toEqual(['1', '2', undefined]);
  });

  it('are saved again later when main could not', async () => {
    const save = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('busy')).mockResolvedValue(undefined);
    const { drafts } = setUp(save);
    drafts.set('c', 'text');
    await vi.runAllTimersAsync();
    expect(save).toHaveBeenCalledTimes(2);
  });
});
