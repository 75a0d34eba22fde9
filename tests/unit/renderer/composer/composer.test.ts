import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_IMAGE_BYTES, readAttachments, sniffImageType } from '#renderer/features/composer/attachments.ts';
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

describe('attached images', () => {
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
    const { attachments, refusals } = await readAttachments([file([0xff, 0xd8, 0xff, 1, 2, 3], 'photo.png')], 0);
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
      [png(MAX_IMAGE_BYTES + 1, 'big.png'), png(100, 'ok.png'), file([1, 2, 3], 'x.png')],
      0,
    );
    expect(attachments.map(({ part }) => part.name)).toEqual(['ok.png']);
    expect(refusals.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      'big.png is 5 MB; up to 5 MB can be sent',
      'x.png is not a PNG, JPEG, WebP or GIF image',
    ]);
  });

  it('are refused together where each alone would do', async () => {
    const { attachments, refusals } = await readAttachments([png(3 * 1024 * 1024, 'a.png'), png(3 * 1024 * 1024, 'b.png')], 0);
    expect(attachments).toHaveLength(1);
    expect(refusals[0]?.reason).toContain('together');
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
