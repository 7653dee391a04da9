import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../../shared/kernel/id.ts';
import { agree, withdraw } from './agreeing.ts';
import { makeCopy, readAnswers, signOff } from './anonymising.ts';
import { custodian, governance } from './cast.ts';
import {
  approveErasure,
  beRefusedApproval,
  beRefusedSight,
  type Certificate,
  findQuarantined,
  proposeErasure,
  readCertificate,
} from './erasing.ts';
import { addPeople, makeLibrary } from './first-day.ts';
import { daysAgo, place } from './hands.ts';
import { lookAtFailure } from './look.ts';
import { type Box, type Card, makeCard } from './photographs.ts';
import { bringBack, verifyTrail } from './proving.ts';
import { beRefused, inspectRelease, type Released, release } from './releasing.ts';
import { ask, type StoryWindow } from './story-window.ts';
import { findPhotograph, madeDaysAgo, openPhotograph, takeIn } from './taking-in.ts';
import { wordsInPdf } from './witnesses.ts';

/** Opens the window of a host on a machine that has never seen Custos. */
export type OpenWindow = (home: string, library?: string | null) => Promise<StoryWindow>;

/** What one chapter leaves to the next. */
interface Tale {
  window: StoryWindow;
  card: Card;
  recording: Id;
  number: string;
  regions: readonly Box[];
  released: Released;
  certificate: Certificate;
}

/** The whole life of a recording, told in the window of a host, chapter by chapter. */
export function tellLifeStory(host: string, openWindow: OpenWindow): void {
  describe(`a recording's life in the ${host}`, () => {
    const home = mkdtempSync(join(tmpdir(), 'custos-story-'));
    const tale: Partial<Tale> = {};
    let broken: string | null = null;

    /** One chapter; where an earlier one broke, it says so instead of waiting for what will not come. */
    const chapter = (name: string, tell: (tale: Tale) => Promise<void>): void =>
      test(name, async () => {
        if (broken && broken !== name) throw new Error(`The story broke off before: ${broken}`);
        try {
          await tell(tale as Tale);
        } catch (error) {
          broken = name;
          if (tale.window) await lookAtFailure(tale.window);
          throw error;
        }
      }, 120_000);

    beforeAll(async () => {
      tale.card = await makeCard(join(home, 'card'), daysAgo(madeDaysAgo));
      tale.window = await openWindow(home);
    }, 60_000);
    afterAll(async () => {
      await tale.window?.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });

    chapter('the first run makes a library and shows its recovery kit once', ({ window }) =>
      makeLibrary(window, join(home, 'Illustration.custos')),
    );
    chapter('colleagues are added in the settings', ({ window }) => addPeople(window));
    chapter('a card comes in as one batch, and what is no recording is set aside', ({ window, card }) =>
      takeIn(window, card),
    );
    chapter('the photograph is found in the grid and opened', async ({ window, card }) => {
      tale.recording = await findPhotograph(window, card);
      await openPhotograph(window);
      tale.number = (await ask(window.page, 'recording.show', { recording: tale.recording })).number;
    });
    chapter('the answers say no, with the paragraph and what would change it', ({ window }) =>
      readAnswers(window),
    );
    chapter('an anonymised copy is made with regions by mouse and by keys', async ({ window }) => {
      tale.regions = await makeCopy(window);
    });
    chapter('the copy is signed off with a judgement', ({ window }) => signOff(window));
    chapter('the agreement is entered and confirmed afterwards', async ({ window, recording }) => {
      await window.page.getByRole('button', { name: 'Open the recording' }).click();
      await agree(window, recording);
    });
    chapter('publication is refused with a reason and a remedy', async ({ window, number }) => {
      await window.page.getByRole('link', { name: number }).click();
      await beRefused(window);
    });
    chapter('teaching is permitted, and nothing that left tells who it was', async (told) => {
      tale.released = await release(told.window, join(home, 'for the lecture'));
      await inspectRelease(tale.released, told.regions);
    });
    chapter('the withdrawal shows its effect before it is saved', ({ window, number, released }) =>
      withdraw(window, number, released.number),
    );
    chapter('the recording is quarantined at once, and every view refused', async ({ window, recording }) => {
      await findQuarantined(window, recording);
      await beRefusedSight(window, recording);
    });
    chapter('erasure is proposed from the queue', ({ window, number }) => proposeErasure(window, number));
    chapter('who proposed does not approve', ({ window, number }) => beRefusedApproval(window, number));
    chapter('a second person sees the picture and approves', ({ window, number }) =>
      approveErasure(window, number),
    );
    chapter('a certificate remains, on the screen and as a PDF', async ({ window, number, released }) => {
      tale.certificate = await readCertificate(window);
      const file = join(home, 'certificate.pdf');
      writeFileSync(file, tale.certificate.pdf);
      const text = wordsInPdf(file);
      for (const words of [
        tale.certificate.number,
        number,
        '14e',
        custodian.name,
        governance.name,
        released.number,
      ])
        expect(text).toContain(words);
    });
    chapter('the trail is verified and sound', ({ window }) => verifyTrail(window));
    chapter('the same file is refused with the number of the certificate', ({ window, card, certificate }) =>
      bringBack(window, card.photograph, certificate.number),
    );
    chapter('the recording is nowhere to be found any more', async ({ window, number }) => {
      await place(window.page, 'Library');
      const { total } = await ask(window.page, 'recording.window', {
        query: { text: `number:${number}` },
        offset: 0,
        limit: 1,
      });
      expect(total).toBe(0);
    });
  });
}
