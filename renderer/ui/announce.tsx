import { VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { createStore, useStore } from './store.ts';

const said = createStore('');

/** Says the outcome of an act to everybody: shown for a few seconds, and read out. */
export function say(message: string): void {
  said.set(said.get() === message ? `${message}\u00a0` : message);
  notifications.show({
    message,
    autoClose: 6_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close the message' },
  });
}

/** Reads out without showing, where the screen itself shows the change. */
export function murmur(message: string): void {
  said.set(message);
}

/** The place screen readers listen to. One in the window. */
export function LiveRegion() {
  const message = useStore(said);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {message}
    </VisuallyHidden>
  );
}
