import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { remember, remembered } from './remembered.mjs';
import { say } from './say.mjs';

const onPath = (command) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => ['', '.exe'].some((end) => existsSync(join(folder, command + end))));

const browserFolders = [
  '/Applications/Google Chrome.app',
  '/Applications/Microsoft Edge.app',
  '/Applications/Chromium.app',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const fontFolders = ['/usr/share/fonts', '/usr/local/share/fonts'];
const hasFonts = () =>
  process.platform !== 'linux' ||
  fontFolders.some((path) => existsSync(path) && readdirSync(path).length > 0);

const tesseractData = '/usr/share/tesseract-ocr';
const hasEnglish = () =>
  !existsSync(tesseractData) ||
  readdirSync(tesseractData).some((version) =>
    existsSync(join(tesseractData, version, 'tessdata', 'eng.traineddata')),
  );

const video = {
  name: 'ffmpeg',
  present: () => onPath('ffmpeg') && onPath('ffprobe'),
  apt: ['ffmpeg'],
  brew: 'ffmpeg',
  winget: 'Gyan.FFmpeg',
};
const browser = {
  name: 'Chromium',
  present: () => browsers.some(onPath) || browserFolders.some((path) => existsSync(path)),
  apt: ['chromium'],
  brew: '--cask chromium',
  winget: 'Google.Chrome',
};
const fonts = { name: 'fonts', present: hasFonts, apt: ['fonts-liberation', 'fonts-dejavu-core'] };

const command = (name, apt, brew, winget) => ({ name, present: () => onPath(name), apt, brew, winget });

const starting = [video, browser, fonts];
const witnesses = [
  command('exiftool', ['libimage-exiftool-perl'], 'exiftool', 'OliverBetz.ExifTool'),
  command('age', ['age'], 'age', 'FiloSottile.age'),
  {
    ...command('tesseract', ['tesseract-ocr', 'tesseract-ocr-eng'], 'tesseract', 'UB-Mannheim.TesseractOCR'),
    present: () => onPath('tesseract') && hasEnglish(),
  },
  command('pdftotext', ['poppler-utils'], 'poppler', 'oschwartz10612.Poppler'),
  command('djpeg', ['libjpeg-turbo-progs'], 'jpeg-turbo', 'libjpeg-turbo.libjpeg-turbo.VC'),
  command('dcmdump', ['dcmtk'], 'dcmtk'),
  ...(process.platform === 'linux' ? [command('Xvfb', ['xvfb'])] : []),
];

const sets = {
  start: starting,
  test: [...starting, ...witnesses],
  bench: [...starting, command('age', ['age'], 'age'), command('vipsthumbnail', ['libvips-tools'], 'vips')],
};

const missingOf = (set) => sets[set].filter((tool) => !tool.present());

const packagesOf = (missing) => missing.flatMap((tool) => tool.apt);

/** The one line that installs what is missing on this platform. */
function adviceFor(missing) {
  const named = (key) => missing.map((tool) => tool[key]).filter((value) => value !== undefined);
  if (process.platform === 'darwin') return `brew install ${named('brew').join(' ')}`;
  if (process.platform === 'win32') return `winget install ${named('winget').join(' ')}`;
  return `sudo apt-get install ${packagesOf(missing).join(' ')} (or your distribution's packages)`;
}

const apt = (args) =>
  spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 900_000,
  }).status === 0;

function aptInstall(packages) {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  return apt(install) || (apt(['update']) && apt(install));
}

const mayUseApt = () =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  existsSync('/etc/debian_version') &&
  onPath('apt-get');

const names = (missing) => missing.map((tool) => tool.name).join(', ');

/**
 * Sees to the programs that Custos itself (`start`), its tests (`test`) or its measurements (`bench`) call.
 * Goes on without those that cannot be installed: photographs need none of them. With `retry` false an
 * installation that failed before is not tried again.
 */
export function ensureTools(set, { retry }) {
  let missing = missingOf(set);
  if (missing.length === 0) return;
  const key = `tools ${packagesOf(missing).join(' ')}`;
  if (mayUseApt() && (retry || remembered(key) === undefined)) {
    say(`installing ${names(missing)} (apt-get install ${packagesOf(missing).join(' ')})`);
    if (!aptInstall(packagesOf(missing))) remember(key, 'failed');
    missing = missingOf(set);
  }
  if (missing.length > 0) say(`missing: ${names(missing)}. To install: ${adviceFor(missing)}`);
}
