// A copy of a page as files in a browser: under its own policy, without a word on the console, and alive.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Daymark } from '../support/daymark.mjs';
import { bucket } from '../support/file_servers.mjs';
import { open_browser, open_page } from './helper.js';

let server, page, place, folder, files, browser;
before(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'daymark-export-'));
    folder = path.join(place, 'acme');
    server = await Daymark.start();
    page = await server.create_page('acme', ['Website', 'API']);
    await report('The first one');
    await copy();
    files = await bucket(folder);
    browser = await open_browser();
});
after(async () => {
    await browser?.close();
    await files?.close();
    await server?.dispose();
    await rm(place, { recursive: true, force: true });
});

const report = name => server.call('POST', `/v1/${page.id}/incidents`, { name, status: 'INVESTIGATING', message: 'Looking', components: [page.components[0].id] });

async function copy() {
    const done = await server.command('export', 'acme', '--to', folder);
    assert.equal(done.code, 0, done.stderr);
}

test('every kind of document runs its script under the policy that it bears', async () => {
    const problems = [];
    const tab = await open_page(browser, { problems });
    await tab.goto(`${files.origin}/`);
    const notice = await tab.locator('main .note h3 a').first().getAttribute('href');
    const component = await tab.locator('main .row a').first().getAttribute('href');
    for (const address of ['', notice, component, 'history/', 'calendar/', 'subscribe/', 'subscribe/webhook/', 'public-api/']) {
        const answer = await tab.goto(`${files.origin}/${address}`);
        assert.equal(answer.status(), 200, address);
        assert.equal(await tab.locator('meta[http-equiv="Content-Security-Policy"]').count(), 1);
        await tab.locator('#view').waitFor({ state: 'visible' });
    }
    assert.deepEqual(problems, []);
    await tab.context().close();
});

test('readers walk from page to page', async () => {
    const tab = await open_page(browser);
    await tab.goto(`${files.origin}/`);
    await tab.locator('main .note h3 a').first().click();
    await tab.locator('.back a').click();
    assert.equal(new URL(tab.url()).pathname, '/');
    await tab.locator('main a[href="history/"]').click();
    assert.equal(new URL(tab.url()).pathname, '/history/');
    await tab.locator('footer a', { hasText: 'Calendar' }).click();
    assert.equal(new URL(tab.url()).pathname, '/calendar/');
    await tab.context().close();
});

test('an open page follows the next copy', async () => {
    const tab = await open_page(browser);
    await tab.goto(`${files.origin}/`);
    await tab.locator('#checked', { hasText: 'Checked' }).waitFor();
    await report('The second one');
    await copy();
    await tab.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await tab.getByText('The second one').first().waitFor();
    await tab.context().close();
});

test('the widget works from files', async () => {
    const shop = http.createServer((request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(`<!doctype html><title>Shop</title><h1>Shop</h1><script src="${files.origin}/widget/script.js"></script>`);
    });
    await once(shop.listen(0, '127.0.0.1'), 'listening');
    const tab = await open_page(browser);
    const data = tab.waitForResponse(`${files.origin}/widget.json`);
    await tab.goto(`http://127.0.0.1:${shop.address().port}/`);
    assert.equal((await (await data).json()).notices[0].status, 'Investigating');
    await tab.locator('daymark-status').waitFor({ state: 'attached' });
    await tab.context().close();
    shop.closeAllConnections();
    shop.close();
});
