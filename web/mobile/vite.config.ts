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
/** The first page's own scripts are asked for with the framework, not after it. */
const FIRST = 'pages-home-home';
const preloadFirst = {
  name: 'preload-first',
  transformIndexHtml: {
    order: 'post' as const,
    handler(_html: string, { bundle }: { bundle?: Record<string, { type: string; isEntry?: boolean; name?: string; fileName: string; imports?: string[] }> }) {
      const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk');
      const wanted = new Set<string>();
      const want = (file: string) => {
        const chunk = chunks.find((one) => one.fileName === file);
        if (!chunk || chunk.isEntry || wanted.has(file)) return;
        wanted.add(file);
        chunk.imports?.forEach(want);
      };
      chunks.filter((one) => one.name?.includes(FIRST) || one.fileName.includes(FIRST)).forEach((one) => want(one.fileName));
      return [...wanted].map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` }, injectTo: 'head' as const }));
    },
  },
};
const PROXY = { '/api': 'http://127.0.0.1:8080' };

export default defineConfig({
  plugins: [uni(), stayHome, preloadFirst as never],
  build: { target: 'es2018', assetsInlineLimit: 0, modulePreload: false },
  server: { proxy: PROXY, fs: { allow: ['..'] } },
  preview: { proxy: PROXY },
});
