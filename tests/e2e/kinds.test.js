// Every kind of page in light, dark and forced colours, wide and narrow, in three languages of which one runs from right
// to left: nothing for axe to find, nothing to scroll sideways, every mark of a state seen against its ground, no word on
// the console, as there would be of a style or script that the policy refuses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe_finds } from './axe.js';
import { open_browser, open_page } from './helper.js';
import { open_host, open_roots } from './host.js';
import { kinds_of } from './kinds.js';
import { unseen_marks } from './marks.js';
import { moment, tell_story } from './story.js';

const languages = ['en', 'de', 'ar'];
const looks = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
};
const widths = [1200, 390];
const at_once = 2;
let story, browser, host, kinds;

before(async () => {
    story = await tell_story();
    browser = await open_browser();
    host = await open_host();
    kinds = await kinds_of(story, host);
});
after(async () => {
    await browser?.close();
    host?.close();
    await story?.server.dispose();
});

async function troubles_of(kind, language, options) {
    const problems = [];
    const page = await open_page(browser, { ...options, reducedMotion: 'reduce', problems });
    const told = [];
    try {
        await page.clock.setFixedTime(moment);
        await page.addInitScript(open_roots);
        const answer = await page.goto(kind.address(language));
        assert.equal(answer.status(), kind.status ?? 200);
        await kind.act?.(page);
        for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            const found = [...over > 0 ? [`${over} px too wide`] : [], ...await axe_finds(page, kind.apart), ...await unseen_marks(page)];
            told.push(...found.map(trouble => `${width} px: ${trouble}`));
        }
    } catch (error) {
        told.push(error.message);
    } finally {
        await page.context().close();
    }
    return [...told, ...problems].map(trouble => `${kind.name}: ${trouble}`);
}

for (const [look, options] of Object.entries(looks)) {
    for (const language of languages) {
        test(`every kind of page in ${look}, ${language}`, async () => {
            const left = kinds.filter(kind => !kind.once || language === 'en');
            const told = [];
            const worker = async () => {
                for (let kind; (kind = left.shift());) told.push(...await troubles_of(kind, language, options));
            };
            await Promise.all(Array.from({ length: at_once }, worker));
            assert.deepEqual(told, []);
        });
    }
}
