import { VisuallyHidden } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import classes from './identifier.module.css';
import { useLecture } from './lecture.ts';

/** A number that identifies a patient: set apart so that nobody reads it out by mistake, and hidden in lecture mode. */
export function Identifier({ children }: { readonly children: string }) {
  const lecture = useLecture();
  return (
    <span className={classes.identifier}>
      <IconId size={13} aria-hidden />
      <VisuallyHidden>identifies the patient: </VisuallyHidden>
      {lecture ? 'hidden' : children}
    </span>
  );
}
