import type { App, Session, WebContents } from 'electron';
import { isOwn, isPage } from './origin.ts';

/**
 * Where a window may go:
 * - the page may load itself again; any other address, redirect or frame is stopped;
 * - a frame may show what the gate let through at our own origin (a scanned form), nothing else;
 * - no second window opens; a document made for the person (a certificate) is saved instead;
 * - nothing is downloaded but such a document, through the dialog of the system;
 * - no device is chosen.
 */
function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame ? !isPage(event.url) : !isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isOwn(url) && new URL(url).pathname.startsWith('/media/')) contents.downloadURL(url);
    return { action: 'deny' };
  });
}

/** Holds every page there will ever be to these rules. */
export function confineNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

/** A document is saved where the person says; a picture, film or sound leaves by a release and not by this door. */
export function confineDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    if (!isOwn(item.getURL()) || item.getMimeType() !== 'application/pdf') event.preventDefault();
    else item.setSaveDialogOptions({ defaultPath: item.getFilename() });
  });
}

/** Nothing is fetched from anywhere but our own origin. */
export function confineRequests(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const inMemory = details.url.startsWith('blob:custos://app/') || details.url.startsWith('data:');
    answer({ cancel: !inMemory && !isOwn(details.url) && !details.url.startsWith('devtools:') });
  });
}
