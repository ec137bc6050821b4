// What a reader has to load, in bytes as they are sent: a first view of a page fits the first flight of packets.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { make_sample_page } from '../bench/sample_page.mjs';
import { Daymark, eventually } from '../support/daymark.mjs';
import { open_browser, open_page } from './helper.js';

const kib = 1024;
const sizes = { fifty: 50, dated: 50, many: 200 };
const own_dates = { dateFormat: 'EEEE, d MMMM yyyy', timeFormat: 'h:mm a' };
let server, browser;

before(async () => {
    server = await Daymark.start();
    for (const [name, count] of Object.entries(sizes)) {
        const { id } = await make_sample_page(server, name, count);
        if (name === 'dated') await server.call('PUT', `/v1/${id}`, own_dates);
        const shown = name === 'dated' ? 'data-stamp=' : 'Slow answers';
        await eventually(`${name} is shown`, async () => (await server.page(name)).text.includes(shown));
    }
    browser = await open_browser();
});
after(async () => {
    await browser?.close();
    await server?.dispose();
});

async function sent(page, path) {
    const answer = await server.page(page, path, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-encoding'], 'gzip');
    return answer.bytes;
}
const part_of = (html, pattern) => gzipSync(html.match(pattern)[1], { level: 6 }).length;

const budgets = [
    ['a home page of 50 components', 'fifty', '/', 14 * kib],
    ['the same with dates in forms of the owner', 'dated', '/', 14 * kib],
    ['a home page of 200 components', 'many', '/', 20 * kib],
    ['the widget', 'many', '/widget/script.js', 3 * kib],
    ['the badge', 'many', '/embed-status/dark', 1 * kib],
];
for (const [what, page, path, most] of budgets) {
    test(`${what} stays within ${most} bytes`, async t => {
        const { length } = await sent(page, path);
        t.diagnostic(`${length} of ${most} bytes`);
        assert.ok(length <= most, `${length} bytes`);
    });
}

test('the page as a whole keeps style, script and number of elements small', async () => {
    const html = gunzipSync(await sent('fifty', '/')).toString();
    assert.ok(part_of(html, /<style>([^]*?)<\/style>/) <= 5 * kib);
    assert.ok(part_of(html, /<script>([^]*?)<\/script>/) <= 3 * kib);
    assert.equal(html.match(/<link rel="(stylesheet|preload)"/), null);
    assert.ok([...html.matchAll(/<[a-z]/g)].length <= 1200);
});

test('the home page is one request', async () => {
    const page = await open_page(browser);
    const home = `http://fifty.localhost:${server.port}/`;
    const loaded = [];
    page.on('request', request => loaded.push([request.resourceType(), request.url()]));
    await page.goto(home, { waitUntil: 'networkidle' });
    assert.deepEqual(loaded.filter(([kind]) => !['fetch', 'eventsource'].includes(kind)), [['document', home]]);
    assert.ok(loaded.every(([, address]) => [home, `${home}events`].includes(address)), 'and what follows is the page itself');
    await page.context().close();
});
