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
/** The first page's own scripts are asked for with the framework, not after it; the styles that nothing is painted without stand in the page. */
const FIRST = 'pages-home-home';
interface Built {
  type: string;
  isEntry?: boolean;
  name?: string;
  fileName: string;
  imports?: string[];
  source?: string | Uint8Array;
  viteMetadata?: { importedCss: Set<string> };
}
const STYLESHEET = /<link rel="stylesheet"[^>]*href="\/(assets\/[^"]+\.css)">/g;
const firstPage = {
  name: 'first-page',
  enforce: 'post' as const,
  transformIndexHtml: {
    order: 'post' as const,
    handler(html: string, { bundle = {} }: { bundle?: Record<string, Built> }) {
      const files = Object.values(bundle);
      const wanted = new Set<Built>();
      const want = (file: string) => {
        const chunk = files.find((one) => one.type === 'chunk' && one.fileName === file);
        if (!chunk || chunk.isEntry || wanted.has(chunk)) return;
        wanted.add(chunk);
        chunk.imports?.forEach(want);
      };
      files.filter((one) => one.name?.includes(FIRST) || one.fileName.includes(FIRST)).forEach((one) => want(one.fileName));
      const styles = new Set([...wanted].flatMap((one) => [...(one.viteMetadata?.importedCss ?? [])]));
      const link = (attrs: object) => ({ tag: 'link', attrs: { crossorigin: true, ...attrs }, injectTo: 'head' as const });
      return {
        html: html.replace(STYLESHEET, (whole, file: string) => {
          const found = files.find((one) => one.fileName === file)?.source;
          return found ? `<style>${found.toString()}</style>` : whole;
        }),
        tags: [
          ...[...wanted].map((one) => link({ rel: 'modulepreload', href: `/${one.fileName}` })),
          ...[...styles].map((file) => link({ rel: 'preload', as: 'style', href: `/${file}` })),
        ],
      };
    },
  },
};
const PROXY = { '/api': 'http://127.0.0.1:8080' };

export default defineConfig({
  plugins: [uni(), stayHome, firstPage as never],
  build: { target: 'es2018', assetsInlineLimit: 0, modulePreload: false },
  server: { proxy: PROXY, fs: { allow: ['..'] } },
  preview: { proxy: PROXY },
});
