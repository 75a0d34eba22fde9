import { describe, expect, test } from 'vitest';
import { agentAndModel, modelName } from '#renderer/state/agents-store.ts';
import { folderName, shortPath } from '#renderer/state/app-info-store.ts';
import { usualState } from '#tests/support/fake-preload/scenarios.ts';

const gemini = usualState().agents[0];

describe('folder names', () => {
  test('a project is called by the last part of its path, on every system', () => {
    expect(folderName('/home/ada/projects/ledger/')).toBe('ledger');
    expect(folderName('C:\\Users\\Ada\\ledger')).toBe('ledger');
    expect(folderName('/')).toBe('/');
  });

  test('only a path within the home folder is shortened', () => {
    expect(shortPath('/home/ada/projects', '/home/ada')).toBe('~/projects');
    expect(shortPath('/home/adam/projects', '/home/ada')).toBe('/home/adam/projects');
    expect(shortPath('/home/ada', '/home/ada')).toBe('~');
  });
});

describe('model names', () => {
  test('null is the default model of the agent', () => {
    expect(modelName(gemini, null)).toBe('Gemini 2.5 Pro');
  });

  test('a model the agent does not list is called by its id', () => {
    expect(modelName(gemini, 'gemini-9')).toBe('gemini-9');
  });

  test('an agent without models is chosen by its own name', () => {
    const guide = gemini && {
      ...gemini,
      id: 'guide',
      name: 'Code guide',
      models: [],
      defaultModel: null,
      capabilities: { ...gemini.capabilities, models: false },
    };
    expect(modelName(guide, null)).toBe('Code guide');
    expect(agentAndModel(guide, 'guide', null)).toBe('Code guide');
  });

  test('the agent is named only where the model does not name it', () => {
    expect(agentAndModel(gemini, 'gemini', null)).toBe('Gemini 2.5 Pro');
    expect(agentAndModel(gemini, 'gemini', 'tuned-model')).toBe('Gemini · tuned-model');
    expect(agentAndModel(undefined, 'gone', null)).toBe('gone · Default model');
  });
});
