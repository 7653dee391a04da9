/**
 * The paragraphs of the later guidance that an answer may cite, in its own order. Left out, because their wording was
 * not at hand when this was written: 45 to 46 (inquests), 48 to 53 beyond what is said of the dead here, 54 to 55 on how a
 * covert recording is authorised. Where one of them would decide, these rules refuse.
 */
export const paragraphs = [
  '10',
  '12',
  '13',
  '14',
  '15',
  '17',
  '22',
  '23',
  '24',
  '25',
  '27',
  '31',
  '32',
  '34',
  '37',
  '38',
  '39',
  '48',
  '54',
  '56',
  '57',
] as const;

export type Paragraph = (typeof paragraphs)[number];
