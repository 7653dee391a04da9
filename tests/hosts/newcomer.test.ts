import { openBrowserWindow } from './story/browser-window.ts';
import { openDoubleWindow } from './story/double-window.ts';
import { tellNewcomer } from './week/newcomer.ts';

tellNewcomer('browser host', openBrowserWindow, 'decision');
tellNewcomer('Electron double', openDoubleWindow, 'survey');
