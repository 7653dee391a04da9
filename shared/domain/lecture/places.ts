/** Where a part of a lecture is shown. */
export const placeKinds = ['slide', 'notes', 'layout', 'page', 'nowhere'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export interface LecturePlace {
  readonly what: PlaceKind;
  readonly numbers: readonly number[];
}

/** Numbers with neighbours drawn together: 1–3, 7. */
export function sayNumbers(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ', ' : '–'}${to}`))
    .join(', ');
}

function sayPlace({ what, numbers }: LecturePlace): string {
  const many = numbers.length > 1 ? 's' : '';
  const which = sayNumbers(numbers);
  switch (what) {
    case 'slide':
      return `slide${many} ${which}`;
    case 'page':
      return `page${many} ${which}`;
    case 'notes':
      return `notes of slide${many} ${which}`;
    case 'layout':
      return `behind slide${many} ${which}`;
    case 'nowhere':
      return 'in the file, but shown nowhere';
  }
}

/** As the beginning of a line: "Slides 1–3, 7; notes of slide 7". Empty for a file of its own. */
export function sayPlaces(places: readonly LecturePlace[]): string {
  const text = places.map(sayPlace).join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
