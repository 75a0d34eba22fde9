import { expect, test } from 'vitest';
import { createLastSave } from '#electron/desktop/last-save.ts';

test('the window is asked, and the wait ends with its answer', async () => {
  const asked: string[] = [];
  const lastSave = createLastSave(
    {
      send(channel) {
        asked.push(channel);
        queueMicrotask(() => lastSave.acknowledge());
      },
    },
    () => true,
    2 ** 31 - 1,
  );
  await lastSave.request();
  await lastSave.request();
  expect(asked).toEqual(['app.closing', 'app.closing']);
});

test('a window that does not answer holds nothing up, and without a window nobody is asked', async () => {
  let asked = 0;
  const count = () => void asked++;
  await createLastSave({ send: count }, () => true, 1).request();
  await createLastSave({ send: count }, () => false, 2 ** 31 - 1).request();
  expect(asked).toBe(1);
});
