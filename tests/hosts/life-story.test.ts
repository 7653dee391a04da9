import { openBrowserWindow } from './story/browser-window.ts';
import { tellLifeStory } from './story/life-story.ts';

tellLifeStory('browser host', (home) => openBrowserWindow(home));
