function withoutEnd(text: string, isEnd: (code: number) => boolean): string {
  let end = text.length;
  while (end > 0 && isEnd(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/**
 * A text without the zeros that end it. A regular expression for them would begin anew at each zero of a long run
 * that something follows, and take hours over a file made for that.
 */
export const withoutZeroEnd = (text: string): string => withoutEnd(text, (code) => code === 0);

/** A value of DICOM without what fills it up to an even length (PS3.5 section 6.2). */
export const withoutPadding = (text: string): string =>
  withoutEnd(text, (code) => code === 0 || code === 0x20);
