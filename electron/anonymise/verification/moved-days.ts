/** Days in a month; what a calendar says and no library of the writer's. */
function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day so many days before, counted one by one: at most a year. */
function dayBefore(text: string, days: number): string {
  let [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)].map(Number) as [
    number,
    number,
    number,
  ];
  for (let left = Math.min(days, 366); left > 0; left -= 1) {
    day -= 1;
    if (day > 0) continue;
    month = month === 1 ? 12 : month - 1;
    if (month === 12) year -= 1;
    day = monthLength(year, month);
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}`;
}

/** The days (YYYYMMDD) that may stand in a copy: those of the original, each moved back by as many days. */
export const movedDays = (originals: readonly string[], back: number): ReadonlySet<string> =>
  new Set(originals.map((day) => dayBefore(day, back)));
