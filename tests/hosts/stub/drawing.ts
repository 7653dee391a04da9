import sharp from 'sharp';

const skins = ['#e8c4a8', '#c99672', '#8d5a3c', '#f0d2bd', '#6b432c'];

/** A drawing that stands for a wound photograph with a ruler and a label. */
export function drawing(index: number, redacted = false): string {
  const skin = skins[index % skins.length];
  const x = 500 + ((index * 97) % 500);
  const y = 400 + ((index * 61) % 350);
  const label = redacted
    ? '<rect x="100" y="80" width="300" height="120" fill="#000"/>'
    : `<rect x="100" y="80" width="300" height="120" fill="#fff"/><text x="120" y="155" font-size="48" font-family="monospace">P ${index + 1}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200" viewBox="0 0 1600 1200">
<rect width="1600" height="1200" fill="#3f7f86"/><ellipse cx="800" cy="640" rx="760" ry="420" fill="${skin}"/>
<ellipse cx="${x}" cy="${y}" rx="150" ry="95" fill="#9c2f2a"/><ellipse cx="${x}" cy="${y}" rx="90" ry="55" fill="#6d1512"/>
<rect x="380" y="1040" width="900" height="70" fill="#fff"/><path d="M400 1040v40M500 1040v30M600 1040v40M700 1040v30M800 1040v40M900 1040v30M1000 1040v40M1100 1040v30M1200 1040v40" stroke="#222" stroke-width="6"/>
${label}</svg>`;
}

/** So many of them differ: a window that scrolls through thousands is not to wait for as many. */
const differing = 40;
const thumbnails = new Map<string, Promise<Buffer>>();

/** The same as the library keeps it small: 512 pixels wide, JPEG. */
export function thumbnailOf(index: number, redacted: boolean): Promise<Buffer> {
  const key = `${index % differing} ${redacted}`;
  const made =
    thumbnails.get(key) ??
    sharp(Buffer.from(drawing(index % differing, redacted)))
      .resize(512)
      .jpeg()
      .toBuffer();
  thumbnails.set(key, made);
  return made;
}
