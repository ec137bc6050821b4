// The public page in a real browser: markup, policy, keyboard, life without script. How all kinds of pages look is asked
// in kinds.test.js.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { open_browser, open_page } from './helper.js';
import { kinds_of } from './kinds.js';
import { unseen_marks } from './marks.js';
import { moment, tell_story } from './story.js';

const home = '/p/acme/';
let base, browser, story, documents;

before(async () => {
    story = await tell_story();
    base = story.server.url;
    const kinds = (await kinds_of(story)).filter(kind => !kind.act);
    documents = kinds.flatMap(kind => ['en', 'de', 'ar'].map(kind.address));
    browser = await open_browser();
});
after(async () => {
    await browser?.close();
    await story?.server.dispose();
});

/** Opens an address, hands the page to `look`, and asks that nothing was reported on the way. */
async function on(address, options, look) {
    const problems = [];
    const page = await open_page(browser, { ...options, problems });
    try {
        await page.clock.setFixedTime(moment);
        await page.goto(new URL(address, base).href);
        await look(page);
        assert.deepEqual(problems, [], `${address} reported problems`);
    } finally {
        await page.context().close();
    }
}

test('the markup is valid', async () => {
    const validator = new HtmlValidate({
        extends: ['html-validate:standard'],
        // Names of any length stand in titles; gzip does not care about the space before "/>" of SVG elements.
        rules: { 'long-title': 'off', 'void-style': 'off', 'no-inline-style': 'error' },
    });
    for (const address of documents) {
        const html = await (await fetch(address)).text();
        const report = await validator.validateString(html);
        const told = report.results.flatMap(result => result.messages.map(message => `${message.line}:${message.column} ${message.ruleId} ${message.message}`));
        assert.deepEqual(told, [], address);
        assert.doesNotMatch(html, /<[^>]+\sstyle=/, address);
    }
});

test('every document comes with a policy of its own', async () => {
    for (const address of documents) {
        const policy = (await fetch(address)).headers.get('content-security-policy');
        assert.match(policy || '', /^default-src 'none';.*style-src 'sha256-/, address);
        assert.doesNotMatch(policy, /unsafe/, address);
    }
});

test('without script the whole page is there', async () => {
    await on(home, { javaScriptEnabled: false }, async page => {
        assert.equal(await page.locator('h1').count(), 1);
        assert.ok(await page.locator('h1').isVisible());
        assert.ok(await page.locator('main .b').first().isVisible());
        assert.equal(await page.locator('#view').isVisible(), false, 'controls that need the script stay hidden');
        assert.equal((await page.locator('#checked').textContent()).trim(), '', 'no time is claimed');
        const group = page.locator('li > details:not([open])').first();
        const id = await group.getAttribute('id');
        await group.locator('> summary').click();
        assert.ok(await page.locator(`[id="${id}"] > .kids`).isVisible());
        const folded = page.locator('.note details').first();
        assert.equal(await folded.locator('.log').isVisible(), false, 'what is planned for later is folded');
        await folded.locator('summary').click();
        assert.ok(await folded.locator('.log').isVisible());
        await page.locator('main a[href^="incident/"]').first().click();
        assert.match(page.url(), /\/incident\//);
        await page.locator('.back a').click();
        assert.equal(page.url(), base + home);
    });
});

test('metrics are drawn and told without script', async () => {
    await on(home, { javaScriptEnabled: false }, async page => {
        const chart = page.locator('.metric .c').first();
        assert.ok(await chart.isVisible());
        assert.match(await chart.getAttribute('aria-label'), /^Past 24 hours: lowest .+, highest .+, last .+/);
        await page.locator('.metric a').nth(1).click();
        assert.match(page.url(), /\/metrics\//);
        assert.equal(await page.locator('.tabs [aria-current=page]').textContent(), 'Past 24 hours');
        await page.locator('.values summary').click();
        assert.ok(await page.locator('.values tbody tr').first().isVisible());
        await page.locator('.back a').click();
        assert.equal(page.url(), base + home);
    });
});

test('the language is chosen in the footer and stays, also without script', async () => {
    await on(home, { javaScriptEnabled: false }, async page => {
        const choose = async code => {
            await page.locator('.langs summary').click();
            await page.locator(`.langs a[lang="${code}"]`).click();
        };
        const is_at = (address, code) => {
            assert.equal(page.url(), base + address);
            return page.locator(`html[lang="${code}"]`).waitFor({ state: 'attached', timeout: 1000 });
        };
        await choose('de');
        await is_at(`${home}de/`, 'de');
        await page.locator('main a[href^="incident/"]').first().click();
        await is_at(`${home}de/incident/${story.acme.open}`, 'de');
        await page.locator('.back a').click();
        await is_at(`${home}de/`, 'de');
        await choose('ar');
        await is_at(`${home}ar/`, 'ar');
        await choose('en');
        await is_at(home, 'en');
    });
});

test('the keyboard reaches everything in reading order', async () => {
    await on(home, {}, async page => {
        const focused = () => page.evaluate(() => {
            const at = document.activeElement;
            return at.className.baseVal ?? (at.className || at.tagName);
        });
        await page.keyboard.press('Tab');
        assert.equal(await focused(), 'skip');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
        // From here on each stop comes after the one before it, and shows where it is.
        const left = await page.evaluate(() => {
            const stops = 'a[href], button, summary, .b[tabindex], select';
            window.stops = [...document.querySelectorAll(stops)].filter(stop => stop.checkVisibility() && main.compareDocumentPosition(stop) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
            return window.stops.length;
        });
        assert.ok(left > 40);
        for (let n = 0; n < left; ++n) {
            await page.keyboard.press('Tab');
            const [place, outlined] = await page.evaluate(() => [window.stops.indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]);
            assert.deepEqual([place, outlined === 'none'], [n, false], `stop ${n}`);
        }
        const group = page.locator('main summary').last();
        await group.focus();
        const open = await group.evaluate(summary => summary.parentNode.open);
        await page.keyboard.press('Enter');
        assert.equal(await group.evaluate(summary => summary.parentNode.open), !open);
    });
});

test('arrow keys walk the days of a bar', async () => {
    await on(home, {}, async page => {
        const bar = page.locator('li.row .b').first();
        await bar.focus();
        await page.keyboard.press('ArrowLeft');
        const tip = page.locator('#tip');
        assert.ok(await tip.isVisible());
        const yesterday = await tip.textContent();
        assert.equal(await bar.getAttribute('aria-valuenow'), '88');
        assert.match(await bar.getAttribute('aria-valuetext'), /^\w+, \w+ \d+: \w+/);
        await page.keyboard.press('Home');
        assert.equal(await bar.getAttribute('aria-valuenow'), '0');
        assert.notEqual(await tip.textContent(), yesterday);
        await page.keyboard.press('Escape');
        assert.equal(await tip.isVisible(), false);
    });
});

test('the tooltip tells the day and its minutes', async () => {
    /** Points at a bar's left or right end. */
    const point = async (page, name, at) => {
        const bar = page.locator('li.row', { hasText: name }).locator('.b');
        await bar.scrollIntoViewIfNeeded();
        const box = await bar.boundingBox();
        await page.mouse.move(at === 'left' ? box.x + 3 : box.x + box.width - 3, box.y + box.height / 2);
        return box;
    };
    await on(home, {}, async page => {
        const box = await point(page, 'Search', 'right');
        assert.match(await page.locator('#tip').textContent(), /^Mon, Nov 23Major outage · 26 min/);
        const tip = await page.locator('#tip').boundingBox();
        assert.ok(tip.y + tip.height <= box.y && tip.x + tip.width <= 1200);
    });
    await on(`${home}ar/`, {}, async page => {
        await point(page, 'البحث', 'left');
        assert.match(await page.locator('#tip').textContent(), /23.*انقطاع كبير.*26/, 'from right to left, today is at the left end');
    });
    await on(home, { viewport: { width: 390, height: 800 }, hasTouch: true }, async page => {
        await point(page, 'Search', 'left');
        assert.match(await page.locator('#tip').textContent(), /^Sat, Oct 10/, 'a narrow bar starts 45 days ago');
    });
});

test('times are shown in the chosen zone, and the choice is kept', async () => {
    await on(home, { timezoneId: 'Asia/Tokyo' }, async page => {
        const since = page.locator('.note time').first();
        assert.match(await since.textContent(), /^Nov 23, 22:54 GMT\+9 · 47 minutes ago/);
        await page.locator('#zone').selectOption('UTC');
        assert.match(await since.textContent(), /^Nov 23, 13:54 UTC · /);
        await page.reload();
        assert.match(await since.textContent(), /^Nov 23, 13:54 UTC · /);
    });
});

test('the theme is chosen and kept', async () => {
    await on(home, { colorScheme: 'light' }, async page => {
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await ground();
        await page.locator('#theme').selectOption('dark');
        const dark = await ground();
        assert.notEqual(dark, light);
        await page.reload();
        assert.equal(await ground(), dark);
    });
});

test('the time of the last look comes from the answer, not from the visitor\'s clock', async () => {
    const page = await open_page(browser);
    await page.route(base + home, async route => {
        if (route.request().resourceType() !== 'fetch') return route.fallback();
        const answer = await route.fetch();
        await route.fulfill({ response: answer, headers: { ...answer.headers(), date: 'Mon, 23 Nov 2026 09:41:00 GMT' } });
    });
    await page.goto(base + home);
    await page.locator('#checked', { hasText: '09:41' }).waitFor();
    await page.context().close();
});

test('a change appears by itself; open groups, focus and place stay', async () => {
    const problems = [];
    const page = await open_page(browser, { problems });
    await page.clock.install();
    let changed = false;
    await page.route(base + home, async route => {
        if (route.request().resourceType() !== 'fetch') return route.fallback();
        const answer = await route.fetch({ headers: {} });
        let body = await answer.text();
        if (changed) body = body.replace(/(<h1 id="now">)[^]*?<\/h1>/, '$1All is well again</h1>').replace(/<title>[^<]*/, '<title>Well');
        await route.fulfill({ response: answer, body, headers: { ...answer.headers(), etag: changed ? '"new"' : '"old"' } });
    });
    await page.goto(base + home);
    const group = page.locator('summary').last();
    const closed = group && await group.count();
    if (closed) {
        await group.focus();
        await page.keyboard.press('Enter');
    }
    const open = closed && await group.evaluate(summary => summary.parentNode.open);
    changed = true;
    await page.clock.runFor(73_000);
    await page.locator('h1', { hasText: 'All is well again' }).waitFor();
    assert.equal(await page.title(), 'Well');
    assert.equal(await page.locator('#say').textContent(), 'All is well again');
    if (closed) {
        assert.equal(await group.evaluate(summary => summary.parentNode.open), open);
        assert.ok(await group.evaluate(summary => summary === document.activeElement));
    }
    assert.deepEqual(problems, []);
    await page.context().close();
});

test('print and forced colours keep the facts', async () => {
    await on(home, { colorScheme: 'dark', forcedColors: 'active' }, async page => {
        for (const chosen of ['light', 'dark']) {
            await page.locator('#theme').selectOption(chosen);
            assert.deepEqual(await unseen_marks(page), [], `the theme ${chosen} does not stand against the forced ground`);
        }
    });
    await on(home, {}, async page => {
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.locator('#view').isVisible(), false);
        assert.ok(await page.locator('main .row').last().isVisible(), 'groups are open on paper');
    });
});

test('names that look like markup or turn the line stay names', async () => {
    for (const address of ['/p/hostile/', '/p/hostile/ar/']) {
        await on(address, {}, async page => {
            assert.equal(await page.locator('main img, main b, body > script').count(), 0);
            assert.equal(await page.locator('main > *').last().getAttribute('id'), 'data');
        });
    }
});

test('somebody subscribes without script, by keyboard', async () => {
    await on(home, { javaScriptEnabled: false }, async page => {
        const button = page.locator('button[popovertarget=get]');
        await button.focus();
        await page.keyboard.press('Enter');
        const dialog = page.locator('#get');
        await dialog.waitFor({ state: 'visible' });
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        await button.press('Enter');
        await page.locator('#get-mail').fill('kim@example.com');
        await page.keyboard.press('Enter');
        await page.waitForURL(/subscribe\/email$/);
        assert.equal(await page.locator('h1').textContent(), 'Check your e-mail');
    });
    await on(`${home}subscribe`, { javaScriptEnabled: false }, async page => {
        await page.locator('#f-address').fill('lee@example.com');
        await page.locator('input[name=scope][value=some]').check();
        const part = page.locator('input[name=component]').first();
        assert.equal(await part.isVisible(), true, 'components are shown once some are wanted');
        await page.locator('form.ask button').click();
        assert.match(await page.locator('.wrong').textContent(), /Choose at least one component/);
        assert.equal(await page.locator('#f-address').inputValue(), 'lee@example.com', 'nothing must be typed again');
        await page.locator('input[name=component]').first().check();
        await page.locator('form.ask button').click();
        assert.equal(await page.locator('h1').textContent(), 'Check your e-mail');
    });
});

test('what is wrong and what was typed stays, with script too', async () => {
    await on(`${home}subscribe`, {}, async page => {
        await page.locator('#f-address').fill('lee@example.com');
        await page.locator('input[name=scope][value=some]').check();
        await page.locator('form.ask button').click();
        await page.waitForLoadState('networkidle');
        assert.equal(await page.locator('.wrong').count(), 1);
        assert.equal(await page.locator('#f-address').inputValue(), 'lee@example.com');
    });
});

test('the time zone of the reader comes with their wish', async () => {
    await on(`${home}subscribe`, { timezoneId: 'Asia/Tokyo' }, async page => {
        await page.waitForFunction(() => document.querySelector('form.ask input[name=zone]').value === 'Asia/Tokyo');
    });
});
