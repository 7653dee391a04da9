import { VisuallyHidden } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import classes from './facts.module.css';

/** A number of the library's own, such as R-000123: it tells nothing about anybody. */
export const Mono = ({ children }: { readonly children: string }) => (
  <span className={classes.mono}>{children}</span>
);

/** A number that identifies a person; set apart so that nobody reads it out by mistake. */
export const Identifying = ({ children }: { readonly children: string }) => (
  <span className={classes.identifier}>
    <IconId size={13} aria-hidden style={{ verticalAlign: '-2px', marginRight: 3 }} />
    <VisuallyHidden>identifies the patient: </VisuallyHidden>
    {children}
  </span>
);
