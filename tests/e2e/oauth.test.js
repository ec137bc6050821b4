// Readers connect Slack and Discord, and owners X, in a real browser and against services that check everything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';
import { start_oauth_service } from '../support/oauth_service.mjs';
import { free_port } from '../support/wire.mjs';
import { axe_finds } from './axe.js';
import { open_browser, open_page } from './helper.js';

const hook = number => `https://hooks.slack.com/services/T0/B0/canary-${number}`;
let server, browser, acme, slack, discord, x;

before(async () => {
    const port = await free_port();
    const app = name => ({ id: `${name}-app`, secret: `${name}-canary`, redirect_uri: `http://127.0.0.1:${port}/oauth/${name}/callback` });
    slack = await start_oauth_service({
        app: app('slack'),
        grant: number => ({
            ok: true, access_token: 'xoxb-canary', team: { id: 'T0', name: 'Acme & Söhne' },
            incoming_webhook: { url: hook(number), channel: '#status', channel_id: 'C0', configuration_url: 'https://slack.com/x' },
        }),
    });
    discord = await start_oauth_service({
        app: app('discord'),
        grant: number => ({
            access_token: 'canary', token_type: 'Bearer',
            webhook: { id: '1', token: 'canary', name: 'Status', url: `https://discord.com/api/webhooks/1/canary-${number}` },
        }),
    });
    const pair = number => ({ expires_in: number === 1 ? 2 : 7200, access_token: `access-canary-${number}`, refresh_token: `refresh-canary-${number}` });
    x = await start_oauth_service({ app: app('x'), grant: pair, renewed: pair });
    server = await Daymark.start({
        port,
        env: {
            DAYMARK_ALLOW_NETWORKS: '127.0.0.0/8', DAYMARK_LOG_LEVEL: 'debug',
            DAYMARK_SLACK_URL: slack.url, DAYMARK_SLACK_CLIENT_ID: slack.app.id, DAYMARK_SLACK_CLIENT_SECRET: slack.app.secret,
            DAYMARK_DISCORD_URL: discord.url, DAYMARK_DISCORD_CLIENT_ID: discord.app.id, DAYMARK_DISCORD_CLIENT_SECRET: discord.app.secret,
            DAYMARK_X_URL: x.url, DAYMARK_X_CLIENT_ID: x.app.id, DAYMARK_X_CLIENT_SECRET: x.app.secret,
        },
    });
    acme = await server.create_page('acme', ['Website', 'API'], { name: 'Acme' });
    browser = await open_browser();
});
after(async () => {
    await browser?.close();
    await server?.dispose();
    for (const one of [slack, discord, x]) one?.close();
});

const page_url = path => `http://acme.localhost:${server.port}${path}`;
const subscribers = () => server.call('GET', `/v1/${acme.id}/subscribers`);

for (const javaScriptEnabled of [true, false]) {
    test(`a reader adds a channel of Slack ${javaScriptEnabled ? 'by clicks' : 'without scripts'}`, async () => {
        const problems = [];
        const page = await open_page(browser, { problems, javaScriptEnabled });
        const known = (await subscribers()).length;
        await page.goto(page_url('/subscribe/slack'));
        await page.getByLabel('Only of these components').check();
        await page.getByLabel('API').check();
        await page.getByRole('button', { name: 'Add to Slack' }).click();
        await page.locator('#allow').click();
        await page.getByText('Acme & Söhne #status gets updates of Acme.').waitFor();
        assert.match(page.url(), /^http:\/\/acme\.localhost:\d+\/manage\//);
        assert.equal(await page.getByLabel('API').isChecked(), true);
        const list = await subscribers();
        assert.equal(list.length, known + 1);
        const one = list.at(-1);
        assert.equal(one.slack, hook(slack.asked.length));
        assert.equal(one.slackTeam, 'Acme & Söhne #status');
        assert.equal(one.confirmed, true);
        assert.deepEqual(one.components.map(part => part.name), ['API']);
        assert.deepEqual(problems, []);
        assert.deepEqual(slack.problems, []);
        await page.context().close();
    });
}

test('who says no at Discord reads so, and may try again', async () => {
    const page = await open_page(browser);
    await page.goto(page_url('/de/subscribe/discord'));
    await page.getByRole('button', { name: 'Zu Discord hinzufügen' }).click();
    await page.locator('#deny').click();
    await page.getByText('Discord meldet, dass Sie nicht zugestimmt haben.').waitFor();
    await page.getByRole('link', { name: 'Erneut versuchen' }).click();
    await page.getByRole('button', { name: 'Zu Discord hinzufügen' }).click();
    await page.locator('#allow').click();
    await page.waitForURL(/\/de\/manage\//);
    assert.equal((await subscribers()).at(-1).discordTeam, 'Status');
    await page.context().close();
});

test('the pages on the way can be used by everybody', async () => {
    const page = await open_page(browser);
    for (const path of ['/subscribe/slack', '/connect/slack/silent', '/ar/connect/discord/expired']) {
        await page.goto(page_url(path));
        assert.deepEqual(await axe_finds(page), [], path);
    }
    await page.goto(`${server.url}/oauth/slack/start?ticket=a.de.1.x`);
    await page.getByText('der Versuch ist abgelaufen').waitFor();
    assert.deepEqual(await axe_finds(page), [], 'expired');
    await page.context().close();
});

/** By hand: { state, code, cookie } of somebody who has agreed and was not yet led back. */
async function agreed(name = 'slack', service = slack) {
    const sent = await server.page('acme', `/subscribe/${name}`, {
        method: 'POST', body: Buffer.from('connect=yes'), headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const start = new URL(sent.headers.refresh.replace('0; url=', ''));
    const started = await server.get(start.pathname + start.search);
    const html = await (await fetch(started.headers.location)).text();
    const back = new URL(/id="allow" href="([^"]+)"/.exec(html)[1].replaceAll('&amp;', '&'));
    assert.equal(`${back.origin}${back.pathname}`, service.app.redirect_uri);
    return { code: back.searchParams.get('code'), state: back.searchParams.get('state'), cookie: started.headers['set-cookie'][0].split(';')[0] };
}
const come_back = ({ code, state, cookie }, name = 'slack') =>
    server.get(`/oauth/${name}/callback?${new URLSearchParams({ code, state })}`, { headers: cookie ? { cookie } : {} });

test('a foreign site cannot bring its own channel in by a reader\'s browser', async () => {
    const known = (await subscribers()).length;
    const attacker = await agreed();
    const page = await open_page(browser);
    // The reader has begun something themselves, so that their browser has a cookie of its own.
    await page.goto(page_url('/subscribe/slack'));
    await page.getByRole('button', { name: 'Add to Slack' }).click();
    await page.locator('#allow').waitFor();
    const answer = await page.goto(`${server.url}/oauth/slack/callback?${new URLSearchParams({ code: attacker.code, state: attacker.state })}`);
    assert.equal(answer.status(), 400);
    await page.getByText('did not begin in this browser').waitFor();
    assert.equal((await subscribers()).length, known);
    await page.context().close();
});

test('a code and a state are good once, together, and for their service', async () => {
    const one = await agreed();
    const two = await agreed();
    const known = (await subscribers()).length;
    assert.equal((await come_back({ ...one, state: two.state })).status, 400);
    assert.equal((await come_back({ ...one, cookie: two.cookie })).status, 400);
    assert.equal((await come_back({ ...one, cookie: undefined })).status, 400);
    assert.equal((await come_back(one, 'discord')).status, 400);
    assert.match((await come_back(one)).headers.location, /\/manage\//);
    assert.match((await come_back(one)).headers.location, /\/connect\/slack\/used$/);
    assert.match((await come_back({ ...two, code: one.code })).headers.location, /\/connect\/slack\/refused$/, 'Slack has seen that code');
    assert.deepEqual(slack.problems.splice(0), ['invalid_code']);
    assert.equal((await subscribers()).length, known + 1);
});

test('a service that is silent costs ten seconds and no readers', async () => {
    slack.misbehave = () => 'silence';
    const waiting = [await agreed(), await agreed(), await agreed()];
    const answers = Promise.all(waiting.map(one => come_back(one)));
    for (let i = 0; i < 20; ++i) assert.equal((await server.page('acme', `/subscribe/email?n=${i}`)).status, 200);
    for (const answer of await answers) assert.match(answer.headers.location, /\/connect\/slack\/silent$/);
    slack.misbehave = () => ({ status: 502, body: '<html>' });
    assert.match((await come_back(await agreed())).headers.location, /\/connect\/slack\/silent$/);
    slack.misbehave = () => undefined;
});

test('an owner connects X, whose tokens are renewed and used', async () => {
    const { url } = await server.call('POST', `/x/${acme.id}/x/connect`);
    const begin = new URL(url);
    const page = await open_page(browser);
    await page.goto(`${server.url}${begin.pathname}${begin.search}`);
    await page.getByText('There you choose the account that posts updates of Acme.').waitFor();
    assert.deepEqual(await axe_finds(page), [], 'X');
    await page.getByRole('link', { name: 'Continue at X' }).click();
    await page.locator('#allow').click();
    await page.getByText('X is connected').waitFor();
    assert.equal((await server.call('GET', `/x/${acme.id}/x/connect`)).state, 'CONNECTED');
    // The first token lasted two seconds.
    await eventually('a new pair', () => x.asked.some(one => one.form.grant_type === 'refresh_token'), { within_ms: 15_000 });
    assert.deepEqual(x.problems, []);
    assert.equal((await server.call('GET', `/x/${acme.id}/x/connect`)).state, 'CONNECTED');
    assert.equal((await server.call('DELETE', `/x/${acme.id}/x/connect`)).state, 'NONE');
    await page.context().close();
});

test('no code, token or address of a hook is in a log', async () => {
    const log = server.log.join('');
    assert.match(log, /"?oauth/);
    for (const { form } of [...slack.asked, ...discord.asked, ...x.asked]) {
        for (const secret of [form.code, form.refresh_token, form.code_verifier]) assert.ok(!secret || !log.includes(secret));
    }
    assert.ok(!log.includes('canary'));
    const activity = JSON.stringify(await server.call('GET', `/x/${acme.id}/activity`));
    assert.ok(!activity.includes('canary'));
});
