import edition from '../../resources/editions/gmc-2002.json';

/** What each paragraph asks, in our words. A shipped resource; this file alone reaches for it. */
export const guidance: ReadonlyMap<string, string> = new Map(Object.entries(edition.paragraphs));
