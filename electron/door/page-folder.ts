import { fileURLToPath } from 'node:url';

/**
 * Where the built page lies: `out/renderer` at the top of the repository or of the packed program. Built sources
 * lie two folders deeper than the sources themselves.
 */
export function pageFolder(): string {
  const up = import.meta.url.endsWith('.ts') ? '../../out/renderer' : '../../../renderer';
  return fileURLToPath(new URL(up, import.meta.url));
}
