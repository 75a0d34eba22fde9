import { expect, test } from 'vitest';
import { parseReport, seriousFindings } from '#scripts/check/dependency-audit.mjs';

const hole = (severity: string, url: string) => ({ severity, title: `a ${severity} hole`, url });
const report = {
  vulnerabilities: {
    parser: { severity: 'critical', via: [hole('critical', 'https://advisories.example/1'), hole('low', 'https://advisories.example/2')] },
    framework: { severity: 'critical', via: ['parser'] },
    tool: { severity: 'high', via: [hole('high', 'https://advisories.example/3')] },
  },
};

test('serious holes are told once each, where they are', () => {
  expect(seriousFindings(report, {})).toEqual([
    '  parser: a critical hole (critical) https://advisories.example/1',
    '  tool: a high hole (high) https://advisories.example/3',
  ]);
});

test('an advisory that was looked at is left out', () => {
  expect(seriousFindings(report, { 'https://advisories.example/1': 'only at build time' })).toEqual([
    '  tool: a high hole (high) https://advisories.example/3',
  ]);
});

test('a registry that gives no report is told apart from one that found nothing', () => {
  expect(parseReport('{"message":"405 Method Not Allowed"}')).toBeUndefined();
  expect(parseReport('')).toBeUndefined();
  expect(parseReport('npm error network')).toBeUndefined();
  expect(parseReport('{"vulnerabilities":{}}')).toEqual({ vulnerabilities: {} });
});
