import { openDoubleWindow } from './story/double-window.ts';
import { tellLifeStory } from './story/life-story.ts';

tellLifeStory('Electron double', (home) => openDoubleWindow(home));
