import type { Output } from './context.ts';

type Said = Output<'library.create'>['recoveryKit'];

/** A recovery kit as the keys room gives it. */
interface Kit {
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly lines: readonly string[];
    readonly commands: readonly string[];
  }[];
}

/** The kit as the contract carries it. */
export const sayKit = (kit: Kit): Said => ({
  title: kit.title,
  sections: kit.sections.map(({ heading, lines, commands }) => ({
    heading,
    lines: [...lines],
    commands: [...commands],
  })),
});
