import { z } from 'zod';

/**
 * A command of the window as it stands in the menu of the desktop program. Its name is one of the program's own
 * sentences and never holds anything of the library.
 */
export const menuCommand = z.object({
  id: z.string().regex(/^[a-z]+\.[A-Za-z]+$/),
  name: z.string().min(1).max(80),
  /** As the window writes it: `Mod+Shift+l`; null for single letters, which would take typing away. */
  stroke: z.string().max(40).nullable(),
});
export const menuCommands = z.array(menuCommand).max(60);
export type MenuCommand = z.output<typeof menuCommand>;
