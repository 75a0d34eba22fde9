import { describe, expect, test } from 'vitest';
import { guardCommand } from '#platform/guard-script.ts';

describe('the guard’s command', () => {
  test.each(['linux', 'darwin'] as const)('on %s is the system’s shell with the instance as its argument', (platform) => {
    const { command, args } = guardCommand('run-1', platform);
    expect(command).toBe('/bin/sh');
    expect(args[0]).toBe('-c');
    expect(args.slice(2)).toEqual(['agent-manager-guard', 'run-1']);
    expect(args[1]).toContain('-- "-$group"');
  });

  test('on Windows is PowerShell, with a script that ends trees by taskkill', () => {
    const { command, args } = guardCommand('run-1', 'win32');
    expect(command).toBe('powershell.exe');
    const script = Buffer.from(args.at(-1) as string, 'base64').toString('utf16le');
    expect(script).toContain('taskkill /T /F /PID $id');
    expect(script).toContain('[Console]::In.ReadLine()');
    // The longest command line Windows takes.
    expect(args.join(' ').length).toBeLessThan(32_000);
  });

  test.each(['', 'a b', 'a;rm', '../x', 'a*'])('refuses %j as an instance', (instanceId) => {
    expect(() => guardCommand(instanceId)).toThrow(RangeError);
  });
});
