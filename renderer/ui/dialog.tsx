import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isHolder, landingOfPage } from './keep-focus.ts';

/** Gives the focus back to where it was when the dialog came; to the page itself where that is gone. */
function useFocusBack(): void {
  const [origin] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const still = isHolder(origin) && origin.isConnected && origin !== document.body;
      (still ? origin : landingOfPage())?.focus({ preventScroll: true });
    },
    [origin],
  );
}

/** A dialog that is there as long as it is rendered. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  useFocusBack();
  return <Modal opened {...props} />;
}
