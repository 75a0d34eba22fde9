/** The person's settings: as main last told, with a change shown at once and taken back when it could not be saved. */
import { create } from 'zustand';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { Settings } from '#protocol/ipc.ts';
import { invoke } from '../api.ts';

/** What applies until main has answered; the same as the schema's defaults. */
export const INITIAL_SETTINGS: Settings = {
  theme: 'system',
  language: 'system',
  contrast: 'system',
  defaultAgentId: 'gemini',
  defaultModel: null,
  defaultApprovalMode: 'default',
  recentFolders: [],
  maxLiveAgents: null,
  idleStopMinutes: 10,
  turnDeadlineSeconds: 120,
  pythonPath: null,
  closeWindow: 'ask',
  backupFolder: null,
  modelPrices: {},
  notifyNeedsApproval: true,
  notifyFinished: 'long',
  notifyFailed: true,
  proxyMode: 'system',
  proxyUrl: null,
  noProxy: '',
  caFile: null,
  shortcuts: {},
  quickComposerKeys: null,
  updateFeed: null,
  checkForUpdates: false,
  sidebarWidth: 264,
  diffLayout: 'unified',
  inspectorWidth: 380,
  inspectorTab: null,
};

type SettingsState = {
  settings: Settings;
  /** Why a setting could not be saved, by its name; shown beside it. */
  errors: Partial<Record<keyof Settings, ErrorInfo>>;
};

export const useSettings = create<SettingsState>()(() => ({ settings: INITIAL_SETTINGS, errors: {} }));

/** Changes one setting. Never throws: a failure stands beside the setting and its old value is back. */
export async function changeSetting<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
  const before = useSettings.getState().settings[name];
  useSettings.setState(({ settings, errors }) => ({ settings: { ...settings, [name]: value }, errors: { ...errors, [name]: undefined } }));
  try {
    useSettings.setState({ settings: await invoke('settings.update', { patch: { [name]: value } }) });
  } catch (error) {
    useSettings.setState(({ settings, errors }) => ({
      // A later change of the same setting is the person's word now.
      settings: settings[name] === value ? { ...settings, [name]: before } : settings,
      errors: { ...errors, [name]: toErrorInfo(error) },
    }));
  }
}
