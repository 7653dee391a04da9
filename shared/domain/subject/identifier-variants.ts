/**
 * The ways in which one identifier may be written, so that none of them stays in an anonymised copy. Case is the
 * searcher's matter for ASCII; letters beyond it are given in upper and lower case here.
 */

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

function dateForms(year: string, month: string, day: string): string[] {
  const name = months[Number(month) - 1] ?? '';
  const short = name.slice(0, 3);
  const plainDay = String(Number(day));
  const plainMonth = String(Number(month));
  const brief = year.slice(2);
  const separated = ['/', '.', '-', ' '].flatMap((mark) => [
    [day, month, year].join(mark),
    [plainDay, plainMonth, year].join(mark),
    [day, month, brief].join(mark),
    [month, day, year].join(mark),
  ]);
  const written = [name, short].flatMap((word) => [
    `${plainDay} ${word} ${year}`,
    `${day} ${word} ${year}`,
    `${day}-${word}-${year}`,
    `${word} ${plainDay}, ${year}`,
    `${day}${word}${year}`,
  ]);
  const ordered = ['-', '/', ':', '.'].map((mark) => [year, month, day].join(mark));
  return [
    ...separated,
    ...written,
    ...ordered,
    `${year}${month}${day}`,
    `${day}${month}${year}`,
    `${day}${month}${brief}`,
  ];
}

/** Ten digits are printed in groups; other numbers with and without their spaces and hyphens. */
function numberForms(text: string): string[] {
  const compact = text.replace(/[\s/-]/g, '');
  const forms = [compact];
  if (/^\d{10}$/.test(compact)) {
    const groups = [compact.slice(0, 3), compact.slice(3, 6), compact.slice(6)];
    forms.push(
      groups.join(' '),
      groups.join('-'),
      groups.join('.'),
      `${compact.slice(0, 6)} ${compact.slice(6)}`,
    );
  }
  return forms;
}

/** Given names first, family name first, with comma, caret (DICOM), dot and underscore, and with an initial. */
function nameForms(words: readonly string[]): string[] {
  const family = words.at(-1) ?? '';
  const given = words.slice(0, -1);
  const joined = given.join(' ');
  const initial = given[0]?.[0] ?? '';
  const pairs = [' ', ', ', ',', '^', '_', '.', '-', ''];
  const forms = pairs.flatMap((mark) => [`${joined}${mark}${family}`, `${family}${mark}${joined}`]);
  const withFirst = given.length > 1 ? [`${given[0]} ${family}`, `${family}^${given.join('^')}`] : [];
  return [
    ...forms,
    ...withFirst,
    `${initial} ${family}`,
    `${initial}. ${family}`,
    `${family} ${initial}`,
    `${family}, ${initial}`,
  ];
}

const bothCases = (text: string): string[] =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
  /[^\u0000-\u007f]/.test(text)
    ? [text, text.toUpperCase(), text.toLowerCase(), withoutAccents(text)]
    : [text];

const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/**
 * All spellings to look for. A day is given as YYYY-MM-DD, a name as given names and family name with spaces
 * between, a number as it stands on the label. A word of fewer than four letters is not looked for by itself.
 */
export function identifierVariants(identifier: string): string[] {
  const text = identifier.trim().replace(/\s+/g, ' ');
  if (text === '') return [];
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (date) return [...new Set(dateForms(date[1] ?? '', date[2] ?? '', date[3] ?? ''))];
  const words = text.split(' ');
  const isNumber = /\d/.test(text);
  const forms = isNumber
    ? numberForms(text)
    : words.length > 1
      ? [...nameForms(words), ...longWords(words)]
      : [];
  return [...new Set([text, ...forms].flatMap(bothCases))];
}

const longWords = (words: readonly string[]): string[] => words.filter((word) => word.length >= 4);
