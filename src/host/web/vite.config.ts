import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = new URL('.', import.meta.url).pathname;

/** Two pages, one set of assets. Nothing is inlined: the host's content security policy allows files of its own only. */
export default defineConfig({
  root: here,
  base: '/',
  plugins: [react()],
  build: {
    outDir: `${here}../../../dist/web`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Older targets have light-dark() rewritten to something that does not follow the chosen colours.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { input: { admin: `${here}admin.html`, operator: `${here}operator.html` } },
  },
});
