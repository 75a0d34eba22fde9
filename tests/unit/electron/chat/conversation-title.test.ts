import { expect, test } from 'vitest';
import { titleFromPrompt } from '#electron/chat/conversation-title.ts';

const title = (text: string) => titleFromPrompt([{ type: 'text', text }]);

test('takes the first line that says something, without its Markdown marks', () => {
  expect(title('\n\n## Fix the parser\nIt fails on tabs.')).toBe('Fix the parser');
});

test('cuts a long line at a word', () => {
  expect(title('Please explain how the scheduler decides which of the waiting tasks runs next')).toBe(
    'Please explain how the scheduler decides which of the…',
  );
});

test('cuts a line without spaces between characters, never inside one', () => {
  const cut = title('👩‍👩‍👧'.repeat(80));
  expect(cut).toBe(`${'👩‍👩‍👧'.repeat(59)}…`);
});

test('names a prompt of images only', () => {
  expect(titleFromPrompt([{ type: 'image', mimeType: 'image/png', data: '' }])).toBe('Image');
});
