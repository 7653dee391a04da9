import { openBrowserWindow } from './story/browser-window.ts';
import { tellWeek } from './week/week.ts';

tellWeek('browser host', openBrowserWindow);
