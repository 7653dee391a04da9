export interface HelpText {
  /** Three or four sentences: what this page is for, and how it is used. */
  readonly says: readonly string[];
  /** The edition and paragraph of the guidance that it rests on. */
  readonly paragraph: string;
}

/** The help of every page, by its address. A page without a text here has no address: see routes.tsx. */
export const helpTexts = {
  '/': {
    says: [
      'Every recording that you may know of is here, each with a mark that says where it stands.',
      'Arrows move the outline, Space looks, Enter opens, and Shift with an arrow chooses a range.',
      'What is chosen can be classified, anonymised, released or proposed for erasure, as far as your role reaches.',
      'Recordings that are not yours to know of are not counted and not shown.',
    ],
    paragraph: '2002:14d',
  },
  '/recording/$id': {
    says: [
      'This is one recording with all that is known of it.',
      'The table says for each use whether it is permitted now; choose an answer to read why and what would change it.',
      'Looking at a recording is written to the trail.',
      'The original is never changed; copies are made from it and listed below it.',
    ],
    paragraph: '2002:14b',
  },
  '/recording/$id/anonymise': {
    says: [
      'Here a copy is made from which nobody can be recognised; what seems to be written in the picture is proposed to be covered.',
      'Tab goes from region to region, Y covers it, N leaves it visible, D draws another; Enter accepts all and goes on.',
      'A name, number or date that the library knows of this patient is marked, and all metadata that may not stay is removed.',
      'Somebody then looks at the copy and signs it off. Small details can be enough to identify a patient.',
    ],
    paragraph: '2002:10',
  },
  '/light-table': {
    says: [
      'Here the chosen recordings lie side by side, in the order of their days.',
      'They are enlarged and moved together, so that the same place is compared with itself; O lays the first faintly over the others.',
      'Each is opened in the way of your role, and opening it is written to the trail.',
    ],
    paragraph: '2002:14b',
  },
  '/twins': {
    says: [
      'Recordings that are the same file, and pictures that hardly differ, stand here side by side.',
      'Compare a group on the light table to see which one to keep; nothing is removed from here.',
      'A copy too many is taken away by proposing its erasure, like any other recording.',
    ],
    paragraph: '2002:14d',
  },
  '/anonymise': {
    says: [
      'These recordings wait for an anonymised copy, or for somebody to sign one off.',
      'B begins with the first, S signs the copies off that wait; what is written in them is looked for ahead.',
      'Only a recording from which the patient cannot be recognised may be used without permission [5].',
      'Until a copy is signed off, the recording counts as one in which the patient can be recognised.',
    ],
    paragraph: '2002:9',
  },
  '/consent': {
    says: [
      'An agreement is what a patient permitted and consented to: the making, and each use by itself.',
      'Enter one when it is given; record here as well when it is confirmed, changed or withdrawn.',
      'A withdrawal takes effect at once: what rests on it can no longer be used.',
    ],
    paragraph: '2002:13',
  },
  '/consent/new': {
    says: [
      'Say whom the agreement is of, who gave it, in which form and for which uses.',
      'Tick what was explained; what was not explained limits what the recording may be used for.',
      'For a child or an adult who cannot decide, somebody else may agree, and it is noted who.',
    ],
    paragraph: '2002:13a',
  },
  '/consent/agreement/$id': {
    says: [
      'This is one agreement: its terms, its history and the recordings it covers.',
      'Before a change or a withdrawal is saved, Custos shows what it will do to each recording and each copy that is out.',
      'The signed form can be kept with it.',
    ],
    paragraph: '2002:14a',
  },
  '/consent/round': {
    says: [
      'These are the agreements of which nobody has asked yet, after the recording, whether they still stand.',
      'Enter each letter and call, for one or for several at once. None of them is an answer: silence is never taken for a yes.',
      'The patient may be shown the recordings in the form in which they will be shown; the answer is then entered with the agreement.',
    ],
    paragraph: '2002:14a',
  },
  '/consent/notices': {
    says: [
      'This register says by which means callers are told that calls are recorded, and from when to when.',
      'A recorded call that was made on a day outside every period is not used, and stands in the queue Put right.',
      'It also keeps how those who come here are told that patients may be recorded while they are unconscious [20].',
      'A line is never removed: give it its last day. Each is signed by whoever entered it.',
    ],
    paragraph: '2002:21',
  },
  '/consent/sealed': {
    says: [
      'Recordings made without the patient’s knowledge are sealed: no list, search or count knows of them, for anybody.',
      'You see here that one is there where you took it in, called it covert, or were let know of it.',
      'To open one, ask a second person with a reason and a last day; it is then open to you two and to nobody else.',
      'Enter also which experienced colleague was consulted before it was made: without that it is not used.',
    ],
    paragraph: '2002:11',
  },
  '/consent/agreement/$id/viewing': {
    says: [
      'The patient sees each recording in the form in which it will be shown: the anonymised copy that is signed off.',
      'Hand the device over, and the window holds these recordings and nothing else until you enter your passphrase.',
      'What they say to each is noted. Then record their answer with the agreement: confirmed, varied, or no longer agreed to.',
    ],
    paragraph: '2002:14c',
  },
  '/consent/forms': {
    says: [
      'A form is issued for each patient, printed, and comes back signed; the code on each page says which form it is.',
      'Drop scans here, as many as there are: PDF, JPEG, PNG or TIFF. Each is put with its form, and what cannot be read is said.',
      'What came back waits to be entered, yes and no alike. Custos reads the code and never the boxes.',
      'The wordings are kept by governance; a form that is out keeps the one that it was printed with.',
    ],
    paragraph: '2002:13',
  },
  '/consent/form/$id': {
    says: [
      'Enter what is ticked on the paper beside it, question by question: yes, no, or neither.',
      'Neither is not a yes. What was answered no becomes an objection and ends what was allowed before.',
      'No to everything is entered in the same way, and holds every use.',
      'Saving makes the agreement, and the scan goes with it.',
      'Where the patient answers and signs on this screen, the window holds the form and nothing else until you enter your passphrase. Unsigned, nothing of it is kept.',
    ],
    paragraph: '2002:13c',
  },
  '/consent/subjects': {
    says: [
      'Find a patient by name or by number; numbers are checked as they are typed.',
      'Only those whose work needs it can look for patients.',
      'Who a patient is never leaves the library in a file name or in the trail.',
    ],
    paragraph: '2002:14d',
  },
  '/consent/subject/$id': {
    says: [
      'This is one patient: who they are, who cares for them, what they agreed to and what was recorded.',
      'Those who care for a patient may see recordings made for care.',
      'A patient who turns 16 or can decide again is asked themself of what others agreed; note here what came of it, or enter an agreement.',
      'Where something was entered for the wrong patient, it is put right here, and everything that rested on it is decided again.',
    ],
    paragraph: '2002:9',
  },
  '/releases': {
    says: [
      'A release is every time that copies left the library: to whom, for what, until when.',
      'When an agreement ends, the copies that are out are to be called back; say here when they have come back or were destroyed.',
      'What was released cannot be made unseen, so look twice before it goes.',
    ],
    paragraph: '2002:14b',
  },
  '/releases/lecture': {
    says: [
      'Bring a presentation, a PDF or a folder before a lecture is given; nothing in it is changed.',
      'Every picture and clip in it is compared with what you may see, and decided on for the use and audience stated, today.',
      'Green may be shown; red may not; of amber nobody can say it yet, since it is no recording known here or only looks like one.',
      'The report can be printed. In a cleaned copy everything red is a plain grey picture.',
    ],
    paragraph: '2002:9',
  },
  '/releases/found': {
    says: [
      'Ask here of a file that was found elsewhere: on a slide, a website or a stick.',
      'It is compared with what you may see, by its content and by how it looks, also after cutting or coding anew.',
      'What only looks the same is a candidate: a person has to look at both.',
      'Whether it may be shown is decided by what the patient agreed to, today; the question is written to the trail.',
    ],
    paragraph: '2002:14d',
  },
  '/releases/disclosures': {
    says: [
      'A disclosure shows or gives a recording though no use of it is permitted: to prevent death or serious harm, because the law asks for it, to the patient, or to a provider who takes over the care.',
      'One person proposes it and an independent second one confirms it; one of them is of information governance.',
      'It is never a use: for teaching, research or publication nothing here helps.',
      'When it is over, governance looks back at it.',
    ],
    paragraph: '2002:19',
  },
  '/releases/disclosure/$id': {
    says: [
      'This is one disclosure: who is to see or receive what, why, and who answers for it.',
      'Until a second person has confirmed it, nothing is shown or given; afterwards it is open for its time only and can be ended at once.',
      'Other people in the recording are named with what was found of them. Each look and each copy is written to the trail.',
      'The record can be printed for the file. Copies are written once, with a page for the recipient.',
    ],
    paragraph: '2002:19',
  },
  '/queues': {
    says: [
      'These are the things that are owed: each with its reason, its paragraph and the day by which it is due.',
      'The button of each line does the thing, or leads to where it is done; who sees to it can be said for one or for several.',
      'What is not done by its day stays here and is marked as overdue; nothing is erased without a second person.',
    ],
    paragraph: '2002:14e',
  },
  '/queues/calendar': {
    says: [
      'Each day shows how many duties are due on it, or come back on it after they were put off.',
      'A day leads to the list of what is owed on it; the arrows go from day to day, Page Up and Page Down from month to month.',
      'What was due before the month that is shown, and is still open, stands above it.',
    ],
    paragraph: '2002:14a',
  },
  '/queues/overview': {
    says: [
      'This is where the collection stands: what may be used, what waits for somebody, and what is blocked and why.',
      'Each figure leads to the list of what it counts. Nothing is counted that you may not know of.',
      'A figure permits nothing: each use is decided when it is asked for.',
    ],
    paragraph: '2002:14e',
  },
  '/queues/certificates': {
    says: [
      'Each erasure leaves a certificate: what was destroyed, why, who proposed and who approved it.',
      'A certificate names no patient.',
      'It also says which copies are out and which backups could not be reached.',
    ],
    paragraph: '2002:14e',
  },
  '/queues/certificate/$id': {
    says: [
      'This certificate shows that a recording was erased, and how that was checked.',
      'It can be printed or saved for the records of the department.',
      'What was out of reach has still to be destroyed by hand.',
    ],
    paragraph: '2002:14e',
  },
  '/job/$id': {
    says: [
      'This shows what became of each file that was taken in.',
      'A file is stored only after its copy was read back and compared.',
      'What was set aside is not in the library; the way forward stands beside it.',
    ],
    paragraph: '2002:14d',
  },
  '/survey': {
    says: [
      'This reads a folder before anything of it is taken in, and changes nothing there.',
      'It says what is in it, from when, what identifies patients, what is there twice and what cannot be read.',
      'The figures for writing in pictures and for names are rough: they say where to look, not what is safe.',
      'Recordings made for teaching before 1997 have rules of their own; a survey shows how many there may be.',
    ],
    paragraph: '2002:16',
  },
  '/trail': {
    says: [
      'The trail holds every act in the library, in the order in which it was done.',
      'Each entry is bound to the one before it, so that nothing can be taken out unseen.',
      'It holds numbers and never names; words that somebody added can be erased, the entry cannot.',
    ],
    paragraph: '2002:14d',
  },
  '/settings': {
    says: [
      'Here are how the window looks for you, its keys, your passphrase, and what concerns the whole library.',
      'Appearance and keys are yours alone, wherever you open this library.',
      'Without a passphrase or the recovery kit nobody can open the library, and nobody can help.',
    ],
    paragraph: '2002:14d',
  },
} as const satisfies Readonly<Record<string, HelpText>>;
