// Pictures of the main pages, beside those in references/. `./dev screenshots` takes them anew: look at what changed, then
// commit it. What differs is left in build/screenshots/: the picture as it is and where it is another.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { open_browser, open_page } from './helper.js';
import { moment, tell_story } from './story.js';

const folder = name => fileURLToPath(new URL(name, import.meta.url));
const references = folder('references/');
const differing = folder('../../build/screenshots/');
const renew = process.env.DAYMARK_RENEW === '1';
/** How far a point's colour may be from what it was, between 0 and 1. */
const threshold = 0.1;
/** The part of all points that may look different, as edges of letters do from one Chromium to the next: less than an icon. */
const tolerance = 0.0001;

const variants = {
    light: {},
    dark: { colorScheme: 'dark' },
    phone: { viewport: { width: 390, height: 844 } },
    arabic: { language: 'ar' },
};
const pictures = {
    'home-calm': () => ['calm', ''],
    'home-in-trouble': () => ['acme', '', { most: 1300 }],
    incident: acme => ['acme', `incident/${acme.resolved}`],
    history: () => ['acme', 'history'],
    component: acme => ['acme', `c/${acme.ids.webhooks}`],
    calendar: () => ['acme', 'calendar'],
    'subscribe-dialog': () => ['calm', '', { act: page => page.locator('button[popovertarget=get]').click(), most: 400 }],
};
let story, browser;

before(async () => {
    story = await tell_story();
    browser = await open_browser();
    for (const needed of [references, differing]) await mkdir(needed, { recursive: true });
});
after(async () => {
    await browser?.close();
    await story?.server.dispose();
});

/** Some pages are long: the top of them is enough. */
async function take([name, path, { act, most = 900 } = {}], { language = 'en', ...options }) {
    const page = await open_page(browser, { reducedMotion: 'reduce', ...options });
    try {
        await page.clock.setFixedTime(moment);
        await page.goto(`${story.server.url}/p/${name}/${language === 'en' ? '' : `${language}/`}${path}`, { waitUntil: 'networkidle' });
        await act?.(page);
        const { width } = page.viewportSize();
        const height = Math.min(most, await page.evaluate(() => document.documentElement.scrollHeight));
        return await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } });
    } finally {
        await page.context().close();
    }
}

/** With so many colours a picture has a third of the bytes, and no point further from what it was than `threshold`. */
const reduced = png => execFileSync('pngquant', ['--nofs', '--strip', '--speed', '1', '96', '-'], { input: png, maxBuffer: 64 << 20 });

async function compare(name, png) {
    const [now, then] = [PNG.sync.read(png), PNG.sync.read(await readFile(`${references}${name}.png`))];
    const { width, height } = now;
    const same_size = then.width === width && then.height === height;
    const where = new PNG({ width, height });
    const differ = same_size ? pixelmatch(then.data, now.data, where.data, width, height, { threshold }) : Infinity;
    if (differ <= tolerance * width * height) return;
    await writeFile(`${differing}${name}.png`, png);
    if (same_size) await writeFile(`${differing}${name}.where.png`, PNG.sync.write(where));
    assert.fail(same_size ? `${name} differs in ${differ} of ${width * height} points` : `${name} is ${width} × ${height}, was ${then.width} × ${then.height}`);
}

for (const [picture, place] of Object.entries(pictures)) {
    for (const [variant, options] of Object.entries(variants)) {
        test(`${picture} looks as it did, ${variant}`, async () => {
            const name = `${picture}-${variant}`;
            const png = await take(place(story.acme), options);
            if (renew) await writeFile(`${references}${name}.png`, reduced(png));
            await compare(name, png);
        });
    }
}
