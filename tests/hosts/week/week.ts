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
import { copyOf, type Demonstration, passphrase } from './demonstration.ts';
import { copyReturned, endOfWeek, putRight, recordAnswer, takeBack } from './desk.ts';
import { compareVisits, findOldCase, prepareLecture } from './lecture.ts';
import { morningQueues } from './morning-queues.ts';
import type { Scene } from './scene.ts';
import { shareScreen } from './screen-sharing.ts';

interface Story {
  readonly name: string;
  readonly who: DemoUser['key'];
  readonly tell: (scene: Scene) => Promise<void>;
}

const stories: readonly Story[] = [
  { name: 'a photographer takes in a clinic’s card', who: 'angharad', tell: takeInCard },
  { name: 'she takes a class back that was given in error', who: 'angharad', tell: takeBack },
  { name: 'she enters what a patient answered', who: 'angharad', tell: recordAnswer },
  { name: 'she puts a recording to the right one of two sisters', who: 'angharad', tell: putRight },
  { name: 'a consultant finds a case from years ago', who: 'oluwaseun', tell: findOldCase },
  { name: 'he prepares a lecture', who: 'oluwaseun', tell: prepareLecture },
  { name: 'he compares two visits', who: 'oluwaseun', tell: compareVisits },
  { name: 'a screen is shared and tells of nobody', who: 'angharad', tell: shareScreen },
  { name: 'governance works through the morning’s queues', who: 'przemyslaw', tell: morningQueues },
  { name: 'a copy comes back', who: 'przemyslaw', tell: copyReturned },
  { name: 'the week ends with a backup and a proof', who: 'angharad', tell: endOfWeek },
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
export function tellWeek(host: string, openWindow: OpenWindow, made: () => Promise<Demonstration>): void {
  describe(`a working week in the ${host}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'custos-week-'));
    let window: StoryWindow;
    let demonstration: Demonstration;
    let somebody = false;

    beforeAll(async () => {
      demonstration = copyOf(await made(), folder);
      window = await openWindow(folder, demonstration.place);
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
          await tell({ window, folder, demonstration });
        } catch (error) {
          await lookAtFailure(window);
          throw error;
        }
      }, 180_000);
    }
  });
}
