/// <reference types="vite/client" />

declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent<object, object, unknown>;
  export default component;
}

interface ImportMetaEnv {
  /** Where the API is, with `https://`; a mini-program needs it, H5 is served from the same origin. */
  readonly VITE_API_BASE?: string;
}
