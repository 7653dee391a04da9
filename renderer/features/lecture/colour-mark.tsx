import { IconCircleCheck, IconHelpTriangle, IconOctagon } from '@tabler/icons-react';
import type { Colour } from '../../../shared/domain/lecture/colour.ts';
import classes from './lecture.module.css';

export const colourNames: Readonly<Record<Colour, string>> = { red: 'Red', amber: 'Amber', green: 'Green' };

const icons: Readonly<Record<Colour, typeof IconOctagon>> = {
  red: IconOctagon,
  amber: IconHelpTriangle,
  green: IconCircleCheck,
};

/** A shape, a word and a colour, so that none of them is needed alone. */
export function ColourMark({ colour }: { readonly colour: Colour }) {
  const Icon = icons[colour];
  return (
    <span className={classes.mark} data-colour={colour}>
      <Icon size={16} aria-hidden />
      {colourNames[colour]}
    </span>
  );
}
