import { button, inTurn, pressed, type State, saying, seen } from './reaching.ts';
import { idOf } from './samples.ts';

/** The states of the screens on which something is disclosed. */
export const disclosureStates: readonly State[] = [
  {
    name: 'disclosing',
    at: `/recording/${idOf(1, 3)}`,
    ready: inTurn(pressed('Disclose', 'Choose why it is disclosed'), async (page) => {
      // None of the kinds is the usual one.
      if ((await page.getByRole('dialog').getByRole('radio', { checked: true }).count()) > 0)
        throw new Error('A kind is chosen that nobody chose.');
    }),
  },
  {
    name: 'disclosing to a court',
    at: `/recording/${idOf(1, 3)}`,
    ready: inTurn(pressed('Disclose', 'Choose why it is disclosed'), async (page) => {
      await page.getByRole('radio', { name: /law/i }).check();
      await saying(page, 'who else is in it');
    }),
  },
  { name: 'the disclosures', at: '/releases/disclosures', ready: seen('D-000001') },
  {
    name: 'no disclosures',
    at: '/releases/disclosures',
    scene: { empty: true },
    ready: seen('Nothing has been disclosed'),
  },
  {
    name: 'a disclosure that waits',
    at: `/releases/disclosure/${idOf(22, 0)}`,
    ready: seen('has to be of information governance'),
  },
  {
    name: 'confirming a disclosure',
    at: `/releases/disclosure/${idOf(22, 0)}`,
    scene: { role: 'governance' },
    ready: pressed('Confirm', 'You are the second person'),
  },
  {
    name: 'giving the copies of a disclosure',
    at: `/releases/disclosure/${idOf(22, 1)}`,
    ready: pressed('Write the copies', 'nobody else'),
  },
  {
    name: 'looking under a disclosure',
    at: `/releases/disclosure/${idOf(22, 2)}`,
    ready: async (page) => {
      await button(page, 'Look at R-000004').click();
      await page
        .getByRole('img', { name: /R-000004/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'looking back at a disclosure',
    at: `/releases/disclosure/${idOf(22, 3)}`,
    scene: { role: 'governance' },
    ready: pressed('Look back at it', 'Was it in order'),
  },
];
