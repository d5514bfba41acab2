import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = new URL('.', import.meta.url).pathname;

/** Two pages with shared assets. Nothing is inlined, because the content security policy allows only files of the host. */
export default defineConfig({
  root: here,
  base: '/',
  plugins: [react()],
  build: {
    outDir: `${here}../../../dist/web`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // For older targets, light-dark() is rewritten in a way that ignores the chosen color scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { input: { admin: `${here}admin.html`, operator: `${here}operator.html` } },
  },
});
