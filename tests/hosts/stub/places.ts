import { disclosureStates } from './disclosure-places.ts';
import { inHandStates } from './in-hand-places.ts';
import { moreStates } from './more-places.ts';
import { queueStates } from './queue-places.ts';
import {
  button,
  chosen,
  four,
  inTurn,
  keyed,
  pressed,
  type State,
  saying,
  seen,
  tile,
  viewed,
  withChoice,
  withKey,
} from './reaching.ts';
import { idOf } from './samples.ts';
import { specialStates } from './special-places.ts';

export const states: readonly State[] = [
  { name: 'the first screen', at: '/', scene: { library: 'none' }, ready: seen('Welcome to Custos') },
  {
    name: 'the first run',
    leaves: true,
    at: '/',
    scene: { library: 'none' },
    ready: chosen('Make a library', 'Your name'),
  },
  {
    name: 'opening a library',
    leaves: true,
    at: '/',
    scene: { library: 'none' },
    ready: chosen('Open a library', 'Opened here before'),
  },
  {
    name: 'restoring a backup',
    leaves: true,
    at: '/',
    scene: { library: 'none' },
    ready: async (page) => {
      await button(page, /^Open a library/).click();
      await button(page, 'Restore one from a backup').click();
      await page.getByLabel('Folder of the backup').waitFor();
    },
  },
  {
    name: 'the people of a demonstration',
    leaves: true,
    at: '/',
    scene: { library: 'none' },
    ready: async (page) => {
      await chosen('Look round', 'Folder for the demonstration')(page);
      await page.getByLabel('Folder for the demonstration').fill('/home/illustration/Look round');
      await button(page, 'Make the demonstration').click();
      await seen('Whom would you like to be?')(page);
    },
  },
  {
    name: 'a survey before there is a library',
    leaves: true,
    at: '/',
    scene: { library: 'none', surveying: true },
    ready: chosen('Survey a folder', 'files looked at'),
  },
  { name: 'a survey under way', at: '/survey', scene: { surveying: true }, ready: seen('files looked at') },
  {
    name: 'what a survey found',
    leaves: true,
    at: '/survey',
    ready: async (page) => {
      await page.getByLabel('Folder to survey').fill('/srv/pictures');
      await button(page, 'Begin the survey').click();
      await button(page, 'Save the report').click();
      await seen('It opens in any browser')(page);
    },
  },
  { name: 'the unlocking', at: '/', scene: { library: 'locked' }, ready: seen('Who are you?') },
  {
    name: 'unlocking with the recovery kit',
    leaves: true,
    at: '/',
    scene: { library: 'locked' },
    ready: async (page) => {
      await button(page, /recovery kit/).click();
      await page.getByLabel('Library identity from the kit').waitFor();
    },
  },
  { name: 'the library', at: '/', ready: tile },
  { name: 'the quick look', at: '/', ready: withKey('Space', 'Arrows go on, Space closes.') },
  { name: 'taking in', at: '/', ready: pressed('Take files in', 'Nothing is chosen yet') },
  { name: 'the palette', at: '/', ready: keyed('Control+k', 'option') },
  { name: 'the keys', at: '/', ready: keyed('?', 'heading') },
  { name: 'classifying', at: '/', ready: withChoice(pressed('Classify', 'Who is recorded')) },
  { name: 'releasing', at: '/', ready: withChoice(pressed('Release', 'Stays here')) },
  {
    name: 'proposing an erasure',
    at: '/',
    ready: withChoice(pressed('Propose erasure', 'Nothing is erased yet')),
  },
  { name: 'a label', at: '/', ready: withChoice(withKey('l', 'Label')) },
  { name: 'a collection', at: '/', ready: withChoice(withKey('b', 'collection')) },
  {
    name: 'the library as a list',
    at: '/',
    ready: viewed('List', (page) => page.getByRole('row', { name: /R-000001/ }).waitFor()),
  },
  {
    name: 'the library along the time',
    leaves: true,
    at: '/',
    ready: viewed('Timeline', (page) =>
      page.getByRole('navigation', { name: 'When they were made' }).getByRole('button').first().waitFor(),
    ),
  },
  {
    name: 'a library in which nothing is found',
    leaves: true,
    at: '/',
    ready: async (page) => {
      await tile(page);
      await page.getByRole('combobox', { name: 'Search the library' }).fill('nothing');
      await seen('Nothing is found')(page);
    },
  },
  {
    name: 'saving a view',
    leaves: true,
    at: '/',
    ready: async (page) => {
      await page.getByRole('checkbox', { name: /^Ready/ }).check();
      await pressed('Save this view', 'Everybody in this library may open it')(page);
    },
  },
  { name: 'an empty library', at: '/', scene: { empty: true }, ready: seen('The library is empty') },
  { name: 'an empty light table', at: '/light-table', ready: seen('Nothing lies on the light table') },
  {
    name: 'the light table',
    at: '/',
    ready: inTurn(
      four,
      (page) => page.keyboard.press('t'),
      (page) => page.getByRole('heading', { level: 1, name: 'Light table' }).waitFor(),
      seen(/^R-\d{6}$/),
    ),
  },
  { name: 'twins', at: '/twins', ready: seen('Pictures that hardly differ') },
  { name: 'no twins', at: '/twins', scene: { empty: true }, ready: seen('No twins are found') },
  {
    name: 'a library that fails',
    at: '/',
    scene: { failing: ['recording.window'] },
    ready: seen('Try again'),
  },
  { name: 'a job', at: `/job/${idOf(12, 1)}`, ready: seen('Set aside') },
  {
    name: 'the jobs: running, paused, stopped by a fault and done',
    at: `/job/${idOf(12, 1)}`,
    ready: async (page) => {
      await button(page, /^Taking in: 130/).click();
      await saying(page, 'stopped by a fault');
      for (const act of ['Pause', 'Resume', 'Clear from the list'])
        await page.getByRole('dialog').getByRole('button', { name: act }).first().waitFor();
    },
  },
  { name: 'no jobs', at: '/', scene: { empty: true }, ready: pressed('Jobs', 'Nothing is under way') },
  { name: 'a recording', at: `/recording/${idOf(1, 3)}`, ready: seen('Who may use this') },
  {
    name: 'putting on hold',
    at: `/recording/${idOf(1, 3)}`,
    ready: pressed('Put on hold', /on hold/),
  },
  { name: 'a recording in quarantine', at: `/recording/${idOf(1, 5)}`, ready: seen('is in quarantine') },
  {
    name: 'a recording that there is not',
    at: `/recording/${idOf(1, 3)}`,
    scene: { missing: ['recording.show'] },
    ready: seen('There is no such recording'),
  },
  {
    name: 'a recording that is refused',
    at: `/recording/${idOf(1, 3)}`,
    scene: { role: 'educator' },
    ready: seen('This is not open to you'),
  },
  { name: 'what waits to be anonymised', at: '/anonymise', ready: seen('wait for an anonymised copy') },
  {
    name: 'the bench',
    leaves: true,
    at: `/recording/${idOf(1, 0)}/anonymise`,
    ready: async (page) => {
      await button(page, 'Add a region').click();
      await page.getByRole('button', { name: /^Region 1/ }).waitFor();
    },
  },
  {
    name: 'the bench with what was found',
    at: `/recording/${idOf(1, 3)}/anonymise`,
    ready: async (page) => {
      await page.getByRole('button', { name: /^Region 3: .*left visible/ }).waitFor();
    },
  },
  {
    name: 'the device templates',
    at: '/anonymise',
    ready: pressed(/templates/i, 'Voluson'),
  },
  { name: 'the bench of a film', at: `/recording/${idOf(1, 1)}/anonymise`, ready: seen('What is taken out') },
  {
    name: 'the sign-off',
    at: `/recording/${idOf(1, 4)}/anonymise`,
    ready: pressed('Sign off', 'Looked at by'),
  },
  { name: 'the agreements', at: '/consent', ready: seen('A-000001') },
  { name: 'a new agreement', at: '/consent/new', ready: seen('What was explained') },
  {
    name: 'a new agreement by a parent',
    leaves: true,
    at: '/consent/new',
    ready: async (page) => {
      await page.getByRole('combobox', { name: 'Given by' }).click();
      await page.getByRole('option', { name: 'A parent or guardian' }).click();
      await page.getByRole('combobox', { name: 'By what right they agree' }).click();
      await page.getByRole('option', { name: 'Parental responsibility' }).click();
      await page.getByRole('textbox', { name: 'Document seen' }).waitFor();
    },
  },
  { name: 'an agreement', at: `/consent/agreement/${idOf(6, 1)}`, ready: seen('Signed form') },
  {
    name: 'a withdrawal',
    at: `/consent/agreement/${idOf(6, 1)}`,
    ready: pressed('Withdrawn', 'goes into quarantine'),
  },
  {
    name: 'a variation',
    at: `/consent/agreement/${idOf(6, 1)}`,
    ready: pressed('Varied', 'What is agreed to'),
  },
  { name: 'the confirmation round', at: '/consent/round', ready: seen('No answer in four weeks') },
  {
    name: 'a letter of the round',
    at: '/consent/round',
    ready: pressed(/^Letter or call/, 'silence changes nothing'),
  },
  {
    name: 'everybody has been asked',
    at: '/consent/round',
    scene: { empty: true },
    ready: seen('Everybody has been asked'),
  },
  {
    name: 'a viewing with the patient',
    at: `/consent/agreement/${idOf(6, 1)}/viewing`,
    ready: seen('cannot be shown yet'),
  },
  { name: 'the consent forms', at: '/consent/forms', ready: seen('F-000001') },
  { name: 'issuing forms', at: '/consent/forms', ready: pressed('Issue forms', 'A form each for these') },
  { name: 'the wordings', at: '/consent/forms', ready: pressed('Wordings', 'as Custos came with it') },
  { name: 'a form to enter', at: `/consent/form/${idOf(20, 0)}`, ready: seen('What is ticked') },
  { name: 'the patients', at: '/consent/subjects', ready: seen('Find a patient') },
  { name: 'a patient', at: `/consent/subject/${idOf(5, 0)}`, ready: seen('Care team') },
  {
    name: 'moving recordings',
    at: `/consent/subject/${idOf(5, 0)}`,
    ready: pressed('Move recordings', 'The right patient'),
  },
  {
    name: 'correcting a patient',
    at: `/consent/subject/${idOf(5, 0)}`,
    ready: pressed('Correct', 'Correct S-'),
  },
  {
    name: 'merging two patients',
    at: `/consent/subject/${idOf(5, 0)}`,
    ready: pressed('Merge', 'Agreements never follow'),
  },
  {
    name: 'splitting a patient',
    at: `/consent/subject/${idOf(5, 0)}`,
    ready: pressed('Split', 'Recordings of the other person'),
  },
  {
    name: 'a care team',
    at: `/consent/subject/${idOf(5, 0)}`,
    ready: pressed('Add somebody', 'Cancel'),
  },
  { name: 'the releases', at: '/releases', ready: seen('L-000001') },
  {
    name: 'what became of a copy',
    at: '/releases',
    ready: pressed(/^Enter return/, 'How is this known'),
  },
  ...disclosureStates,
  ...specialStates,
  {
    name: 'a checked lecture',
    at: '/releases/lecture',
    leaves: true,
    ready: async (page) => {
      const buffer = Buffer.from('a lecture');
      await page
        .getByLabel('Lecture', { exact: true })
        .setInputFiles({ name: 'burns.pptx', mimeType: 'application/octet-stream', buffer });
      await page.getByRole('region', { name: 'Red: Slide 1' }).waitFor();
    },
  },
  ...inHandStates,
  ...moreStates,
  ...queueStates,
  { name: 'the trail', at: '/trail', ready: seen('Refused teaching') },
  {
    name: 'a checkpoint',
    at: '/trail',
    scene: { role: 'governance' },
    ready: pressed('Make a checkpoint', 'Folder to save it in'),
  },
  {
    name: 'the settings',
    at: '/settings',
    scene: { role: 'administrator' },
    ready: seen('Soundness of the library'),
  },
  {
    name: 'how long recordings are kept',
    at: '/settings',
    scene: { role: 'governance' },
    ready: pressed('Change how long recordings are kept', 'Go by this schedule'),
  },
  {
    name: 'adding a person',
    at: '/settings',
    scene: { role: 'administrator' },
    ready: pressed('Add a person', 'Hand it over in person'),
  },
  {
    name: 'removing a person',
    at: '/settings',
    scene: { role: 'administrator' },
    ready: pressed(/^Remove /, 'can no longer open the library'),
  },
  {
    name: 'a new recovery kit',
    leaves: true,
    at: '/settings',
    scene: { role: 'administrator' },
    ready: inTurn(pressed(/^Remove /, 'can no longer open the library'), async (page) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
      await saying(page, 'Library identity');
    }),
  },
  {
    name: 'an address with nothing at it',
    at: '/no/such/place',
    ready: seen('There is nothing at this address'),
  },
];
