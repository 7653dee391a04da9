import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import {
  isUncPath,
  networkKindAmong,
  networkKindOf,
  parseMountInfo,
  parseMountOutput,
} from '../../../electron/library/network-place.ts';

const linux = `22 28 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:14 - proc proc rw
28 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
101 28 0:46 / /mnt/ward rw,relatime shared:55 - nfs4 10.1.2.3:/export/ward rw,vers=4.2,rsize=1048576,hard,proto=tcp
102 28 0:47 / /mnt/photo\\040share rw,relatime shared:57 master:3 - cifs //files.example/photos rw,vers=3.1.1,cache=strict
103 101 8:17 / /mnt/ward/usb rw,relatime shared:60 - vfat /dev/sdb1 rw,fmask=0022
104 28 0:50 / /home/ana/remote rw,nosuid,nodev,relatime shared:61 - fuse.sshfs ana@host:/srv rw,user_id=1000
105 28 0:52 / /home/ana/crypt rw,nosuid,nodev,relatime - fuse.gocryptfs /home/ana/.c rw,user_id=1000
106 28 0:53 / /mnt/c rw,noatime - 9p drvfs rw,dirsync,aname=drvfs;path=C:\\134,trans=fd
107 28 259:3 / /mnt/twice rw - ext4 /dev/nvme0n1p3 rw
108 107 0:54 / /mnt/twice rw - smb3 //srv/two rw`;

test.each([
  ['/home/ana/Photos.custos', undefined],
  ['/mnt/ward/Photos.custos', 'nfs4'],
  ['/mnt/ward', 'nfs4'],
  ['/mnt/wardrobe/Photos.custos', undefined],
  ['/mnt/ward/usb/Photos.custos', undefined],
  ['/mnt/photo share/Photos.custos', 'cifs'],
  ['/home/ana/remote/x', 'fuse.sshfs'],
  ['/home/ana/crypt/x', undefined],
  ['/mnt/c/Users/x', '9p'],
  ['/mnt/twice/x', 'smb3'],
])('on Linux, %s lies on %s', (path, kind) => {
  expect(networkKindAmong(parseMountInfo(linux), path)).toBe(kind);
});

const mac = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
//ana@files._smb._tcp.local/Photos on /Volumes/Photos (Ward 3) (smbfs, nodev, nosuid, mounted by ana)
server:/export on /Volumes/export (nfs, nodev, nosuid, mounted by ana)
/dev/disk4s1 on /Volumes/USB (exfat, local, nodev, nosuid, noowners)`;

test.each([
  ['/Users/ana/Photos.custos', undefined],
  ['/Volumes/Photos (Ward 3)/x', 'smbfs'],
  ['/Volumes/export/x', 'nfs'],
  ['/Volumes/USB/x', undefined],
])('on macOS, %s lies on %s', (path, kind) => {
  expect(networkKindAmong(parseMountOutput(mac), path)).toBe(kind);
});

test.each([
  ['\\\\server\\share\\Photos.custos', true],
  ['//server/share/Photos.custos', true],
  ['\\\\?\\UNC\\server\\share\\x', true],
  ['\\\\?\\C:\\Users\\x', false],
  ['\\\\.\\pipe\\x', false],
  ['C:\\Users\\ana\\Photos.custos', false],
  ['C:/Users/ana', false],
])('on Windows, %s is a share: %s', (path, share) => {
  expect(isUncPath(path)).toBe(share);
});

test('lines that are no mounts are passed over', () => {
  expect(parseMountInfo('\nnonsense\n1 2 3 - \n')).toEqual([]);
  expect(parseMountOutput('\nnonsense\n')).toEqual([]);
});

test('the folder for temporary files of this machine is local', async () => {
  expect(await networkKindOf(tmpdir())).toBeUndefined();
});
