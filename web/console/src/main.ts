import { createPinia } from 'pinia';
import { createApp } from 'vue';
import 'element-plus/theme-chalk/dark/css-vars.css';

import App from './App.vue';
import { language, speak } from './i18n';
import { router } from './router';
import './styles.css';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark', dark.matches);
dark.addEventListener('change', follow);
follow();
speak(language.value);

createApp(App).use(createPinia()).use(router).mount('#app');
