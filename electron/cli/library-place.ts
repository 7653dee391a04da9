import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a library lies that a person named: `init` and `demo` add `.custos` to a name that lacks it. */
export function libraryPlace(named: string): string {
  const place = resolve(named);
  const ended = `${place}.custos`;
  return !existsSync(join(place, 'library.json')) && existsSync(join(ended, 'library.json')) ? ended : place;
}
