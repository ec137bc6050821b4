// Widgets on a site of somebody else: another origin, under a policy that allows the status page's script and nothing more.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';
import { open_browser, open_page } from './helper.js';
import { open_host, open_roots } from './host.js';

const hostile = '<img src=x onerror=alert(1)> "quoted" & \u202Eturned';
let server, browser, host, acme, calm, hidden, incident;

const origin = page => `http://${page}.localhost:${server.port}`;
/** Asks without a resolver, which need not know names below "localhost". */
const get = address => {
    const { host, pathname, search } = new URL(address);
    return server.get(pathname + search, { headers: { host } });
};
const script = (address, attributes = '') => `<script async src="${address}" ${attributes}></script>`;
const resolve = () => server.call('PUT', `/v1/${acme.id}/incidents/${incident.id}`, { status: 'RESOLVED' });
const report = () => server.call('POST', `/v1/${acme.id}/incidents`, {
    name: hostile, status: 'INVESTIGATING', message: 'Looking', components: acme.components.map(part => part.id),
    statuses: acme.components.map(part => ({ id: part.id, status: 'PARTIALOUTAGE' })),
});
const compiled = word => eventually(`the page says ${word}`, async () => (await server.page('acme', '/summary.json')).json.page.status === word);

before(async () => {
    server = await Daymark.start();
    acme = await server.create_page('acme', ['Website']);
    calm = await server.create_page('calm', ['Website']);
    hidden = await server.create_page('hidden', ['Website']);
    incident = await report();
    await server.call('PUT', `/v2/${hidden.id}`, { private: true });
    await compiled('HASISSUES');
    await eventually('the private page is hidden', async () => (await server.page('hidden', '/summary.json')).status === 404);
    browser = await open_browser();
    host = await open_host();
});
after(async () => {
    await browser?.close();
    host?.close();
    await server?.dispose();
});

/** Opens the other site with this in its body; asks that nothing was reported on the way. */
async function on_host(body, look, { from, silent = true, init, ...options } = {}) {
    const problems = [];
    const page = await open_page(browser, { problems, ...options });
    try {
        if (init) await page.addInitScript(init);
        await page.goto(host.with_body(body, from ?? origin('acme')));
        await look(page);
        if (silent) assert.deepEqual(problems, []);
    } finally {
        await page.context().close();
    }
}

/** The box as HTML, through the closed root as only the debugger can; '' when nothing is shown. */
async function box_of(page) {
    page.debugger ??= await page.context().newCDPSession(page);
    const { root } = await page.debugger.send('DOM.getDocument', { depth: -1, pierce: true });
    const find = node => node.localName === 'daymark-status' ? node : (node.children ?? []).map(find).find(Boolean);
    const element = find(root);
    if (!element) return '';
    const { outerHTML } = await page.debugger.send('DOM.getOuterHTML', { nodeId: element.shadowRoots[0].children[0].nodeId });
    return outerHTML.replace(/^<div role="status"[^>]*><\/div>$/, '');
}
const box_appears = page => eventually('a box', () => box_of(page));
const box_goes = page => eventually('no box', async () => !await box_of(page));
/** Long enough for a box that should not be there. */
const settled = page => page.waitForTimeout(500);

test('an open incident shows a box under the strictest policy, in a closed root, without a word on the console', async () => {
    await on_host(script(`${origin('acme')}/widget/script.js`), async page => {
        const html = await box_appears(page);
        assert.match(html, /<small>Investigating<\/small>/);
        assert.match(html, /<bdi>&lt;img src=x onerror=alert\(1\)&gt; "quoted" &amp; \u202Eturned<\/bdi>/, 'a name is text');
        assert.match(html, new RegExp(`href="${origin('acme')}/${incident.id}"`));
        assert.equal(await page.evaluate(() => document.querySelector('daymark-status').shadowRoot), null);
        const corner = await page.evaluate(() => document.elementFromPoint(innerWidth - 40, innerHeight - 40)?.localName);
        assert.equal(corner, 'daymark-status', 'below and to the right unless told otherwise');
    });
});

test('every address that snippets have leads to the same bytes and finds its page', async () => {
    const addresses = {
        [`${origin('acme')}/widget/script.js`]: 'Investigating',
        [`${origin('acme')}/de/0123abcd/widget/script.js`]: 'Wird untersucht',
        [`${server.url}/widget?host=acme.localhost:${server.port}&code=0123abcd&locale=de`]: 'Wird untersucht',
        [`${server.url}/p/acme/widget/script.js`]: 'Investigating',
        [`${server.url}/p/acme/de/0123abcd/widget/script.js?theme=dark`]: 'Wird untersucht',
    };
    const bytes = new Set();
    for (const [address, word] of Object.entries(addresses)) {
        const answer = await get(address);
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        bytes.add(answer.text);
        await on_host(script(address), async page => assert.match(await box_appears(page), new RegExp(`>${word}<`), address),
            { from: `${server.url} ${origin('acme')}` });
    }
    for (const page of ['calm', 'hidden', 'nobody']) bytes.add((await get(`${origin(page)}/widget/script.js`)).text);
    assert.equal(bytes.size, 1);
});

test('the bytes can be pinned', async () => {
    const address = `${origin('acme')}/en/0123abcd/widget/script.js`;
    const hash = createHash('sha384').update((await get(address)).bytes).digest('base64');
    const docs = await readFile(new URL('../../docs/widgets.md', import.meta.url), 'utf8');
    assert.ok(docs.includes(`"sha384-${hash}"`), `docs/widgets.md tells another hash than ${hash}`);
    const pinned = value => script(address, `integrity="sha384-${value}" crossorigin="anonymous"`);
    await on_host(pinned(hash), page => box_appears(page));
    await on_host(pinned(hash.replace(/^./, first => first === 'A' ? 'B' : 'A')), async page => {
        await settled(page);
        assert.equal(await box_of(page), '');
    }, { silent: false });
});

test('the keyboard reaches the link and dismisses the box, until something else is open', async () => {
    const body = script(`${origin('acme')}/widget/script.js`);
    for (const keys of [['Tab', 'Tab', 'Enter'], ['Tab', 'Escape']]) {
        await on_host(body, async page => {
            await box_appears(page);
            for (const key of keys) await page.keyboard.press(key);
            assert.equal(await box_of(page), '', keys.join(' '));
            await page.reload();
            await settled(page);
            assert.equal(await box_of(page), '', 'it stays away for this visit');
            await page.evaluate(() => sessionStorage.clear());
            await page.reload();
            await box_appears(page);
        });
    }
});

test('it looks again each minute, and tells the site of a change', async () => {
    const init = () => {
        window.told = [];
        addEventListener('status:change', event => told.push(event.detail.page.status));
    };
    await on_host(script(`${origin('acme')}/widget/script.js`), async page => {
        await page.clock.install();
        await page.reload();
        await box_appears(page);
        await resolve();
        await server.call('PUT', `/v1/${acme.id}/components/${acme.components[0].id}`, { status: 'OPERATIONAL' });
        await compiled('UP');
        await page.clock.runFor(61_000);
        await box_goes(page);
        assert.deepEqual(await page.evaluate(() => told), ['HASISSUES', 'UP']);
        incident = await report();
        await compiled('HASISSUES');
        await page.clock.runFor(61_000);
        await box_appears(page);
    }, { init });
});

test('a maintenance is told of from a day ahead', async () => {
    const plan = hours => server.call('POST', `/v1/${calm.id}/maintenances`, { name: 'Bigger disks', start: new Date(Date.now() + hours * 3600e3) });
    const body = script(`${origin('calm')}/widget/script.js`);
    const told = async count => eventually('the plan', async () => (await server.page('calm', '/widget.json')).json.notices.length === count);
    const far = await plan(30);
    await told(1);
    await on_host(body, async page => {
        await settled(page);
        assert.equal(await box_of(page), '');
    }, { from: origin('calm') });
    const near = await plan(20);
    await told(2);
    await on_host(body, async page => assert.match(await box_appears(page), /Bigger disks.*<small>Planned · /s), { from: origin('calm') });
    for (const { id } of [far, near]) await server.call('DELETE', `/v1/${calm.id}/maintenances/${id}`);
    await told(0);
});

test('a calm page is shown only when asked for, in the place and colours asked for', async () => {
    const address = `${origin('calm')}/widget/script.js`;
    const is_shown = async (body, shown) => on_host(body, async page => {
        await (shown ? box_appears(page) : settled(page));
        assert.equal((await box_of(page)).includes('All systems operational'), shown, body);
        if (!shown) return;
        const there = await page.evaluate(() => document.elementFromPoint(40, 40)?.localName);
        assert.equal(there, 'daymark-status', body);
    }, { from: origin('calm') });
    await is_shown(script(address), false);
    await is_shown(script(address, 'data-always="false"'), false);
    await is_shown(script(address, 'data-always data-position="top-left" data-theme="dark"'), true);
    await is_shown(script(`${address}?always=1&position=top-left`), true);
    await on_host(script(address, 'data-always data-locale="ar"'), async page => assert.match(await box_appears(page), /lang="ar" dir="rtl"/), { from: origin('calm') });
});

test('a private page, no page and no network show nothing', async () => {
    for (const name of ['hidden', 'nobody']) {
        await on_host(script(`${origin(name)}/widget/script.js`, 'data-always'), async page => {
            await settled(page);
            assert.equal(await box_of(page), '', name);
        }, { from: origin(name) });
    }
    await on_host(script(`${origin('acme')}/widget/script.js`), async page => {
        await page.clock.install();
        await page.reload();
        await box_appears(page);
        const thrown = [];
        page.on('pageerror', error => thrown.push(error));
        await page.route('**/widget.json', route => route.abort());
        await page.clock.runFor(61_000);
        await box_goes(page);
        assert.deepEqual(thrown, []);
    }, { silent: false });
});

for (const colorScheme of ['light', 'dark']) {
    test(`the box follows the visitor's theme, ${colorScheme}`, async () => {
        await on_host(script(`${origin('acme')}/widget/script.js`), async page => {
            await page.locator('daymark-status button').waitFor();
            const [ground, target] = await page.evaluate(() => {
                const within = selector => document.querySelector('daymark-status').shadowRoot.querySelector(selector);
                return [getComputedStyle(within('section')).backgroundColor, within('button').getBoundingClientRect().height];
            });
            assert.equal(ground, colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 29)');
            assert.ok(target >= 24);
        }, { init: open_roots, colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
    });
}

const sizes = { sm: [120, 32], md: [200, 44], lg: [245, 61] };
for (const theme of ['light', 'dark']) {
    test(`the ${theme} badge fits its frames`, async () => {
        for (const name of ['acme', 'calm']) {
            const address = `${origin(name)}/embed-status/${theme}`;
            const html = (await get(address)).text;
            assert.doesNotMatch(html, /<script/);
            for (const [size, [width, height]] of Object.entries(sizes)) {
                for (const code of ['', '0123abcd/']) {
                    const shape = `${origin(name)}/embed-status/${code}${theme}-${size}`;
                    assert.equal((await get(shape)).text, html, shape);
                    const frame = `<iframe title="Status" src="${shape}" width="${width}" height="${height}" scrolling="no"></iframe>`;
                    await on_host(frame, async page => {
                        const badge = page.frameLocator('iframe').locator('a');
                        assert.equal(await badge.getAttribute('target'), '_top');
                        assert.ok(await badge.locator('svg').isVisible());
                        const over = await badge.evaluate(link => [link.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]);
                        assert.deepEqual(over.filter(pixels => pixels > 0), [], shape);
                        const sentence = await badge.locator('span').evaluate(text => text.scrollHeight - text.clientHeight);
                        // The smallest has room for some forty letters; the whole is in the link's title.
                        assert.ok(sentence <= 0 || (size === 'sm' && name === 'acme'), `${shape} cuts its sentence off`);
                    }, { from: origin(name) });
                }
            }
        }
    });
}

test('badges are pictures that other sites can show', async () => {
    const parts = [`/badge.svg`, `/badge.svg?style=plastic`, `/badge.svg?style=for-the-badge&label=Shop%20%3C1%3E`,
        `/c/${acme.components[0].id}/badge.svg`, `/c/${acme.components[0].id}/uptime.svg`];
    const page = await open_page(browser);
    for (const part of parts) {
        const drawn = await page.evaluate(address => new Promise(done => {
            const image = new Image();
            image.onload = () => done([image.naturalWidth, image.naturalHeight]);
            image.onerror = () => done([0, 0]);
            image.src = address;
        }), origin('acme') + part);
        assert.ok(drawn[0] > 60 && drawn[1] >= 18, `${part} is ${drawn}`);
    }
    await page.context().close();
});
