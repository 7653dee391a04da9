import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageHeaders } from './content-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Answers requests for the files of the page. */
export interface PageFiles {
  /** The file at a path (`/` is the page itself), or 404. The method is GET or HEAD. */
  answer(path: string, method: string): Promise<Response>;
}

const refused = (status: number): Response => new Response(null, { status, headers: pageHeaders() });

/** What stands in the built page (renderer/vite.config.ts) where each answer puts a sign of its own. */
const nonceMark = 'custos-style-nonce';

/** The page itself, with a new sign for its own style elements in each answer. */
async function pageItself(place: string, method: string): Promise<Response> {
  const nonce = randomBytes(18).toString('base64url');
  const content = method === 'HEAD' ? null : (await readFile(place, 'utf8')).replaceAll(nonceMark, nonce);
  const headers = { ...pageHeaders(nonce), 'content-type': 'text/html; charset=utf-8' };
  return new Response(content, { status: 200, headers });
}

/**
 * Serves the files of a folder by a list that is made once: a path is looked up and never joined to the folder, so
 * that no spelling of it can lead elsewhere. Maps of sources and unknown kinds of file are not in the list.
 */
export async function openPageFiles(folder: string): Promise<PageFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile() || !(extname(entry.name) in types)) continue;
    const place = join(entry.parentPath, entry.name);
    files.set(place.slice(folder.length).replaceAll('\\', '/').replace(/^\/?/, '/'), place);
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return {
    async answer(path, method) {
      if (method !== 'GET' && method !== 'HEAD') return refused(405);
      const place = files.get(path);
      if (!place) return refused(404);
      const type = types[extname(place)] ?? 'application/octet-stream';
      if (place === index) return pageItself(index, method);
      const content = method === 'HEAD' ? null : await readFile(place);
      return new Response(content, { status: 200, headers: { ...pageHeaders(), 'content-type': type } });
    },
  };
}
