import { pressed, type State, saying, seen } from './reaching.ts';
import { idOf } from './samples.ts';

/** Pages of other kinds of recordings, and dialogs that ask before something grave. */
export const moreStates: readonly State[] = [
  { name: 'a film', at: `/recording/${idOf(1, 1)}`, ready: seen('Who may use this') },
  { name: 'a sound', at: `/recording/${idOf(1, 2)}`, ready: seen('R-000003, original') },
  {
    name: 'the bench of a sound',
    at: `/recording/${idOf(1, 2)}/anonymise`,
    ready: seen('What is taken out'),
  },
  {
    name: 'discarding a copy',
    at: `/recording/${idOf(1, 3)}/anonymise`,
    ready: pressed('Discard the copy', 'Undo does not reach this'),
  },
  {
    name: 'an untying from a withdrawal',
    at: `/consent/agreement/${idOf(6, 2)}`,
    ready: pressed(/^Untie/, 'stays in quarantine'),
  },
  {
    name: 'another role',
    at: '/settings',
    scene: { role: 'administrator' },
    ready: async (page) => {
      await page.getByRole('combobox', { name: /^Role of / }).click();
      await page.getByRole('option', { name: 'Educator' }).click();
      await saying(page, 'ends at once');
    },
  },
  {
    name: 'another edition of the guidance',
    at: '/settings',
    scene: { role: 'governance' },
    ready: pressed('Choose another edition of the guidance', 'Every recording is worked out anew'),
  },
];
