import { openDoubleWindow } from './story/double-window.ts';
import { tellWeek } from './week/week.ts';

tellWeek('Electron double', openDoubleWindow);
