// A browser to look with, the same on every machine.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--force-color-profile=srgb', '--disable-lcd-text'];

export function open_browser(...more) {
    return chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        args: [...flags, ...more],
        env: { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)) },
    });
}

/** A page in a context of its own that collects policy violations, script errors, dialogs and console messages. */
export async function open_page(browser, { problems, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: 'en', timezoneId: 'UTC', ...options });
    const page = await context.newPage();
    if (problems) {
        page.on('pageerror', error => problems.push(error.message));
        page.on('dialog', dialog => problems.push(dialog.message()) && dialog.dismiss());
        // Pages with an error status are reported on the console by the browser itself.
        page.on('console', message => /status of 4\d\d/.test(message.text()) || problems.push(message.text()));
    }
    return page;
}
