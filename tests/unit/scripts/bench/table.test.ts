import { describe, expect, it } from 'vitest';
import { formatTable } from '#scripts/bench/table.mjs';

describe('the table of benchmarks', () => {
  it('aligns values and ratios and names the floor', () => {
    const rows = [
      { name: 'start to window', value: 796.4321, unit: 'ms', ratio: 2.4281, floor: 'minimal window' },
      { name: 'ping', value: 12345.6, unit: 'us' },
    ];
    expect(formatTable([{ name: 'window-start', rows }])).toBe(
      [
        '                      value  ratio',
        'window-start',
        '  start to window    796 ms  2.43x  minimal window',
        '  ping             12346 us',
      ].join('\n'),
    );
  });
});
