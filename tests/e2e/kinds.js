// Every kind of page, one row each: what it is called and where it is. Rows are rendered in each look and language.
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { moment } from './story.js';

/** The link in a message that asks for a yes, which nothing sends here: made from the server's secret, as it makes it. */
function confirmation(server, subscriber_id) {
    const derive = `import hashlib,sys; print(hashlib.blake2b(b"", digest_size=32, key=open(sys.argv[1],"rb").read(), salt=(1).to_bytes(16,"little"), person=b"daymark_".ljust(16,b"\\0")).hexdigest())`;
    const key = Buffer.from(execFileSync('python3', ['-c', derive, `${server.data}/secret.key`], { encoding: 'utf8' }).trim(), 'hex');
    const said = `${subscriber_id}.-.${moment / 1000 + 3600}`;
    return `${said}.${createHmac('sha256', key).update(`subscribers.confirm/${said}`).digest('hex').slice(0, 32)}`;
}

const unfold = page => page.evaluate(() => document.querySelectorAll('details').forEach(group => group.open = true));
const open_dialog = page => page.locator('button[popovertarget=get]').click();
async function ask_wrongly(page) {
    await page.locator('form.ask').evaluate(form => form.noValidate = true);
    await page.locator('#f-address').fill('nobody');
    await page.locator('input[name=scope][value=some]').check();
    await page.locator('form.ask button').click();
    await page.locator('.wrong').first().waitFor();
}
async function ask_by_mail(page) {
    await page.locator('#f-address').fill('lee@example.com');
    await page.locator('form.ask button').click();
    await page.waitForURL(/subscribe\/email$/);
}
let asked = 0;
async function ask_by_webhook(page) {
    await page.locator('#f-address').fill(`https://hooks.example.com/${++asked}`);
    await page.locator('form.ask button').click();
    await page.locator('.secret').first().waitFor();
}
async function knock_wrongly(page) {
    await page.locator('#f-password').fill('a guess');
    await page.locator('form.ask button').first().click();
    await page.locator('.wrong').waitFor();
}
const submit = page => page.locator('form.ask button').first().click();

// They stand in a frame on another site, whose landmarks and headings they do not repeat; a badge's refresh takes no time
// away from anybody.
const in_a_frame = ['region', 'landmark-one-main', 'page-has-heading-one', 'meta-refresh'];

/** Every way that the page offers, by its path. */
async function ways_of(server) {
    const { text } = await server.get('/p/acme/subscribe');
    return [...new Set([...text.matchAll(/href="[^"]*subscribe\/([a-z-]+)"/g)].map(match => match[1]))];
}

/** The widget of a page on the site of somebody else. */
const widget_on = (host, server) => ({
    name: 'widget on another site',
    address: language => host.with_body(`<script async src="${server.url}/p/acme/${language}/widget/script.js"></script>`, server.url),
    act: page => page.locator('daymark-status a').first().waitFor(),
    apart: ['region'],
});

/**
 * Rows are name, page, path below it and what else there is: `act` goes on from there, `apart` are rules of axe that do
 * not apply, `once` says that one language is enough, `status` is the first answer's where it is not 200. They become
 * { name, address(language), …what else }.
 */
export async function kinds_of({ server, acme }, host) {
    const ways = await ways_of(server);
    const rows = [
        ['home calm', 'calm', ''],
        ['home in trouble', 'acme', ''],
        ['home with everything unfolded', 'acme', '', { act: unfold }],
        ['home without history', 'plain', ''],
        ['home of names like markup', 'hostile', '', { act: unfold }],
        ['subscribe dialog', 'acme', '', { act: open_dialog }],
        ['incident open', 'acme', `incident/${acme.open}`],
        ['incident resolved with postmortem', 'acme', `incident/${acme.resolved}`],
        ['maintenance planned', 'acme', `maintenance/${acme.planned}`],
        ['maintenance running', 'acme', `maintenance/${acme.running}`],
        ['general notice', 'acme', `notice/${acme.general}`],
        ['history', 'acme', 'history'],
        ['history of a component', 'acme', `history?component=${acme.ids.search}`],
        ['history before', 'acme', 'history/2'],
        ['history of a month, next page', 'acme', 'history/2026-10?page=2'],
        ['component', 'acme', `c/${acme.ids.webhooks}`],
        ['metric day', 'acme', `metrics/${acme.metric}`, { act: unfold }],
        ['metric week', 'acme', `metrics/${acme.metric}?period=week`],
        ['metric month', 'acme', `metrics/${acme.metric}?period=month`],
        ['calendar', 'acme', 'calendar'],
        ['calendar of a month', 'acme', 'calendar/2026-10'],
        ...ways.map(way => [`subscribe by ${way}`, 'acme', `subscribe/${way}`]),
        ['subscribe to an incident', 'acme', `notices/${acme.open}/subscribe`],
        ['subscribe with mistakes', 'acme', 'subscribe/email', { act: ask_wrongly }],
        ['subscribe, check your mail', 'acme', 'subscribe/email', { act: ask_by_mail }],
        ['subscribed by webhook', 'acme', 'subscribe/webhook', { act: ask_by_webhook, once: true }],
        ['confirm', 'acme', `confirm/${confirmation(server, acme.reader.split('.')[0])}`],
        ['manage', 'acme', `manage/${acme.reader}`],
        ['managed', 'acme', `manage/${acme.reader}`, { act: submit }],
        ['unsubscribe', 'acme', `unsubscribe/${acme.reader}`],
        ['link that is dead', 'acme', 'manage/none', { status: 410 }],
        ['public-api', 'acme', 'public-api'],
        ['gate of a private page', 'closed', '', { status: 401 }],
        ['gate with a wrong password', 'closed', '', { act: knock_wrongly, status: 401 }],
        ['404 on a page', 'acme', 'nothing-here', { status: 404 }],
        ['404 without a page', 'nobody', '', { status: 404 }],
        ['410', 'gone', '', { status: 410 }],
        ['badge light', 'acme', 'embed-status/light', { apart: in_a_frame }],
        ['badge dark', 'acme', 'embed-status/dark', { apart: in_a_frame }],
    ];
    const prefix = language => language === 'en' ? '' : `${language}/`;
    const kinds = rows.map(([name, page, path, more]) => ({ name, address: language => `${server.url}/p/${page}/${prefix(language)}${path}`, ...more }));
    return host ? [...kinds, widget_on(host, server)] : kinds;
}
