import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:8080';

export default defineConfig({
    base: '/app/',
    plugins: [svelte()],
    build: {
        outDir: '../../build/dashboard',
        emptyOutDir: true,
        target: 'es2022',
        // The policy allows no inline script, and every browser with light-dark() preloads modules by itself.
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
    },
    server: { proxy: { '/x': server, '/v2': server } },
});
