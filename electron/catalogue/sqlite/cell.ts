import { categories, circumstances, uses } from '../../../shared/domain/policy/words.ts';
import { kinds, standings } from '../../../shared/domain/recording/state.ts';
import { type Role, roles } from '../../../shared/domain/user/role.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import type { VisibilityLevel } from '../rows.ts';
import type { RecordingTable } from './recording-table.ts';

/** What discovery asks of a recording, in four 16-bit numbers. */
export interface Cell {
  /** Kind, standing, category, purpose and circumstances as places in their lists, and whether it may be found. */
  readonly facets: number;
  /** Two bits a role, and above them the rating. */
  readonly visibility: number;
  /** Days since 1899-12-31; 0 where open. */
  readonly earliest: number;
  readonly latest: number;
}

export type CellSource = Pick<
  RecordingTable,
  | 'kind'
  | 'standing'
  | 'category'
  | 'made_for'
  | 'circumstances'
  | 'state'
  | 'made_earliest'
  | 'made_latest'
  | 'rating'
> & { readonly visibility: number };

export const cellColumns = [
  'kind',
  'standing',
  'category',
  'made_for',
  'circumstances',
  'state',
  'made_earliest',
  'made_latest',
  'rating',
  'visibility',
] as const;

const findable = 1 << 14;

const dayZero = Date.parse('1899-12-31T00:00:00Z');
/** The last day that a cell can say. */
export const lastDay = 65_535;

/** The day as a number; days before 1900 count as the first, days after June 2079 as the last. */
export function dayNumber(day: Day | null): number {
  if (day === null) return 0;
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - dayZero) / 86_400_000);
  return Math.min(lastDay, Math.max(1, days));
}

const months = new Uint16Array(lastDay + 1);

/** The month of a day number as twelve times the year, and its place in it from 1; 0 for no date. */
export function monthOfDay(day: number): number {
  if (day === 0) return 0;
  const known = months[day];
  if (known) return known;
  const date = new Date(dayZero + day * 86_400_000);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + 1;
  months[day] = month;
  return month;
}

/** 0 for what nobody has said yet, else the place in the list, from 1. */
const place = <T>(list: readonly T[], value: T | null): number =>
  value === null ? 0 : list.indexOf(value) + 1;

export function cellOf(row: CellSource): Cell {
  const mayBeFound = row.state === 'active' || row.state === 'quarantined';
  const facets =
    place(kinds, row.kind) |
    (place(standings, row.standing) << 2) |
    (place(categories, row.category) << 5) |
    (place(uses, row.made_for) << 8) |
    (place(circumstances, row.circumstances) << 11) |
    (mayBeFound ? findable : 0);
  return {
    facets,
    visibility: mayBeFound ? row.visibility | (ratingPlace(row.rating) << ratingShift) : 0,
    earliest: dayNumber(row.made_earliest),
    latest: dayNumber(row.made_latest),
  };
}

/** One more than the highest facet bits. */
export const facetSpace = 1 << 15;

export const isFindable = (facets: number): boolean => (facets & findable) !== 0;
export const kindOf = (facets: number): number => facets & 3;
export const standingOf = (facets: number): number => (facets >> 2) & 7;
export const categoryOf = (facets: number): number => (facets >> 5) & 7;
export const madeForOf = (facets: number): number => (facets >> 8) & 7;
export const circumstancesOf = (facets: number): number => (facets >> 11) & 7;

/** Above the bits of six roles: 0 for unrated, else one more than the stars. */
const ratingShift = 12;
export const ratingPlace = (rating: number | null): number => (rating === null ? 0 : rating + 1);
export const ratingPlaceOf = (visibility: number): number => (visibility >> ratingShift) & 7;
export const ratingPlaces = 7;

export const roleShift = (role: Role): number => roles.indexOf(role) * 2;

/** The levels of all roles as one number, as the column `visibility` has them. */
export const packVisibility = (levels: Readonly<Record<Role, VisibilityLevel>>): number =>
  roles.reduce((bits, role) => bits | (levels[role] << roleShift(role)), 0);
