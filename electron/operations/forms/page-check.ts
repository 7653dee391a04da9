import { createHash } from 'node:crypto';
import {
  checkLength,
  codeBody,
  codeText,
  type PageCode,
  shortLibrary,
} from '../../../shared/domain/consent-form/code.ts';
import type { Rooms } from '../context.ts';

/** The check value of a page, by the secret under which this library marks files: nobody else can make one. */
export const checkOf = ({ markOf }: Pick<Rooms, 'markOf'>, code: PageCode): string => {
  const told = createHash('sha256')
    .update(`consent form page: ${codeBody(code)}`)
    .digest('hex');
  return markOf(told).slice(0, checkLength).toUpperCase();
};

/** What the code on a page of a form says, and its check value by itself. */
export function pageCode(
  rooms: Pick<Rooms, 'markOf' | 'settings'>,
  number: number,
  page: number,
  pages: number,
): { readonly text: string; readonly library: string; readonly check: string } {
  const library = shortLibrary(rooms.settings.id);
  const code = { library, number, page, pages };
  const check = checkOf(rooms, code);
  return { text: codeText(code, check), library, check };
}
