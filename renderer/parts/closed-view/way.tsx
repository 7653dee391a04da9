import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentProps } from 'react';
import classes from './closed-view.module.css';

/** A way on or back: all look alike, so that none is urged on anybody. */
export const Way = (
  props: ButtonProps & Pick<ComponentProps<'button'>, 'onClick' | 'type' | 'aria-pressed'>,
) => <Button variant="default" className={classes.way} {...props} />;
