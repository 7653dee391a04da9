/** A moment in UTC as `YYYY-MM-DDTHH:MM:SS.sssZ`; instants compare as strings. */
export type Instant = string & { readonly __brand: 'Instant' };

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export const isInstant = (text: string): text is Instant =>
  form.test(text) && !Number.isNaN(Date.parse(text));

export const instantOf = (date: Date): Instant => date.toISOString() as Instant;
