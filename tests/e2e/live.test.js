// A page follows its changes while somebody looks at it: by its stream, and by looking when none comes through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Daymark } from '../support/daymark.mjs';
import { open_browser, open_page } from './helper.js';

// The page looks by itself no sooner than after 48 seconds, so what comes within this time came by the stream.
const soon = { timeout: 20_000 };
let server, browser, acme, part;

before(async () => {
    server = await Daymark.start();
    acme = await server.create_page('acme', ['Website']);
    const add = (name, group) => server.call('POST', `/v1/${acme.id}/components`, { name, group });
    part = await add('REST', (await add('API')).id);
    await add('Inbox', (await add('Mail')).id);
    browser = await open_browser();
});
after(async () => {
    await browser?.close();
    await server?.dispose();
});

const home = () => `${server.url}/p/acme/`;
const report = () => server.call('POST', `/v1/${acme.id}/incidents`, {
    name: 'Slow answers', status: 'INVESTIGATING', message: 'Looking', components: [part.id],
    statuses: [{ id: part.id, status: 'PARTIALOUTAGE' }],
});
const remove = incident => server.call('DELETE', `/v1/${acme.id}/incidents/${incident.id}`);
const calm = page => page.locator('h1', { hasText: 'All systems operational' });
const troubled = page => page.locator('h1', { hasText: 'partial outage' });

/** A page whose streams can be looked at as `streams`. */
async function watched_page(options) {
    const page = await open_page(browser, options);
    await page.addInitScript(() => {
        window.streams = [];
        window.EventSource = class extends EventSource {
            constructor(address) {
                super(address);
                window.streams.push(this);
            }
        };
    });
    return page;
}
const listens = page => page.waitForFunction(() => window.streams.at(-1)?.readyState === 1, undefined, soon);

test('an incident appears by itself; focus and groups stay, the headline is announced', async () => {
    const problems = [];
    const page = await watched_page({ problems });
    await page.goto(home());
    await calm(page).waitFor();
    await listens(page);
    const id = await page.locator('main details[id][open]').last().getAttribute('id');
    const group = page.locator(`[id="${id}"] > summary`);
    await group.focus();
    await page.keyboard.press('Enter');
    assert.equal(await group.evaluate(summary => summary.parentNode.open), false);
    const incident = await report();
    await troubled(page).waitFor(soon);
    assert.equal(await page.locator('#say').textContent(), await page.locator('h1').textContent());
    assert.equal(await group.evaluate(summary => summary.parentNode.open), false);
    assert.equal(await group.evaluate(summary => summary === document.activeElement), true);
    assert.equal(await page.evaluate(() => window.streams.length), 1, 'it is the same document, and the same stream');
    await remove(incident);
    await calm(page).waitFor(soon);
    assert.deepEqual(problems, []);
    await page.context().close();
});

test('a page in another language follows too', async () => {
    const page = await watched_page();
    await page.goto(`${home()}de/`);
    await listens(page);
    const incident = await report();
    await page.locator('main', { hasText: 'Slow answers' }).waitFor(soon);
    await remove(incident);
    await page.context().close();
});

test('nobody listens while nobody looks', async () => {
    const page = await watched_page();
    await page.goto(home());
    await listens(page);
    const look = hidden => page.evaluate(value => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, hidden);
    await look(true);
    assert.deepEqual(await page.evaluate(() => window.streams.map(stream => stream.readyState)), [2]);
    const incident = await report();
    await look(false);
    await troubled(page).waitFor(soon);
    await listens(page);
    assert.equal(await page.evaluate(() => window.streams.length), 2);
    await remove(incident);
    await page.context().close();
});

test('after a restart of the server the page listens again', async () => {
    const page = await watched_page();
    await page.goto(home());
    await listens(page);
    await server.restart();
    await page.waitForFunction(() => window.streams.at(-1).readyState === 0, undefined, soon);
    await listens(page);
    const incident = await report();
    await troubled(page).waitFor(soon);
    assert.equal(await page.evaluate(() => window.streams.length), 1, 'the browser came again by itself');
    await remove(incident);
    await page.context().close();
});

test('without a stream the page looks each minute, and asks for one again later and later', async () => {
    const page = await watched_page();
    let refused = 0;
    await page.route('**/events', route => {
        ++refused;
        return route.fulfill({ status: 204 });
    });
    await page.clock.install();
    await page.goto(home());
    await page.clock.runFor(3_000);
    await page.waitForFunction(() => window.streams.at(-1)?.readyState === 2);
    const incident = await report();
    // The clock of the browser runs ahead of the server's: its one look must not come before the page is compiled.
    while (!(await (await fetch(home())).text()).includes('partial outage'));
    await page.clock.runFor(73_000);
    await troubled(page).waitFor(soon);
    await remove(incident);
    // 30 s, then 1, 2, 4, 8, 16 and 32 minutes, each give or take a fifth.
    for (let minutes = 0; minutes < 60; ++minutes) {
        await page.clock.runFor(60_000);
        const tried = refused;
        await page.waitForFunction(count => window.streams.length >= count && window.streams.at(-1).readyState === 2, tried);
    }
    assert.ok(refused >= 5 && refused <= 9, `asked ${refused} times within an hour`);
    await page.context().close();
});
