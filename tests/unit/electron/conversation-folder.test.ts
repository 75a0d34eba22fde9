import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conversationFolder } from '#electron/conversation-folder.ts';

test('a conversation’s folder is below its parent, whatever an imported file calls the conversation', () => {
  expect(conversationFolder('/data', '6f46e06c-8fa8-4b43-a5cf-54c3ec446436')).toBe(join('/data', '6f46e06c-8fa8-4b43-a5cf-54c3ec446436'));
  for (const id of ['..', '../../home', '/etc', 'a/b', 'a\\b', '', '.', 'x'.repeat(300), 'a\0b']) {
    expect(conversationFolder('/data', id)).toMatch(/^[\\/]data[\\/][0-9a-f]{40}$/);
  }
  expect(conversationFolder('/data', 'a/b')).not.toBe(conversationFolder('/data', 'a/c'));
});
