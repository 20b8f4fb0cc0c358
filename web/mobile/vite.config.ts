import uniPlugin from '@dcloudio/vite-plugin-uni';
import { defineConfig } from 'vite';

// The plugin is CommonJS: what it exports comes one step deeper under Node's rules for modules.
const uni = (uniPlugin as unknown as { default?: typeof uniPlugin }).default ?? uniPlugin;
/** Where the framework would fetch pictures from: a government's pages fetch nothing from elsewhere. */
const FOREIGN = /https:\/\/[\w.-]*(dcloud\.net\.cn|alicdn\.com|npmmirror\.com)[^"'`)\s]*/g;
const stayHome = {
  name: 'stay-home',
  enforce: 'post' as const,
  generateBundle(_: unknown, bundle: Record<string, { type: string; code?: string; source?: unknown }>) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk' && file.code) file.code = file.code.replace(FOREIGN, '');
      else if (typeof file.source === 'string') file.source = file.source.replace(FOREIGN, '');
    }
  },
};
const PROXY = { '/api': 'http://127.0.0.1:8080' };

export default defineConfig({
  plugins: [uni(), stayHome],
  build: { target: 'es2018', assetsInlineLimit: 0, modulePreload: false },
  server: { proxy: PROXY, fs: { allow: ['..'] } },
  preview: { proxy: PROXY },
});
