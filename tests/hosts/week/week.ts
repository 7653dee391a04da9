import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type DemoUser, demoUsers } from '../../../electron/demo/people.ts';
import { heading, place, press, unlock } from '../story/hands.ts';
import type { OpenWindow } from '../story/life-story.ts';
import { lookAtFailure } from '../story/look.ts';
import type { StoryWindow } from '../story/story-window.ts';
import { takeInCard } from './clinic-card.ts';
import { makeDemonstration, passphrase } from './demonstration.ts';
import { morningQueues } from './morning-queues.ts';
import type { Scene } from './scene.ts';

interface Story {
  readonly name: string;
  readonly who: DemoUser['key'];
  readonly tell: (scene: Scene) => Promise<void>;
}

const stories: readonly Story[] = [
  { name: 'a photographer takes in a clinic’s card', who: 'angharad', tell: takeInCard },
  { name: 'governance works through the morning’s queues', who: 'przemyslaw', tell: morningQueues },
];

/** Hands the window over: whoever sat there locks it, and the next unlocks it and begins in the library. */
async function sitDown(window: StoryWindow, who: DemoUser['key'], before: boolean): Promise<void> {
  const user = demoUsers.find(({ key }) => key === who);
  if (!user) throw new RangeError(`Nobody is called ${who}`);
  if (before) await press(window.page, 'Lock');
  await unlock(window, user.name, passphrase);
  await place(window.page, 'Library');
  await heading(window.page, 'Library');
}

/** A working week in the window of a host, on a library with recordings in every state. Each story stands alone. */
export function tellWeek(host: string, openWindow: OpenWindow): void {
  describe(`a working week in the ${host}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'custos-week-'));
    let window: StoryWindow;
    let somebody = false;

    beforeAll(async () => {
      const library = await makeDemonstration(folder);
      window = await openWindow(folder, library);
    }, 180_000);
    afterAll(async () => {
      await window?.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    for (const { name, who, tell } of stories) {
      test(name, async () => {
        try {
          await sitDown(window, who, somebody);
          somebody = true;
          await tell({ window, folder });
        } catch (error) {
          await lookAtFailure(window);
          throw error;
        }
      }, 180_000);
    }
  });
}
