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

/** Why an entry of a chosen folder is passed over by its name. A file that a person chose by itself never is. */
export function passedOverAs(name: string): 'hidden' | 'system' | 'sidecar' | null {
  const lower = name.toLowerCase();
  if (systemNames.has(lower)) return 'system';
  if (name.startsWith('.') || name.startsWith('~$')) return 'hidden';
  return sidecarEndings.some((ending) => lower.endsWith(ending)) ? 'sidecar' : null;
}

export const isPassedOver = (name: string): boolean => passedOverAs(name) !== null;
