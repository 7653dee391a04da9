import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';

/** File systems whose locks or durability another machine decides on, as Linux and macOS name them. */
const networkKinds = new Set([
  ...['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'smb2', 'ncpfs', 'afs', 'afpfs', 'webdav', '9p', 'coda'],
  ...[
    'ceph',
    'lustre',
    'gpfs',
    'beegfs',
    'glusterfs',
    'ocfs2',
    'gfs2',
    'orangefs',
    'acfs',
    'vboxsf',
    'prl_fs',
  ],
  ...['fuse.sshfs', 'fuse.rclone', 'fuse.s3fs', 'fuse.davfs2', 'davfs', 'fuse.glusterfs', 'fuse.ceph'],
  ...[
    'fuse.gvfsd-fuse',
    'fuse.smbnetfs',
    'fuse.curlftpfs',
    'fuse.vmhgfs-fuse',
    'fuse.goofys',
    'fuse.gcsfuse',
  ],
]);

type Mount = { readonly point: string; readonly kind: string };

/** Spaces, tabs, newlines and backslashes are written as octal escapes (proc(5)). */
const unescapeField = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

/** The mounts in the text of `/proc/<pid>/mountinfo` (proc(5)), in order. */
export function parseMountInfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [left, right] = line.split(' - ');
    const point = left?.split(' ')[4];
    const kind = right?.split(' ')[0];
    return point && kind ? [{ point: unescapeField(point), kind }] : [];
  });
}

/** The mounts in what macOS's `mount` prints: `//user@host/share on /Volumes/share (smbfs, nodev)`. */
export function parseMountOutput(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const match = / on (\/.*) \(([^,)]+)[^()]*\)$/.exec(line);
    return match?.[1] && match[2] ? [{ point: match[1], kind: match[2] }] : [];
  });
}

const contains = (point: string, path: string): boolean =>
  point === '/' || path === point || path.startsWith(`${point}/`);

/**
 * The network file system that an absolute path lies on, by the deepest mount that holds it (the later one
 * where two are mounted on the same point); undefined where it is a local one.
 */
export function networkKindAmong(mounts: readonly Mount[], path: string): string | undefined {
  let deepest: Mount | undefined;
  for (const mount of mounts) {
    if (contains(mount.point, path) && mount.point.length >= (deepest?.point.length ?? 0)) deepest = mount;
  }
  return deepest !== undefined && networkKinds.has(deepest.kind) ? deepest.kind : undefined;
}

/** Windows: `\\server\share\…`, also in its long form `\\?\UNC\server\share\…`. A local `\\?\C:\…` is none. */
export const isUncPath = (path: string): boolean =>
  /^\\\\\?\\UNC\\/i.test(path) || /^\\\\[^\\?.]/.test(path.replaceAll('/', '\\'));

/** The network file system an existing folder lies on, as far as this system tells; undefined for none. */
export async function networkKindOf(path: string): Promise<string | undefined> {
  const real = await realpath(path);
  if (process.platform === 'win32') return isUncPath(real) || isUncPath(path) ? 'a network share' : undefined;
  if (process.platform === 'darwin') {
    const { stdout } = await promisify(execFile)('/sbin/mount', []);
    return networkKindAmong(parseMountOutput(stdout), real);
  }
  return networkKindAmong(parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8')), real);
}
