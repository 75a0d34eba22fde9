import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { followPower } from '#electron/desktop/power.ts';
import { createLog, silentLog } from '#platform/log.ts';

test('after waking every agent is asked, and not before', () => {
  const power = new EventEmitter();
  let asked = 0;
  followPower({
    power,
    checkAgents: async () => {
      asked += 1;
    },
    log: silentLog,
  });
  power.emit('suspend');
  expect(asked).toBe(0);
  power.emit('resume');
  expect(asked).toBe(1);
});

test('a check that fails is logged and takes nobody down', async () => {
  const power = new EventEmitter();
  const logged = Promise.withResolvers<string>();
  const log = createLog({ write: (line, level) => level === 'error' && logged.resolve(line) });
  followPower({ power, checkAgents: () => Promise.reject(new Error('no bridges')), log });
  power.emit('resume');
  expect(await logged.promise).toContain('no bridges');
});
