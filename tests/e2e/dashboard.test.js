// The dashboard in a real browser, against the real program: signing in, setting up channels, trying them.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { eventually, root } from '../support/daymark.mjs';
import { Receiver, says } from '../support/receivers.mjs';
import { Dashboard, assert_usable, changed, heading, open_row, row_of } from './dashboard.js';

let dashboard, server, many, willing, failing, x;

before(async () => {
    willing = await Receiver.start(says(200));
    failing = await Receiver.start(says(500));
    x = await Receiver.start(says(201, { 'content-type': 'application/json' }, '{"data":{"id":"1"}}'));
    dashboard = await Dashboard.open({ DAYMARK_ALLOW_NETWORKS: '127.0.0.0/8', DAYMARK_SEND_DELAY: '0', DAYMARK_X_URL: new URL(x.url).origin });
    ({ server, many } = dashboard);
});
after(async () => {
    await dashboard?.close();
    for (const receiver of [willing, failing, x]) receiver?.close();
});

test('a wrong key is refused in words, the right one leads to the only page', async () => {
    await dashboard.on(dashboard.home, {}, async page => {
        await heading(page, 'Sign in');
        await assert_usable(page, 'the sign-in');
        await dashboard.sign_in(page, 'wrong');
        await page.getByText('API key does not belong to a user.').waitFor();
        const key = page.getByRole('textbox', { name: 'API key' });
        assert.equal(await key.evaluate(input => input === document.activeElement && !input.validity.valid), true);
        await assert_usable(page, 'a refusal');
        await page.route('**/x/session', route => route.fulfill({ status: 429, headers: { 'retry-after': '90' }, json: { error: { code: 'too_many_requests', message: 'Too many attempts' } } }), { times: 1 });
        await dashboard.sign_in(page, 'wrong');
        await page.getByText('Too many attempts. Try again in 90 seconds.').waitFor();
        await dashboard.sign_in(page);
        await heading(page, 'Channels');
        assert.equal(page.url(), dashboard.channels_of());
        assert.equal(await page.title(), 'Channels · Daymark');
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
        const kept = await page.evaluate(() => [document.cookie, { ...localStorage }, { ...sessionStorage }]);
        assert.deepEqual(kept, ['', { 'signed-in': '1' }, {}], 'no secret that scripts can read is kept');
    });
});

test('who has several pages chooses, and goes back by the browser', async () => {
    await dashboard.on(dashboard.home, {}, async page => {
        await dashboard.sign_in(page, many.apiKey);
        await heading(page, 'Status pages');
        await assert_usable(page, 'the list of pages');
        await page.getByRole('link', { name: 'Second' }).click();
        await heading(page, 'Channels');
        await page.getByText('hear from Second').waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
        await page.goBack();
        await heading(page, 'Status pages');
        assert.equal(page.url(), dashboard.home);
        await page.goForward();
        await heading(page, 'Channels');
    });
});

test('who has no page reads how one is made', async () => {
    const nobody = await server.create_user('nobody@acme.example', 'No Body');
    await dashboard.on(dashboard.home, {}, async page => {
        await dashboard.sign_in(page, nobody.apiKey);
        await page.getByText('You have no status page yet').waitFor();
        await assert_usable(page, 'no pages');
    });
});

test('an account is filled in: the server finds mistakes, secrets stay with it', async () => {
    await dashboard.on_channels(async page => {
        const row = await open_row(page, 'SMS');
        await row.getByLabel('Send SMS by').selectOption('Twilio');
        await row.getByLabel('Account SID').fill('AC\t1');
        await row.getByLabel('Auth token').fill('canary-token');
        assert.equal(await row.getByLabel('Auth token').getAttribute('type'), 'password');
        await row.getByRole('button', { name: 'Save' }).click();
        await row.getByText('Account SID must be one line without control characters').waitFor();
        const sid = row.getByLabel('Account SID');
        assert.equal(await sid.getAttribute('aria-invalid'), 'true');
        const described = await sid.evaluate(input => input.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join());
        assert.match(described, /must be one line/);
        assert.equal(await sid.evaluate(input => input === document.activeElement), true);
        await assert_usable(page, 'a mistake');

        await sid.fill('AC1');
        await row.getByRole('button', { name: 'Save' }).click();
        await row.getByText('Saved. Missing: Sender.').waitFor();
        await row.getByLabel('Sender').fill('Acme');
        await row.getByRole('button', { name: 'Save' }).click();
        await row.locator('summary').getByText('Ready').waitFor();
        assert.equal((await dashboard.channel('twilio')).ready, true);

        await page.reload();
        await open_row(page, 'SMS');
        assert.equal(await sid.inputValue(), 'AC1');
        const seen = await page.evaluate(() => document.documentElement.outerHTML + [...document.querySelectorAll('input')].map(input => input.value));
        assert.doesNotMatch(seen, /canary/);
        assert.equal(await row.getByLabel('Auth token', { exact: true }).inputValue(), '');
        await assert_usable(page, 'an account');
    });
});

test('a secret is removed, and a provider left, when that is saved', async () => {
    await server.call('PUT', `/x/${dashboard.acme.id}/channels/vonage`, { nexmoKey: 'k', nexmoSecret: 's', nexmoSender: 'Acme', chosen: true });
    await dashboard.on_channels(async page => {
        const row = await open_row(page, 'SMS');
        const secret = async () => (await dashboard.channel('vonage')).fields.find(field => field.secret).set;
        await row.getByRole('button', { name: 'Remove API secret' }).click();
        assert.equal(await row.getByRole('button', { name: 'Keep API secret' }).evaluate(button => button === document.activeElement), true);
        await row.getByRole('button', { name: 'Discard changes' }).click();
        assert.equal(await row.getByRole('button', { name: 'Save' }).evaluate(button => button === document.activeElement), true);
        await row.getByRole('button', { name: 'Remove API secret' }).click();
        await row.getByRole('button', { name: 'Keep API secret' }).click();
        await row.getByRole('button', { name: 'Save' }).click();
        await row.getByText('Nothing has changed.').waitFor();
        assert.equal(await secret(), true);
        await row.getByRole('button', { name: 'Remove API secret' }).click();
        let sent;
        await page.route('**/channels/vonage', route => {
            sent = route.request().postDataJSON();
            return route.continue();
        });
        await row.getByRole('button', { name: 'Save' }).click();
        await row.getByText('Saved. Missing: API secret.').waitFor();
        assert.deepEqual(sent, { nexmoSecret: '' }, 'only what has changed');
        assert.equal(await secret(), false);
        await row.getByLabel('Send SMS by').selectOption('Nobody');
        await row.getByRole('button', { name: 'Save' }).click();
        await row.locator('summary').getByText('No provider is chosen').waitFor();
        assert.equal((await dashboard.channel('vonage')).chosen, false);
    });
});

test('what is not saved is not lost by a slip', async () => {
    await dashboard.on(dashboard.home, {}, async page => {
        await dashboard.sign_in(page, many.apiKey);
        await page.getByRole('link', { name: 'First' }).click();
        const row = await open_row(page, 'SMS');
        await row.getByLabel('Send SMS by').selectOption('Twilio');
        await row.getByLabel('Account SID').fill('AC2');
        await page.getByRole('link', { name: 'Status pages' }).click();
        const question = page.getByRole('dialog', { name: 'Leave without saving?' });
        await question.waitFor();
        await assert_usable(page, 'the question');
        await question.getByRole('button', { name: 'Stay' }).click();
        await page.goBack();
        await question.waitFor();
        await page.keyboard.press('Escape');
        assert.equal(await row.getByLabel('Account SID').inputValue(), 'AC2');
        assert.match(page.url(), /\/channels$/);
        await page.goBack();
        await question.getByRole('button', { name: 'Leave' }).click();
        await heading(page, 'Status pages');
    });
});

test('a test is sent to a webhook, and what came of it is told', async () => {
    await dashboard.on_channels(async page => {
        const row = await open_row(page, 'Webhook');
        const send = async address => {
            await row.getByLabel('To this webhook').fill(address);
            await row.getByRole('button', { name: 'Send test' }).click();
        };
        await send('nowhere');
        await row.getByText(/^The address must be/).waitFor();
        await send(willing.url);
        await row.getByText('Sent. The other side has taken it').waitFor();
        assert.equal(willing.received.length, 1);
        await row.locator('summary').getByText('Last sent just now').waitFor();
        await assert_usable(page, 'a test that was sent');
        await send(failing.url);
        await row.getByText('Not sent: 500 Internal Server Error').waitFor();
        await row.locator('summary').getByText('Last one failed').waitFor();
        assert.match(await row.locator('summary').innerText(), /Last failure just now: 500 Internal Server Error/);
        assert.equal(await row.locator('summary time').first().getAttribute('title') !== '', true);
        await assert_usable(page, 'a test that failed');
    });
});

test('a test that nobody takes is not followed for ever', async () => {
    await dashboard.on_channels(async page => {
        await changed(page, '**/deliveries', list => list.map(delivery => ({ ...delivery, state: 'WAITING' })));
        await page.clock.install();
        const row = await open_row(page, 'Webhook');
        await row.getByLabel('To this webhook').fill(willing.url);
        await row.getByRole('button', { name: 'Send test' }).click();
        await row.getByText('On its way …').waitFor();
        for (let n = 0; n < 4; ++n) await page.clock.runFor(20_000);
        await row.getByText('Still waiting after a minute.').waitFor();
    });
});

test('a receiver that fails and fails is left in peace, and tests are few', async () => {
    const page_id = (await server.create_page('peace', ['API'], { name: 'Peace' })).id;
    for (let n = 0; n < 10; ++n) await server.call('POST', `/x/${page_id}/channels/webhook/test`, { to: failing.url });
    await eventually('peace', async () => (await dashboard.channel('webhook', page_id)).health.breakerOpen, { within_ms: 20_000 });
    await dashboard.on(dashboard.channels_of(page_id), {}, async page => {
        await dashboard.sign_in(page);
        const row = await open_row(page, 'Webhook');
        await row.locator('summary').getByText('Left in peace', { exact: true }).waitFor();
        assert.match(await row.locator('summary').innerText(), /\d+ given up in 7 days/);
        await assert_usable(page, 'a channel in trouble');
        await row.getByLabel('To this webhook').fill(failing.url);
        await row.getByRole('button', { name: 'Send test' }).click();
        await row.getByText('A page can send 10 tests an hour').waitFor();
    });
});

test('a post that everybody sees is asked about first', async () => {
    await dashboard.on_channels(async page => {
        const row = await open_row(page, 'X');
        await row.getByText('Not connected').waitFor();
        await row.getByRole('button', { name: 'Connect an account' }).click();
        await row.getByText('This server has no app at X').waitFor();
        await row.getByLabel('User access token of OAuth 2.0').fill('canary-bearer');
        await row.getByRole('button', { name: 'Save' }).click();
        await row.getByText('Saved.').waitFor();
        await row.getByText('everybody who follows the account sees it').waitFor();
        await assert_usable(page, 'an account at X');
        const question = page.getByRole('dialog', { name: 'Post a test that everybody sees?' });
        await row.getByRole('button', { name: 'Post a test' }).click();
        await question.getByRole('button', { name: 'Cancel' }).click();
        assert.equal(x.received.length, 0);
        await row.getByRole('button', { name: 'Post a test' }).click();
        await question.getByRole('button', { name: 'Post it' }).click();
        await row.getByText('Sent. The other side has taken it').waitFor();
        assert.equal(x.received.length, 1);
    });
});

test('an account at X is connected in a tab of its own', async () => {
    await dashboard.on_channels(async page => {
        let state = 'NONE';
        await page.route('**/x/connect', route => {
            if (route.request().method() === 'POST') return route.fulfill({ json: { url: `${server.url}/docs`, expiresAt: '2030-01-01T00:00:00.000Z' } });
            if (route.request().method() === 'DELETE') state = 'NONE';
            return route.fulfill({ json: { state, connectedAt: state === 'NONE' ? null : '2026-01-01T00:00:00.000Z' } });
        });
        const row = await open_row(page, 'X');
        await row.getByRole('button', { name: 'Connect an account' }).click();
        const go_on = row.getByRole('link', { name: 'Continue at X' });
        await go_on.waitFor();
        assert.equal(await go_on.evaluate(link => link === document.activeElement && link.target), '_blank');
        state = 'CONNECTED';
        await page.evaluate(() => window.dispatchEvent(new Event('focus')));
        await row.getByText('Posts go out in the name of the connected account').waitFor();
        await assert_usable(page, 'a connected account');
        await row.getByRole('button', { name: 'Disconnect' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
        await row.getByText('Not connected').waitFor();
        assert.equal(await row.getByRole('button', { name: 'Connect an account' }).evaluate(button => button === document.activeElement), true);
    });
});

test('whether mails arrive is told with what to do', async () => {
    await dashboard.on_channels(async page => {
        const row = await open_row(page, 'E-mail');
        await row.getByRole('button', { name: 'Check now' }).click();
        await row.getByText(/things stand in the way\./).waitFor();
        await row.getByText('Set smtp-url to the address of a mail server.').waitFor();

        const record = { name: 'acme.example', type: 'TXT', value: `v=spf1 ip4:192.0.2.1 ${'include:spf.acme.example '.repeat(9)}-all` };
        await changed(page, '**/deliverability', report => ({
            ...report,
            findings: ['GOOD', 'UNKNOWN', 'WARNING', 'BAD'].map((verdict, n) => ({ ...report.findings[0], topic: ['SPF', 'DKIM', 'DMARC', 'RETURNS'][n], verdict, record: n ? record : null })),
        }));
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await row.getByRole('button', { name: 'Check again' }).click();
        await row.getByText('1 thing stands in the way.').waitFor();
        for (const verdict of ['Good', 'Cannot be told', 'May hurt']) await row.getByText(verdict, { exact: true }).waitFor();
        await row.getByRole('button', { name: 'Copy Value' }).first().click();
        await row.getByText('Copied').waitFor();
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), record.value);
        await assert_usable(page, 'findings');
    });
});

test('loading, trouble and what is not there are told, and can be tried again', async () => {
    let go_on, answer = route => new Promise(resolve => (go_on = resolve)).then(() => route.abort());
    // The browser itself reports what is broken off on purpose.
    await dashboard.on(dashboard.channels_of(), { noise: /ERR_FAILED|status of 503/ }, async page => {
        await dashboard.sign_in(page);
        await heading(page, 'Channels');
        await page.route('**/x/*/channels', route => answer(route));
        await page.reload();
        await page.getByText('Loading').waitFor({ state: 'attached' });
        await assert_usable(page, 'loading');
        answer = route => route.abort();
        go_on();
        await page.getByText('The server does not answer.').waitFor();
        await assert_usable(page, 'trouble');
        answer = route => route.fulfill({ status: 503, body: '<html>' });
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByText('The server answered with status 503.').waitFor();
        answer = route => route.continue();
        await page.getByRole('button', { name: 'Try again' }).click();
        await row_of(page, 'E-mail').waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
    });
    await dashboard.on_channels(async page => {
        await page.goto(dashboard.channels_of('nobodyspage'));
        await page.getByText('There is no such page').waitFor();
        await assert_usable(page, 'a page of others');
        await page.goto(`${dashboard.home}pages/No%20such/channels`);
        await heading(page, 'Nothing here');
        await assert_usable(page, 'no screen');
        await page.getByRole('link', { name: 'Go to your status pages' }).click();
        await heading(page, /Status pages|Channels/);
    });
});

test('a session that ended is taken up again where one was', async () => {
    await dashboard.on_channels(async page => {
        const row = await open_row(page, 'X');
        const token = row.getByLabel('Access token', { exact: true });
        await token.fill('half-typed');
        await page.context().clearCookies();
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('Your session has ended.').waitFor();
        assert.equal(await page.title(), 'Sign in · Daymark');
        await assert_usable(page, 'the sign-in again');
        await dashboard.sign_in(page);
        await row.getByText('Saved.').waitFor();
        assert.equal(await page.title(), 'Channels · Daymark');
        assert.equal(await row.getByRole('button', { name: 'Save' }).evaluate(button => button === document.activeElement), true);
        assert.equal((await dashboard.channel('x')).fields.find(field => field.name === 'xAccessToken').set, true);
    });
});

test('who signs out is out', async () => {
    await dashboard.on_channels(async page => {
        const cookies = await page.context().cookies();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await heading(page, 'Sign in');
        assert.equal(page.url(), dashboard.home);
        const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), 'x-requested-with': 'test' };
        assert.equal((await server.get('/x/session', { headers })).status, 401);
        await page.reload();
        await heading(page, 'Sign in');
    });
});

test('the keyboard alone sets up a channel', async () => {
    await dashboard.on(dashboard.channels_of(), {}, async page => {
        const focused = () => page.evaluate(() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.innerText ?? '');
        const tab_to = async pattern => {
            for (let n = 0; n < 40; ++n) {
                if (pattern.test(await focused())) {
                    const { outlineStyle } = await page.evaluate(() => ({ outlineStyle: getComputedStyle(document.activeElement).outlineStyle }));
                    assert.notEqual(outlineStyle, 'none', `${pattern} shows the focus`);
                    return;
                }
                await page.keyboard.press('Tab');
            }
            assert.fail(`the keyboard does not reach ${pattern}`);
        };
        await heading(page, 'Sign in');
        await tab_to(/^API key/);
        await page.keyboard.type(server.key);
        await page.keyboard.press('Enter');
        await row_of(page, 'Webhook').waitFor();
        await tab_to(/^Webhook/);
        await page.keyboard.press('Enter');
        await tab_to(/^To this webhook/);
        await page.keyboard.type(willing.url);
        await page.keyboard.press('Enter');
        await page.getByText('Sent. The other side has taken it').waitFor();

        await page.reload();
        await row_of(page, 'Webhook').waitFor();
        await page.keyboard.press('Tab');
        assert.match(await focused(), /Skip to the content/);
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    });
});

test('the markup is valid, also what scripts make of it', async () => {
    // Browsers that run scripts do not read what is there for the others, with a <main> of its own.
    const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-multiple-main': 'off', 'no-inline-style': 'error' } });
    await dashboard.on_channels(async page => {
        await row_of(page, 'E-mail').waitFor();
        for (const summary of await page.locator('summary').all()) await summary.click();
        await page.getByLabel('Send SMS by').selectOption('Amazon SNS');
        await page.getByRole('button', { name: 'Check now' }).click();
        await page.getByText('things stand in the way').waitFor();
        const { results } = await validator.validateString(await page.content());
        assert.deepEqual(results.flatMap(result => result.messages.map(({ ruleId, message, selector }) => `${ruleId} ${message} ${selector}`)), []);
    });
});

test('without script the way round is told', async () => {
    await dashboard.on(dashboard.home, { javaScriptEnabled: false }, async page => {
        await heading(page, 'The dashboard needs JavaScript');
        assert.equal(await page.getByRole('link', { name: 'API reference' }).getAttribute('href'), '/docs');
    });
});

test('what is loaded first is small', async t => {
    const folder = path.join(root, 'build/dashboard');
    const files = await readdir(path.join(folder, 'assets'));
    const html = await readFile(path.join(folder, 'index.html'), 'utf8');
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)|<style|\sstyle=/, 'the policy allows nothing inline');
    const weight = async pattern => {
        const wanted = files.filter(name => pattern.test(name));
        assert.ok(wanted.length > 0);
        const sizes = await Promise.all(wanted.map(async name => gzipSync(await readFile(path.join(folder, 'assets', name)), { level: 9 }).length));
        return sizes.reduce((sum, size) => sum + size);
    };
    const script = await weight(/^(index|Channels)-.*\.js$/), style = await weight(/\.css$/);
    t.diagnostic(`${script} bytes of script, ${style} of style`);
    assert.ok(script <= 45 * 1024, `${script} bytes of script`);
    assert.ok(style <= 10 * 1024, `${style} bytes of style`);
});
