import { expect } from 'vitest';
import { patients } from '../../../electron/demo/people.ts';
import { heading, place } from '../story/hands.ts';
import { look } from '../story/look.ts';
import type { Scene } from './scene.ts';

const names = Object.values(patients).map(({ familyName }) => familyName);

/** Everything a person or a screen reader can read off the page. */
const readable = (): string =>
  [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll('[aria-label],[title],[alt]')].map((element) =>
      ['aria-label', 'title', 'alt'].map((name) => element.getAttribute(name) ?? '').join(' '),
    ),
  ].join(' ');

/** While a screen is shared nothing on it says who a patient is; leaving it brings everything back. */
export async function shareScreen({ window }: Scene): Promise<void> {
  const { page } = window;
  await page.keyboard.press('F9');
  await page
    .getByRole('button', { name: /^Leave lecture mode/ })
    .first()
    .waitFor();
  for (const [name, title] of [
    ['Library', 'Library'],
    ['Releases', 'Releases'],
    ['Queues', 'Queues'],
  ] as const) {
    await place(page, name);
    await heading(page, title);
    await look(window, `lecture-mode-${name.toLowerCase()}`);
    const text = await page.evaluate(readable);
    for (const each of names) expect(text).not.toContain(each);
    expect(text).not.toMatch(/999 ?\d{3} ?\d{4}/);
  }
  await place(page, 'Consent');
  await page.getByRole('link', { name: 'Patients', exact: true }).click();
  await page.getByText('This page is not shown in lecture mode').waitFor();
  await page.keyboard.press('F9');
  await heading(page, 'Consent');
}
