import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bridgeEventSchema, bridgeFrameSchema, bridgeRequestSchema } from '#protocol/bridge.ts';

const document = readFileSync(new URL('../../../docs/bridge-protocol.md', import.meta.url), 'utf8');

/** The lines inside the code blocks: `->` a request, `<-` a frame. */
const examples = [...document.matchAll(/^(->|<-) (.+)$/gm)].map(([, direction, json]) => ({ direction, json: json ?? '' }));
const requests = examples.filter((example) => example.direction === '->');
const frames = examples.filter((example) => example.direction === '<-');

describe('the examples of docs/bridge-protocol.md are valid:', () => {
  test.each(requests)('request $json', ({ json }) => {
    expect(bridgeRequestSchema.parse(JSON.parse(json))).toBeTruthy();
  });

  test.each(frames)('frame $json', ({ json }) => {
    const value = JSON.parse(json) as Record<string, unknown>;
    const parsed = bridgeFrameSchema.parse(value) as Record<string, unknown>;
    // A misspelled field would be dropped in silence.
    expect(Object.keys(parsed).sort()).toEqual(Object.keys(value).sort());
  });
});

test('every request type has an example', () => {
  const shown = new Set(requests.map(({ json }) => (JSON.parse(json) as { type: string }).type));
  const types = bridgeRequestSchema.options.map((option) => option.shape.type.value);
  expect(types.filter((type) => !shown.has(type))).toEqual([]);
});

test('every event has an example', () => {
  const shown = new Set(frames.map(({ json }) => (JSON.parse(json) as { event?: string }).event));
  const names = bridgeEventSchema.options.map((option) => (option.shape as { event: { value: string } }).event.value);
  expect(names.filter((name) => !shown.has(name))).toEqual([]);
});
