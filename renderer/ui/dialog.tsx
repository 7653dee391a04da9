import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

/** Gives the focus back to where it was when the dialog came; to the page itself where that is gone. */
function useFocusBack(): void {
  const [origin] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const still = origin instanceof HTMLElement && origin.isConnected && origin !== document.body;
      const target = still ? origin : document.querySelector<HTMLElement>('main [data-landing], main h1');
      target?.focus({ preventScroll: true });
    },
    [origin],
  );
}

/** A dialog that is there as long as it is rendered. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  useFocusBack();
  return <Modal opened {...props} />;
}
