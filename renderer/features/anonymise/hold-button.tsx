import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { KeyHint } from '../../parts/commands/key-hint.tsx';
import type { Command } from '../../parts/commands/registry.ts';
import { heldByHand } from './use-held.ts';

interface HoldButtonProps {
  readonly command: Command;
  readonly children: string;
}

const presses = ({ key }: KeyboardEvent): boolean => key === ' ' || key === 'Enter';

/** Does by a finger or the mouse what its key does while it is held. */
export function HoldButton({ command, children }: HoldButtonProps) {
  const hold = (): void => heldByHand.set(command.id);
  // The focus that leaves this one for another that is held already lets go of nothing.
  const letGo = (): void => {
    if (heldByHand.get() === command.id) heldByHand.reset();
  };
  return (
    <Button
      size="xs"
      variant="default"
      title={command.name}
      rightSection={<KeyHint command={command} />}
      onPointerDown={hold}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!presses(event)) return;
        // Enter would accept everything.
        event.preventDefault();
        event.stopPropagation();
        hold();
      }}
      onKeyUp={letGo}
      onBlur={letGo}
    >
      {children}
    </Button>
  );
}
