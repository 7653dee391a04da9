import type { StoryWindow } from '../story/story-window.ts';
import type { Demonstration } from './demonstration.ts';

/** What a story of the week begins with: the window, unlocked by whoever it is about, and a folder of its own. */
export interface Scene {
  readonly window: StoryWindow;
  readonly folder: string;
  readonly demonstration: Demonstration;
}
