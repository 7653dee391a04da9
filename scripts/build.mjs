import { fileURLToPath } from 'node:url';
import { ensurePackages } from './setup/packages.mjs';
import { continuePinned, underPinnedNode } from './setup/pinned.mjs';

// npm run build: the window to out/renderer and the host to out/host, ready for electron-builder.
ensurePackages();
if (underPinnedNode()) {
  const { ensureWindow } = await import('./setup/window-build.mjs');
  const { buildHost } = await import('./setup/host-build.mjs');
  if (!ensureWindow()) process.exitCode = 1;
  await buildHost();
} else {
  process.exitCode = await continuePinned(fileURLToPath(import.meta.url));
}
