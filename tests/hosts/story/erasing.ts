import { expect } from 'vitest';
import type { Id } from '../../../shared/kernel/id.ts';
import { clinician, custodian, governance } from './cast.ts';
import { dialog, fill, heading, lock, place, press, tick, unlock } from './hands.ts';
import { look } from './look.ts';
import { ask, bytesOf, type StoryWindow } from './story-window.ts';

const visit = async ({ page }: StoryWindow, address: string): Promise<void> => {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
};

/** From the moment of the withdrawal nobody uses the recording for anything. */
export async function findQuarantined(window: StoryWindow, recording: Id): Promise<void> {
  const { page } = window;
  await visit(window, `/recording/${recording}`);
  await page.getByText('This recording is in quarantine').waitFor();
  const panel = page.getByRole('region', { name: 'Who may use this, and for what' });
  await panel.getByRole('button', { name: /^Teaching, anonymised copy: No/ }).waitFor();
  expect(await panel.getByRole('button', { name: /: Yes/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Release', exact: true }).count()).toBe(0);
  await look(window, 'quarantined', 'main');
  const { renditions } = await ask(page, 'recording.show', { recording });
  for (const { id } of renditions) {
    const answer = await ask(page, 'open.use', {
      rendition: id,
      use: 'teaching',
      audience: 'medicalSetting',
    });
    expect(answer).toMatchObject({ decision: { outcome: 'refuse' }, opened: null });
    await expect(ask(page, 'open.custody', { rendition: id, purpose: 'anonymising' })).rejects.toThrow();
  }
}

/** Somebody without a part in its end does not get to see it. */
export async function beRefusedSight(window: StoryWindow, recording: Id): Promise<void> {
  await lock(window);
  await unlock(window, clinician.name, clinician.passphrase);
  await visit(window, `/recording/${recording}`);
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  await look(window, 'clinician-sees-nothing');
  expect(await window.page.getByRole('img', { name: /^R-\d{6}, / }).count()).toBe(0);
  await lock(window);
  await unlock(window, custodian.name, custodian.passphrase);
}

/** The first step, from the queue. */
export async function proposeErasure(window: StoryWindow, number: string): Promise<void> {
  const { page } = window;
  await place(page, 'Queues');
  const row = page.getByRole('row').filter({ hasText: number }).filter({ hasText: 'Erase' });
  await row.waitFor();
  expect(await row.innerText()).toContain('[14e]');
  await look(window, 'queues', 'main');
  await press(page, `Propose erasure: ${number}`);
  const sheet = dialog(page, 'Propose to erase 1 recording');
  await fill(sheet, 'Why', 'The patient withdrew all that she had agreed to.');
  await look(window, 'propose-erasure');
  await press(sheet, 'Propose erasure');
  await sheet.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: `Approve erasure: ${number}` }).waitFor();
}

/** Whoever proposed does not approve. */
export async function beRefusedApproval(window: StoryWindow, number: string): Promise<void> {
  const { page } = window;
  await press(page, `Approve erasure: ${number}`);
  const sheet = dialog(page, 'Approve erasure');
  await sheet.getByRole('img', { name: `Original of ${number}` }).waitFor();
  await tick(sheet, `Erase ${number}`);
  await press(sheet, 'Approve erasure of 1 recording');
  await sheet.getByText(`${number} is not erased`).waitFor();
  expect(await sheet.innerText()).toContain('This takes a second person');
  await look(window, 'same-person-refused');
  await press(sheet, 'Done');
}

/** The second person sees what will go and lets it go. */
export async function approveErasure(window: StoryWindow, number: string): Promise<void> {
  const { page } = window;
  await lock(window);
  await look(window, 'locked', 'main');
  await unlock(window, governance.name, governance.passphrase);
  await place(page, 'Queues');
  await press(page, 'Review proposed erasures (1)');
  const sheet = dialog(page, 'Approve erasure');
  await sheet.getByRole('img', { name: `Original of ${number}` }).waitFor();
  await tick(sheet, `Erase ${number}`);
  await look(window, 'approve-erasure', 'main');
  await press(sheet, 'Approve erasure of 1 recording');
  await sheet.getByText(`${number} is erased.`).waitFor();
  await look(window, 'erased');
}

export interface Certificate {
  readonly number: string;
  readonly pdf: Buffer;
}

/** What remains: a certificate, on the screen and as a PDF. */
export async function readCertificate(window: StoryWindow): Promise<Certificate> {
  const { page } = window;
  await page.getByRole('link', { name: /^Certificate E-\d{6}$/ }).click();
  await heading(page, /^Certificate E-\d{6}$/);
  const number = /E-\d{6}/.exec(await page.getByRole('heading', { level: 1 }).innerText())?.[0] ?? '';
  const text = await page.getByRole('article').innerText();
  for (const part of ['What was destroyed', 'How it was checked', 'Copies that are out', 'Out of our reach'])
    expect(text).toContain(part);
  await look(window, 'certificate', 'main');
  await press(page, 'Make the PDF');
  const link = page.getByRole('link', { name: 'Open the PDF' });
  const pdf = await bytesOf(page, (await link.getAttribute('href')) ?? '');
  return { number, pdf };
}
