import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import components from 'unplugin-vue-components/vite';
import { defineConfig } from 'vitest/config';

const PROXY = { '/api': 'http://127.0.0.1:8080' };

// Served under /console/ by the API, from its own origin; in development calls go to a running one.
export default defineConfig({
  base: '/console/',
  plugins: [vue(), components({ dts: false, resolvers: [ElementPlusResolver()] })],
  resolve: { preserveSymlinks: false },
  build: {
    target: 'es2022',
    // No inline scripts, no data: fonts: the policy of the server allows neither.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The charts, which are loaded when one is seen.
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      output: {
        manualChunks: (id) => (id.includes('/echarts/') || id.includes('/zrender/') ? 'charts' : undefined),
      },
    },
  },
  server: { proxy: PROXY, fs: { allow: ['..'] } },
  preview: { proxy: PROXY },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], server: { deps: { inline: ['element-plus'] } } },
});
