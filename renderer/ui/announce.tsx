import { Button, Group, VisuallyHidden } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { createStore, useStore } from './store.ts';

const said = createStore('');

interface Offer {
  readonly label: string;
  readonly act: () => void;
}

/** Says the outcome of an act to everybody: shown for a few seconds, and read out; with what can be done about it. */
export function say(message: string, offer?: Offer): void {
  said.set(said.get() === message ? `${message}\u00a0` : message);
  const id = notifications.show({
    message: offer ? (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        {message}
        <Button
          variant="default"
          size="compact-sm"
          flex="none"
          onClick={() => {
            notifications.hide(id);
            offer.act();
          }}
        >
          {offer.label}
        </Button>
      </Group>
    ) : (
      message
    ),
    autoClose: offer ? 12_000 : 6_000,
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
