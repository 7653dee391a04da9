import type { MiddlewareHandler } from 'hono';

/** Requests whose sender a browser has named must come from our own page. */
const ownPage = new Set([undefined, 'same-origin']);
/** The page itself may also be opened by a person: typed, bookmarked, reloaded. */
const byPerson = new Set([undefined, 'same-origin', 'none']);

/** Whether a request changes anything or hands bytes in: then its origin must be stated. */
const isActing = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

/**
 * Keeps other pages and other names of this machine out.
 * - Host: a foreign name that was made to resolve to 127.0.0.1 (DNS rebinding) is not ours: 421.
 * - Sec-Fetch-Site: another site, or another port of this machine, that asks through the browser: 403.
 * - Origin: must be ours wherever it is stated, and must be stated on anything that acts: 403.
 * The entrance is open to all, since the launch file is no page of ours; there the ticket decides.
 */
export function guard(host: () => string, entrance: string): MiddlewareHandler {
  return async (context, next) => {
    if (context.req.header('host') !== host()) return context.body(null, 421);
    if (context.req.path === entrance) return next();
    const site = context.req.header('sec-fetch-site');
    const allowed = context.req.path === '/' ? byPerson : ownPage;
    if (!allowed.has(site)) return context.body(null, 403);
    const origin = context.req.header('origin');
    const stated = origin !== undefined || !isActing(context.req.method);
    if (!stated || (origin !== undefined && origin !== `http://${host()}`)) return context.body(null, 403);
    return next();
  };
}
