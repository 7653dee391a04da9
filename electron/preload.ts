import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { NativeBridge } from '../shared/contract/bridge.ts';
import type { EngineEvent } from '../shared/contract/event.ts';

/*
 * What the page gets of the program: these seven functions and nothing else. It runs in a sandbox; the names of the
 * channels are written here again, since the page's side imports nothing of the shell's.
 */
const bridge: NativeBridge = {
  call: (name, input) => ipcRenderer.invoke('custos:call', name, input),
  subscribe(listener) {
    // The page's function never sees Electron's own event, through which it could answer.
    const hear = (_: unknown, event: EngineEvent): void => listener(event);
    ipcRenderer.on('custos:event', hear);
    return () => void ipcRenderer.removeListener('custos:event', hear);
  },
  chooseFiles: () => ipcRenderer.invoke('custos:chooseFiles'),
  chooseFolder: (purpose) => ipcRenderer.invoke('custos:chooseFolder', purpose),
  offerMenu: (commands) => ipcRenderer.invoke('custos:offerMenu', commands),
  onMenu(listener) {
    const hear = (_: unknown, command: string): void => listener(command);
    ipcRenderer.on('custos:menu', hear);
    return () => void ipcRenderer.removeListener('custos:menu', hear);
  },
  pathOf: (file) => webUtils.getPathForFile(file as File),
};

contextBridge.exposeInMainWorld('custos', bridge);
