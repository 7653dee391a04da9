/** What systems and programs leave in folders of pictures, in lower case. */
const systemNames: ReadonlySet<string> = new Set([
  '$recycle.bin',
  '__macosx',
  'desktop.ini',
  'ehthumbs.db',
  'icon\r',
  'lost+found',
  'picasa.ini',
  'system volume information',
  'thumbs.db',
  'zbthumbnail.info',
]);
/** Descriptions that cameras and editors put beside a picture: about a recording, but none. */
const sidecarEndings: readonly string[] = ['.aae', '.ctg', '.dop', '.pp3', '.thm', '.xmp'];

/**
 * Whether an entry of a chosen folder is passed over by its name: hidden, of the system, a sidecar. A file that a
 * person chose by itself never is.
 */
export function isPassedOver(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    name.startsWith('.') ||
    name.startsWith('~$') ||
    systemNames.has(lower) ||
    sidecarEndings.some((ending) => lower.endsWith(ending))
  );
}
