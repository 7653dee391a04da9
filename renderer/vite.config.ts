import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Everything the window needs lies in one folder with relative addresses, so that any host can serve it. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  // The host puts a new sign in its place with each answer (electron/door/page-files.ts).
  html: { cspNonce: 'custos-style-nonce' },
  build: {
    outDir: here('../out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // A picture or font as a data: address would need a wider content policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
});
