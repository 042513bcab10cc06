// How the client is built, served while developing, and tested.
// `__TRIAL__` compiles the test-only kind in; it is never true in a shipped build.
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env['TALKOO_SERVER'] ?? 'http://127.0.0.1:8080'

const BASE = /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-router|router-core|store|react-store|history)|virtua|use-sync-external-store)\/|src\/(store|wire|ui\/markup|ui\/[A-Z])/

export default defineConfig(({ mode }) => ({
  plugins: [react(), { ...optimizeLocales.vite({ locales: ['fi-FI', 'sv-SE', 'en-US'] }), enforce: 'pre' as const }],
  define: {
    __TRIAL__: JSON.stringify(mode === 'test' || process.env['TALKOO_TRIAL'] === '1'),
  },
  build: {
    outDir: 'dist',
    target: ['chrome125', 'edge125', 'firefox125', 'safari17.5'],
    // Styles and fonts stay files of their own, so that `default-src 'self'` is enough.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      // The worker has one name at the root, and imports nothing that the client runs.
      input: { index: 'index.html', sw: 'src/sw/sw.ts' },
      output: {
        entryFileNames: (chunk: { name: string }) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // What every first visit needs is one file: packed together it is 4 KiB smaller than in a dozen pieces.
        codeSplitting: { groups: [{ name: 'base', test: BASE }] },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: server, ws: true, changeOrigin: true },
    },
  },
  test: {
    projects: [
      {
        extends: true as const,
        test: {
          name: 'rooms',
          environment: 'happy-dom',
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: ['house/setup.ts'],
        },
      },
      { extends: true as const, test: { name: 'house', environment: 'node', include: ['house/doors.test.ts', 'house/contrast.test.ts'] } },
      {
        extends: true as const,
        test: { name: 'budget', environment: 'node', include: ['house/budget.test.ts'], testTimeout: 120_000 },
      },
    ],
  },
}))
