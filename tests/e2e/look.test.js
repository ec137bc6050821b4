// The owner's formats in a real browser: the page's script, which writes times for the reader's zone, keeps to them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';
import { open_browser, open_page } from './helper.js';

const skip = !process.env.DAYMARK_BIN;
const languages = ['en', 'de', 'cs', 'ja', 'ar', 'he', 'hi', 'pt-br', 'zh-tw'];
const formats = [
    ['EEEE, d. MMMM yyyy', 'HH:mm:ss'],
    ["dd/MM/yy 'it''s' LLLL MMM L", "h 'o''clock' a"],
    ['PPPP', 'pp'],
    ['P', 'p'],
    ['MMMMMM dd, yyyy', 'kk:mm K'],
];
let daymark, browser, page;

before(async () => {
    if (skip) return;
    daymark = await Daymark.start();
    browser = await open_browser();
    page = await daymark.create_page('acme', ['API']);
    await daymark.call('POST', `/v1/${page.id}/incidents`, {
        name: 'Slow', status: 'INVESTIGATING', components: [page.components[0].id],
        statuses: [{ id: page.components[0].id, status: 'PARTIALOUTAGE' }],
    });
});
after(async () => {
    await browser?.close();
    await daymark?.dispose();
});

const html = async () => (await daymark.page('acme')).text;
const choose = async settings => {
    const before = await html();
    await daymark.call('PUT', `/v2/${page.id}`, settings);
    await eventually('the page follows', async () => await html() !== before);
};
const written = async (path, options) => {
    const problems = [];
    const tab = await open_page(browser, { problems, ...options });
    await tab.goto(daymark.url + path);
    const times = await tab.locator('main time').allTextContents();
    await tab.context().close();
    assert.deepEqual(problems, []);
    return times.map(text => text.split(' · ')[0]);
};

test('a reader in the zone of the page reads what the server wrote', { skip }, async () => {
    for (const [dateFormat, timeFormat] of formats) {
        await choose({ dateFormat, timeFormat });
        for (const language of languages) {
            const path = `/p/acme/${language === 'en' ? '' : `${language}/`}`;
            const served = await written(path, { javaScriptEnabled: false });
            assert.ok(served.length > 0);
            assert.deepEqual(await written(path), served, `${language} ${dateFormat} ${timeFormat}`);
        }
    }
});

test('a reader elsewhere reads the same form at their own hour', { skip }, async () => {
    await choose({ dateFormat: 'yyyy-MM-dd', timeFormat: 'HH:mm' });
    const [time] = await written('/p/acme/', { timezoneId: 'Asia/Tokyo' });
    assert.match(time, /^\d{4}-\d\d-\d\d, \d\d:\d\d GMT\+9$/);
});
