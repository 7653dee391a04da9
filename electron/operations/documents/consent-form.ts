import { checkAloud } from '../../../shared/domain/consent-form/code.ts';
import {
  type Answered,
  padHeight,
  padWidth,
  type Signature,
} from '../../../shared/domain/consent-form/signature.ts';
import {
  type FormTemplate,
  type Question,
  withPublication,
} from '../../../shared/domain/consent-form/template.ts';
import { informedPoints } from '../../../shared/domain/policy/words.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { breakable, setPages } from './pdf.ts';

/** One form as it is printed for one patient. */
export interface ConsentForm {
  readonly number: string;
  readonly library: string;
  readonly template: FormTemplate;
  readonly version: number;
  readonly publication: string;
  readonly patient: { readonly name: string; readonly bornOn: Day | null; readonly identifier: string };
  /** What the code of a page says; it holds nothing of the patient. */
  readonly codeOf: (page: number, pages: number) => PrintedCode;
  /** What was answered and signed on the screen; absent where the form is printed to be filled in. */
  readonly signed?: SignedOnScreen;
}

/** The end of a form that was answered on the screen. */
export interface SignedOnScreen extends Answered {
  /** How it came about, line by line: who answered, when, who handed it over. */
  readonly lines: readonly (readonly [name: string, value: string])[];
}

interface PrintedCode {
  readonly text: string;
  readonly library: string;
  readonly check: string;
}

/** Points. A module of the code is three points, which a scan at 150 dots an inch holds six times over. */
const margin = 56;
const codeSize = 100;
const boxSize = 13;
/** A civil day as it is written. */
const dayInWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const inWords = (day: Day): string => dayInWords.format(Date.parse(day));
const grey = '#444444';

const paragraph = (text: string, more: object = {}): object => ({
  text: breakable(text),
  margin: [0, 0, 0, 7],
  ...more,
});
const heading = (text: string): object => ({
  text,
  bold: true,
  fontSize: 14,
  margin: [0, 10, 0, 5],
  headlineLevel: 1,
});

const cross = [
  { type: 'line', x1: 2, y1: 3, x2: boxSize - 2, y2: boxSize - 1, lineWidth: 1.6 },
  { type: 'line', x1: boxSize - 2, y1: 3, x2: 2, y2: boxSize - 1, lineWidth: 1.6 },
];

/** Both boxes are drawn by the same line of code, so that neither can be larger, darker or nearer than the other. */
const box = (text: string, ticked: boolean): object => ({
  columns: [
    {
      canvas: [{ type: 'rect', x: 0, y: 1, w: boxSize, h: boxSize, lineWidth: 1 }, ...(ticked ? cross : [])],
      width: boxSize + 6,
    },
    { text, width: 'auto' },
  ],
});

const line = (label: string): object => ({
  columns: [
    { text: label, width: 190 },
    { canvas: [{ type: 'line', x1: 0, y1: 17, x2: 280, y2: 17, lineWidth: 0.7 }], width: '*' },
  ],
  margin: [0, 0, 0, 12],
  unbreakable: true,
});

/** What was answered on the screen, as far as the lines under a question say it. */
type Answers = Pick<Answered, 'answers' | 'viewers' | 'keepUntil'>;

const otherwiseOf = ({ asks }: Question, { viewers, keepUntil }: Answers): string =>
  asks === 'viewers' ? viewers.join(', ') : keepUntil === null ? '' : inWords(keepUntil);

const below = (question: Question, answered: Answers | null): object[] => {
  const { otherwise, id } = question;
  if (!otherwise) return [];
  if (!answered) return [{ ...line(otherwise), margin: [0, 4, 0, 0] }];
  const said = answered.answers[id] === 'yes' ? '' : otherwiseOf(question, answered);
  return [{ text: breakable(`${otherwise} ${said || 'nothing written'}`), margin: [0, 4, 0, 0] }];
};

const asked = (question: Question, publication: string, answered: Answers | null): object => ({
  unbreakable: true,
  margin: [0, 0, 0, 14],
  stack: [
    {
      columns: [
        { text: breakable(withPublication(question.text, publication)), width: '*' },
        { ...box('Yes', answered?.answers[question.id] === 'yes'), width: 52 },
        { ...box('No', answered?.answers[question.id] === 'no'), width: 52 },
      ],
      columnGap: 8,
    },
    ...below(question, answered),
  ],
});

const fields = (rows: readonly (readonly [name: string, value: string])[]): object => ({
  table: {
    widths: [110, '*'],
    body: rows.map(([name, value]) => [{ text: name, color: grey }, { text: breakable(value) }]),
  },
  layout: 'noBorders',
  margin: [0, 0, 0, 8],
});

const whose = ({ number, library, patient, publication }: ConsentForm): object =>
  fields([
    ['Form', `${number}, ${library}`],
    ['Patient', patient.name],
    ['Born on', patient.bornOn === null ? '' : inWords(patient.bornOn)],
    ['Number', patient.identifier],
    ...(publication ? ([['Publication', publication]] as const) : []),
  ]);

const toSign: readonly string[] = [
  'Signature',
  'Name in capitals',
  'Date of signing',
  'If you sign for the patient: who you are to them',
  'Explained by (name, signature)',
  'Leaflet: version and language',
  'Interpreter (name), if there was one',
  'Time given to think it over',
];

/** The drawn lines as a picture, or the typed name with the one who saw it. */
function signatureOf(signature: Signature): object[] {
  if (signature.means === 'typed')
    return [
      fields([
        ['Name, typed as the signature', signature.name],
        ['Witness', signature.witness],
      ]),
    ];
  const scale = 300 / padWidth;
  const lines = signature.strokes.map((stroke) => ({
    type: 'polyline',
    lineWidth: 1.2,
    // A point by itself is drawn as a dot.
    points: [...stroke, ...(stroke.length === 1 ? stroke : [])].map(([x, y], place) => ({
      x: x * scale + (stroke.length === 1 ? place : 0),
      y: y * scale,
    })),
  }));
  const frame = { type: 'rect', x: 0, y: 0, w: 300, h: padHeight * scale, lineWidth: 0.5, lineColor: grey };
  return [{ canvas: [frame, ...lines], margin: [0, 0, 0, 8], unbreakable: true }];
}

const signedLines = ({ signature, lines }: SignedOnScreen): object[] => [
  ...signatureOf(signature),
  fields(lines),
];

function contentOf(form: ConsentForm, first: boolean): object[] {
  const { template, publication, signed } = form;
  const filled = (text: string): string => withPublication(text, publication);
  return [
    {
      text: breakable(template.title),
      bold: true,
      fontSize: 18,
      margin: [0, 0, 0, 6],
      ...(first ? {} : { pageBreak: 'before' }),
    },
    whose(form),
    ...template.opening.map((text) => paragraph(filled(text))),
    paragraph(filled(template.freeChoice), { bold: true }),
    heading('What you are told'),
    {
      ul: (signed?.told ?? informedPoints).map((point) => paragraph(filled(template.informed[point]))),
      margin: [0, 0, 0, 2],
    },
    heading('Your answers'),
    paragraph(
      signed
        ? 'Answered on the screen. A question with no cross was left open.'
        : 'Tick one box at each question, or leave both empty.',
    ),
    ...template.questions.map((question) => asked(question, publication, signed ?? null)),
    heading('Signed'),
    ...(signed ? signedLines(signed) : toSign.map(line)),
  ];
}

/** The head of every page: what the code says, to be read, and the code, with white around it. */
function head(form: ConsentForm, page: number, pages: number): object {
  const { text, library, check } = form.codeOf(page, pages);
  return {
    margin: [margin, 26, margin, 0],
    columns: [
      {
        width: '*',
        fontSize: 9,
        color: grey,
        stack: [
          `${form.number}, page ${page} of ${pages}`,
          `Library ${library}, check ${checkAloud(check)}`,
          `Wording: version ${form.version}`,
          'Please leave the square on the right free of writing.',
        ],
      },
      { qr: text, fit: codeSize, eccLevel: 'Q', width: 'auto' },
    ],
  };
}

const setForms = (
  title: string,
  content: object[],
  header: (page: number, pages: number) => object,
): Promise<Uint8Array> =>
  setPages({
    pageMargins: [margin, 132, margin, 44],
    info: { title, creator: 'Custos', producer: 'Custos' },
    defaultStyle: { font: 'Roboto', fontSize: 12, lineHeight: 1.15 },
    content,
    header,
  });

/** Sets one form, and says how many pages it has. */
async function setOne(form: ConsentForm): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> {
  let counted = 1;
  const bytes = await setForms(`Consent form ${form.number}`, contentOf(form, true), (page, pages) => {
    counted = pages;
    return head(form, page, pages);
  });
  return { bytes, pages: counted };
}

/** A form that was answered and signed on the screen, with how many pages it has. */
export const signedFormPdf = (
  form: ConsentForm & { readonly signed: SignedOnScreen },
): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> => setOne(form);

/** Consent forms on A4 in one document, each beginning on a page of its own and counted by itself. */
export async function consentFormsPdf(forms: readonly ConsentForm[]): Promise<Uint8Array> {
  const [only] = forms;
  if (only && forms.length === 1) return (await setOne(only)).bytes;
  // The pages of each are counted first: the head of a page says how many its own form has.
  const places: { readonly form: ConsentForm; readonly page: number; readonly pages: number }[] = [];
  for (const form of forms) {
    const { pages } = await setOne(form);
    for (let page = 1; page <= pages; page += 1) places.push({ form, page, pages });
  }
  const content = forms.flatMap((form, place) => contentOf(form, place === 0));
  return setForms('Consent forms', content, (page) => {
    const place = places[page - 1];
    return place ? head(place.form, place.page, place.pages) : {};
  });
}
