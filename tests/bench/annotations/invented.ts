import { pick, whole } from '../seeded.ts';

const given = 'JOHN MARIA Ahmed Fatima Wei Olga Søren JOSÉ Anna Piotr Ingrid Yuki Priya LARS Amina Zoë'.split(
  ' ',
);
const family = "SMITH GARCIA Müller Okafor Nguyen HANSEN O'Brien Kowalski Tanaka PATEL Dubois Novák".split(
  ' ',
);
const places = [
  'ST MARY HOSPITAL',
  'University Clinic Lund',
  'CITY GENERAL',
  'Klinikum West',
  'Hôpital Nord',
];
const settings = [
  'MI 1.1',
  'TIS 0.4',
  'Gn 60',
  '28Hz',
  'kV 120',
  'W:400 L:40',
  'TR 540 TE 15',
  'SL 5.0',
  'SUPINE',
];

/** Sides, panels and initials, which are often large and stand alone. */
const signs = ['L', 'R', 'A', 'B', 'P', 'S', '1', '2', 'B2', 'AP', 'PA', 'RB', 'MS', 'LA6', 'OBC', 'L MLO'];

const two = (value: number): string => String(value).padStart(2, '0');

function day(random: () => number): string {
  const [year, month, date] = [
    String(1931 + whole(random, 93)),
    two(1 + whole(random, 12)),
    two(1 + whole(random, 28)),
  ];
  return pick(random, [`${year}-${month}-${date}`, `${date}/${month}/${year}`, `${date}.${month}.${year}`]);
}

/** What devices write: a name, a number, a day, a time, a place or a setting. Nobody is meant. */
export function inventedText(random: () => number): string {
  const [first, last] = [pick(random, given), pick(random, family)];
  const digits = String(100_000 + whole(random, 9_000_000));
  return pick(random, [
    () => pick(random, [`${last}, ${first}`, `Name: ${first} ${last}`, `${last}^${first}`]),
    () => pick(random, ['ID: ', 'MRN ', '', 'Hosp No ']) + digits,
    () => pick(random, ['', 'DOB: ', 'Study Date: ']) + day(random),
    () => `${two(whole(random, 24))}:${two(whole(random, 60))}:${two(whole(random, 60))}`,
    () => pick(random, places),
    () => pick(random, settings),
    () => pick(random, signs),
  ])();
}
