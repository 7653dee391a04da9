import type { CustomScheme, Session } from 'electron';
import type { EngineLink } from '../door/engine-link.ts';
import type { PageFiles } from '../door/page-files.ts';
import { isOwn, scheme } from './origin.ts';

/** Declared before the program is ready: an origin of its own, secure, with fetch and streams, and no code cache. */
export const ownScheme: CustomScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: false },
};

const isMedia = (path: string): boolean => path.startsWith('/media/') || path.startsWith('/thumb/');

/** Serves the page, and under `/media/` and `/thumb/` the bytes that the gate let through to this window. */
export function serveWindow(session: Session, page: PageFiles, link: () => EngineLink): void {
  session.protocol.handle(scheme, async (request) => {
    if (!isOwn(request.url)) return new Response(null, { status: 403 });
    const path = new URL(request.url).pathname;
    if (!isMedia(path)) return page.answer(path, request.method);
    return link().media({ path, method: request.method, range: request.headers.get('range') });
  });
}
