import type { MenuCommand } from '../../shared/contract/menu.ts';

/** Puts commands into the menu of the desktop program; nothing in a browser. Returns the way to take them out. */
export function offerMenu(commands: readonly MenuCommand[], onChosen: (command: string) => void): () => void {
  const native = window.custos;
  if (!native) return () => undefined;
  const stop = native.onMenu(onChosen);
  // A menu that cannot be set leaves the keys and the palette.
  const offer = (offered: readonly MenuCommand[]): void =>
    void native.offerMenu(offered).catch(() => undefined);
  offer(commands);
  return () => {
    stop();
    offer([]);
  };
}
