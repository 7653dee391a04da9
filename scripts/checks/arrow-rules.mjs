// Imports go down: host -> engine -> operations -> rooms -> contract -> domain -> kernel.

const product = '^(electron|renderer|shared)/';

const domain = '^shared/(domain|kernel)/';
const kernel = '^shared/kernel/';
const contract = '^shared/';

/** Writing safely and opening an encrypted database: what the rooms that own files stand on. */
const files = '^electron/files/';

/** The stores that a lower room declares and the catalogue implements. */
const storeDeclarations = '^electron/(trail|jobs)/[^/]*stores?\\.ts$';

/** What the engine shows: the hosts call it, and operations are written against its types. */
const engine = '^electron/engine(-types)?\\.ts$';

/** The modules that lie directly in electron/ are the engine's, but for the preload. */
const engineParts = '^electron/(?!preload)[a-z-]+\\.ts$';

/** One connection to an engine, in this process or in another: what the hosts share. */
const door = '^electron/door/';

const rooms = 'catalogue|vault|keys|media|anonymise|trail|jobs|library';

/** What each place may see of the product besides itself. */
const sees = {
  'shared/kernel': [],
  'shared/domain': [kernel],
  'shared/contract': [domain],
  'electron/files': [kernel],
  'electron/catalogue': [domain, files, storeDeclarations],
  'electron/vault': [kernel, files],
  'electron/keys': [domain, files],
  'electron/media': [kernel, files],
  'electron/anonymise': [domain, '^electron/media/'],
  // A container is read and written without knowing what is searched, covered or verified in it.
  'electron/anonymise/metadata': [domain, '^electron/media/', '^electron/anonymise/beyond-bytes\\.ts$'],
  'electron/trail': [domain, files],
  'electron/jobs': [kernel, files],
  'electron/library': [kernel, files],
  'electron/demo': [contract, '^electron/media/'],
  'electron/operations': [contract, files, `^electron/(${rooms})/`, engine],
  'electron/door': [contract, engine, '^electron/engine-lease\\.ts$'],
  'electron/shell': [contract, engine, door],
  'electron/browser': [contract, engine, door],
  'electron/cli': [contract, engine, door, '^electron/(engine-(files|cleaning)|browser/serve)\\.ts$'],
  renderer: [contract],
  'renderer/ui': [kernel],
  'renderer/client': [contract],
};

/** The one home of each outside package (or the few that share it). */
const homes = {
  '(@types/)?better-sqlite3': '^electron/(catalogue|vault|library|files)/',
  kysely: '^electron/catalogue/',
  '(sharp|libheif-js|@jsquash/jxl|exifr|music-metadata|fluent-ffmpeg)': '^electron/media/',
  '(hono|@hono/node-server)': '^electron/(browser|door)/',
  '(age-encryption|@noble/ciphers)': '^electron/(keys|vault)/',
  pdfmake: '^electron/operations/documents/',
  '(@types/)?(yauzl|yazl)': '^electron/media/lecture/',
  '@cantoo/pdf-lib': '^electron/media/(lecture|pdf)/',
  'dicom-parser': '^electron/anonymise/verification/',
  '(tesseract.js|@tesseract.js-data/[^/]+)': '^electron/anonymise/annotations/read/',
  'zxing-wasm': '^electron/anonymise/annotations/codes/',
  electron: '^electron/(shell/|preload\\.ts$)',
  '(react|react-dom|@mantine/[^/]+|@tanstack/[^/]+|@tabler/[^/]+|@annotorious/[^/]+)': '^renderer/',
};

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const ruleName = (text) => text.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '');

const floorRules = Object.entries(sees).map(([place, allowed]) =>
  forbid(
    `floor-${ruleName(place)}`,
    `${place} sees only what lies below it`,
    { path: `^${place}/` },
    { path: product, pathNot: [`^${place}/`, ...allowed] },
  ),
);

const homeRules = Object.entries(homes).map(([name, home]) =>
  forbid(
    `home-${ruleName(name.replaceAll('[^/]', ''))}`,
    `${name} has one home, so that it can be replaced there`,
    { path: product, pathNot: [home] },
    { path: `(^|node_modules/)${name}(/|$)`, dependencyTypesNot: ['local', 'core'] },
  ),
);

export const rules = [
  ...floorRules,
  forbid(
    'floor-engine',
    'the engine joins operations and rooms',
    { path: engineParts },
    { path: product, pathNot: [contract, files, `^electron/(operations|demo|${rooms})/`, engineParts] },
  ),
  forbid(
    'floor-preload',
    'the preload sees the contract only',
    { path: '^electron/preload\\.ts$' },
    { path: product, pathNot: [contract] },
  ),
  forbid(
    'features-apart',
    'a screen does not reach into another screen',
    { path: '^renderer/features/([^/]+)/' },
    { path: '^renderer/features/([^/]+)/', pathNot: ['^renderer/features/$1/'] },
  ),
  forbid(
    'client-is-the-bridge',
    'the bridge to the host knows no screen',
    { path: '^renderer/client/' },
    { path: '^renderer/(app|features|ui|parts)/' },
  ),
  forbid(
    'shared-runs-anywhere',
    'what both sides share names nothing of Node',
    { path: '^(shared|renderer)/', pathNot: ['^renderer/vite\\.config\\.ts$'] },
    { dependencyTypes: ['core'] },
  ),
  forbid(
    'rules-stand-alone',
    'the kernel and the domain use no package',
    { path: domain },
    { path: 'node_modules/' },
  ),
  forbid(
    'children-have-a-keeper',
    'other programs are started where their limits are kept',
    {
      path: '^electron/',
      pathNot: ['^electron/(media|browser|shell|cli)/', '^electron/library/network-place\\.ts$'],
    },
    { path: '^(node:)?child_process$' },
  ),
  forbid(
    'product-stands-alone',
    'the product needs neither tests nor scripts',
    { path: product },
    {
      path: '^(tests|scripts)/',
    },
  ),
  forbid('no-cycles', 'a circle has no floor', {}, { circular: true }),
  ...homeRules,
];

/** Every place of the product that the rules know: another one would be bound by none. */
export const places = Object.keys(sees);
