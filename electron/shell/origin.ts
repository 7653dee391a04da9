/** The one scheme and host of the window; everything in it has a relative address. */
export const scheme = 'custos';
export const host = 'app';
export const pageUrl = `${scheme}://${host}/`;

/** Whether an address lies in our own origin. The parts are compared, never the beginning of the text. */
export function isOwn(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return (
    url !== null &&
    url.protocol === `${scheme}:` &&
    url.host === host &&
    url.username === '' &&
    url.port === ''
  );
}

/** Whether an address is the page itself, whatever screen of it. */
export const isPage = (address: string): boolean =>
  isOwn(address) && ['/', '/index.html'].includes(new URL(address).pathname);
