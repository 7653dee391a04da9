/** The paragraphs of the 2002 guidance that an answer may cite, in its own order. */
export const paragraphs = [
  '1',
  '2',
  '3',
  '5',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
  '13',
  '13a',
  '14a',
  '14b',
  '14e',
  '16',
  '17',
  '18',
  '19',
  '21',
  '24',
  '25',
] as const;

export type Paragraph = (typeof paragraphs)[number];
