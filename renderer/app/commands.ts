import { defineCommands, everywhere } from '../parts/commands/registry.ts';

/** What can be done on every screen. */
export const general = defineCommands(
  { id: 'general', place: everywhere },
  {
    palette: { name: 'Find a command, a place or a patient', keys: ['Mod+k'], also: 'typing' },
    search: { name: 'Search the library', keys: ['/'] },
    sheet: { name: 'Show the keys that hold here', keys: ['?'] },
    import: { name: 'Take files in', keys: ['i'], needs: 'import.start' },
    anonymise: { name: 'Anonymise what is chosen', keys: ['a'], needs: 'anonymise.make' },
    agreement: { name: 'Enter an agreement', keys: ['c'], needs: 'agreement.create' },
    classify: { name: 'Classify what is chosen', keys: ['k'], needs: 'recording.classify' },
    release: { name: 'Release what is chosen', keys: ['r'], needs: 'release.make', lasting: true },
    erase: { name: 'Propose what is chosen for erasure', needs: 'erasure.propose' },
    undo: { name: 'Undo the last change', keys: ['Mod+z'] },
    uncover: { name: 'Show the blurred picture that is chosen, or blur it again', keys: ['v'] },
    help: { name: 'Show or hide the help of this page', keys: ['F1'], also: 'typing' },
    lecture: { name: 'Turn lecture mode on or off', keys: ['F9'], also: 'dialog' },
    lock: { name: 'Lock the library', keys: ['Mod+Shift+l'], also: 'dialog' },
    back: { name: 'Go back', keys: ['Escape'], fixed: true },
  },
);

/** The places of the rail and those one step behind them. */
export const going = defineCommands(
  { id: 'go', place: everywhere },
  {
    library: { name: 'Go to the library', keys: ['Mod+1'] },
    anonymise: { name: 'Go to what waits to be anonymised', keys: ['Mod+2'], needs: 'anonymise.make' },
    consent: { name: 'Go to the agreements', keys: ['Mod+3'], needs: 'agreement.list' },
    releases: { name: 'Go to the releases', keys: ['Mod+4'], needs: 'release.list' },
    copies: { name: 'Ask whether a file found elsewhere is ours', needs: 'copies.find' },
    lectureCheck: { name: 'Check a lecture before it is given', needs: 'lecture.begin' },
    queues: { name: 'Go to the queues', keys: ['Mod+5'], needs: 'queue.items' },
    calendar: { name: 'Go to the calendar of what is owed', needs: 'queue.calendar' },
    overview: { name: 'See where the collection stands', needs: 'queue.overview' },
    trail: { name: 'Go to the trail', keys: ['Mod+6'], needs: 'trail.window' },
    settings: { name: 'Go to the settings', keys: ['Mod+7'] },
    survey: { name: 'Survey a folder before it is taken in' },
    forms: { name: 'Go to the consent forms', needs: 'form.list' },
    round: { name: 'Go to the agreements to ask about', needs: 'round.list' },
    subjects: { name: 'Go to the patients', needs: 'subject.find' },
    twins: { name: 'Go to the twins', needs: 'recording.twins' },
    lightTable: { name: 'Go to the light table' },
    certificates: { name: 'Go to the certificates of erasure', needs: 'erasure.certificates' },
  },
);
