const dayForm = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A civil day as people here write it: 3 March 2024. */
export const dayText = (day: string): string => dayForm.format(new Date(`${day}T00:00:00Z`));

/** A moment in the library's zone: 3 March 2024, 14:05. */
export function momentText(instant: string, zone: string): string {
  const form = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });
  return form.format(new Date(instant)).replace(' at ', ', ');
}

/** Today as a civil day in the library's zone. */
export const todayIn = (zone: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: zone,
  }).format(new Date());

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function span(days: number): string {
  if (days < 14) return plural(days, 'day');
  if (days < 60) return plural(Math.round(days / 7), 'week');
  if (days < 730) return plural(Math.round(days / 30.44), 'month');
  return plural(Math.round(days / 365.25), 'year');
}

/** How far a day is from another: today, in 3 days, 2 weeks overdue. */
export function dueText(day: string, today: string): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  if (days === 0) return 'today';
  return days > 0 ? `in ${span(days)}` : `${span(-days)} overdue`;
}
