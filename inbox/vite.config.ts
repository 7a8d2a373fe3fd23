import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the server is that the app calls while it is developed: `npm start` beside `npm run dev:inbox`. */
const SERVER = process.env['MASA_SERVER'] ?? 'http://127.0.0.1:8360'

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  plugins: [react()],
  logLevel: 'error',
  publicDir: false,
  build: {
    target: 'es2023',
    // Those that know light-dark() and nesting: as written, it goes by the color-scheme that the theme sets.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    emptyOutDir: true,
    manifest: true,
    // The policy of the page lets no data through as a script or a font, and a file of its own is kept by browsers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    port: 8362,
    proxy: { '/v1': SERVER, '/files': SERVER, '/docs': SERVER },
  },
})
