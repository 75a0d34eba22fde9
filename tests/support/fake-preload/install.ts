/** Puts the fake on the page before the window starts. `?scenario=NAME` chooses what it knows. */
import '#renderer/zod-without-eval.ts';
import type { PreloadApi } from '#protocol/ipc.ts';
import { createFakePreload, type FakePreload } from './fake-preload.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

const name = new URLSearchParams(window.location.search).get('scenario') ?? 'usual';
const scenario = SCENARIOS[name as ScenarioName];
if (scenario === undefined) throw new Error(`No scenario named ${name}`);

const page = window as Window & { agentManager?: PreloadApi; fakePreload?: FakePreload };
page.fakePreload = createFakePreload(scenario());
page.agentManager = page.fakePreload.api;
