import { IconStarFilled } from '@tabler/icons-react';
import classes from './marks.module.css';

export const starWords = (stars: number | null): string =>
  stars === null ? 'Not rated' : stars === 1 ? '1 star' : `${stars} stars`;

/** How good a recording is for those who chose: a star with its number; nothing where nobody has rated. */
export function Stars({ rating }: { readonly rating: number | null }) {
  if (rating === null) return null;
  return (
    <span className={classes.stars} role="img" aria-label={starWords(rating)}>
      <IconStarFilled size={12} />
      <span>{rating}</span>
    </span>
  );
}
