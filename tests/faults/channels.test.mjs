// Every way to tell people, against services that check what they get, whatever the words.
import assert from 'node:assert/strict';
import { after, before, test as every_test } from 'node:test';
import { eventually } from '../support/daymark.mjs';
import { Services, every_way, providers } from './channels.mjs';
import { hosts_can_be_named } from '../support/named_hosts.mjs';
import { sms_parts } from '../support/vendors/vendor.mjs';

let services;
const test = hosts_can_be_named ? every_test : every_test.skip;
if (hosts_can_be_named) before(async () => (services = await Services.start()));
after(() => services?.dispose());

const sms = new Set(Object.keys(providers));

// --- what is told ----------------------------------------------------------------------------------------------------

const hostile_title = '<script>alert(1)</script> *b* _i_ ~s~ `c` @everyone {{incident.name}} مرحبا 🚨';
// Words that call people, links that are none, markup of every service.
const hostile_line = '<!channel> <@U012AB3CD> <users/all> <@&42> @here [x](javascript:alert(1)) <http://evil.example|bank> https://evil.example/a?b=c&d=e ' +
    '|| spoiler || </at> &lt;b&gt; & "quoted" \\ {{page.url}} \u202Eright-to-left\u202C مرحبا بالعالم 👩‍👩‍👧‍👦 ';
const hostile_text = hostile_line.repeat(60).slice(0, 10_000);

for (const way of every_way) {
    test(`${way}: an incident's beginning, course and end arrive, whatever words they are told in`, async () => {
        const page = await services.page_for(way);
        const { vendor } = page;
        const before_this = vendor.received.length;
        const incident = await services.report(page, { name: hostile_title, message: hostile_text });
        await services.tried(page, 1);
        await services.update(page, incident, { status: 'IDENTIFIED', message: hostile_text.slice(100) });
        await services.tried(page, 1, 2);
        await services.update(page, incident, { status: 'RESOLVED', message: '' });
        await services.tried(page, 1, 3);

        vendor.assert_obeyed();
        const deliveries = await services.deliveries(page);
        const course = deliveries.map(({ state, attempts }) => [state, attempts.map(({ result, reason }) => reason ?? result)]);
        assert.deepEqual(course, Array(3).fill(['SENT', ['SENT']]));
        const told = vendor.received.slice(before_this).map(request => request.told);
        assert.equal(told.length, 3);
        for (const { shown, text } of told) {
            const read = shown ?? text;
            assert.ok(read.includes('<script>alert(1)</script>'), `people read the title as it was written: ${read}`);
        }
        if (sms.has(way)) check_sms(page, incident, told);
        else check_post(page, incident, told);
    });
}

/** As often as the API takes it in a name. */
const full = piece => piece.repeat(Math.floor(252 / Buffer.byteLength(piece)));
// Characters that take the most room in one form or another.
const extremes = {
    'entities': ['&', '<', '"'],
    'four bytes': ['🚨', '👩‍👩‍👧‍👦', '𝔘'],
    'control characters and breaks': ['\t', '\u2028', 'a\n\n'],
    'backslashes and marks': ['\\', '*', '_'],
    'addresses': ['https://a.example/?q=1&r=2 ', 'http://b.example/<|>', 'www.c.example '],
};
for (const [what, [one, two, three]] of Object.entries(extremes)) {
    test(`everything full of ${what}: no service's limits are passed`, async () => {
        for (const way of every_way) {
            const names = Array.from({ length: 25 }, (_, n) => `${n} ${full(two)}`);
            const page = await services.page_for(way, { names, name: `K${full(one)}` });
            const incident = await services.report(page, { name: `I${full(three)}`, message: `M${one}`.repeat(2_000) });
            await services.tried(page, 1);
            await services.update(page, incident, { status: 'MONITORING', message: `${one}${two}${three}`.repeat(500) });
            const { state } = await services.tried(page, 1, 2);
            page.vendor.assert_obeyed();
            assert.equal(state, 'SENT');
        }
    });
}

function check_sms(page, incident, told) {
    for (const { text } of told) {
        assert.ok(sms_parts(text) <= 3, `${sms_parts(text)} parts are paid for: ${text}`);
        assert.match(text, /\/unsubscribe\?id=/, 'whoever was told can end it');
    }
    assert.equal(new Set(told.map(({ to }) => to)).size, 1);
}

function check_post(page, incident, told) {
    const link = `/incident/${incident.id}`;
    const whole = JSON.stringify(page.vendor.received.slice(-3).map(request => request.body));
    assert.equal(whole.split(link).length - 1 >= 3, true, 'each leads to the incident');
    if (page.way === 'x') return check_thread(told);
    for (const { shown } of told.slice(0, 2)) {
        assert.ok(shown.includes('{{page.url}}') && shown.includes('{{incident.name}}'), `nothing is filled in: ${shown}`);
        assert.ok(shown.includes('مرحبا') && shown.includes('🚨'), shown);
    }
    if (page.way === 'google_chat') {
        assert.deepEqual(new Set(told.map(({ thread }) => thread)), new Set([incident.id]), 'one thread for one incident');
        assert.equal(new Set(told.map(({ request }) => request)).size, 3, 'each message is one of its own');
    }
}

/** The first post begins it, and the others answer that one. */
function check_thread(told) {
    const posts = [...services.vendors.x.posts.entries()];
    const first = posts.find(([text]) => text === told[0].text)[1];
    assert.deepEqual(told.map(({ answers }) => answers), [undefined, first, first]);
}

for (const way of sms) {
    test(`${way}: who gave a number is asked first, says yes by the link, is told, and ends it by another`, async () => {
        const page = await services.page_for(way);
        const { vendor } = page;
        const subscribers = () => services.server.call('GET', `/v1/${page.id}/subscribers`);
        await services.server.call('DELETE', `/v1/${page.id}/subscribers/${(await subscribers())[0].id}`);
        const before_this = vendor.received.length;
        await services.server.call('POST', `/v1/${page.id}/subscribers`, { phone: '+44 7700 900123' });
        const next = async n => (await eventually(`message ${n}`, () => vendor.received[before_this + n - 1], { within_ms: 10_000 })).told;
        const follow = async (pattern, text) => {
            const { pathname, search } = new URL(pattern.exec(text)[0]);
            assert.equal((await services.visit(page, pathname + search)).status, 200);
            assert.equal((await services.visit(page, pathname + search, { method: 'POST' })).status, 200);
        };
        const asked = await next(1);
        assert.equal(asked.to.replace('+', ''), '447700900123');
        await follow(/https:\S*confirm\S*/, asked.text);
        assert.equal((await subscribers())[0].confirmed, true);
        await services.report(page);
        await follow(/https:\S*unsubscribe\S*/, (await next(2)).text);
        assert.deepEqual(await subscribers(), []);
        vendor.assert_obeyed();
    });
}

// --- the services themselves -----------------------------------------------------------------------------------------

const in_json = change => request => {
    const body = JSON.parse(request.body);
    change(body);
    request.body = JSON.stringify(body);
};
const in_form = (name, value) => request => {
    const form = new URLSearchParams(request.body);
    if (value === undefined) form.delete(name);
    else form.set(name, value);
    request.body = `${form}`;
};
const header = (name, value) => request => (request.headers = { ...request.headers, [name]: value });
const in_query = (name, value) => request => (value === undefined ? request.url.searchParams.delete(name) : request.url.searchParams.set(name, value));

// What is done to a request that was good, and the rule that it breaks.
const spoilt = [
    ['slack', in_json(body => (body.blocks[0].text.text = 'x'.repeat(151))), /at most 150 characters/],
    ['slack', in_json(body => (body.attachments[0].blocks[1].text.text = '<!channel> all')), /calls nobody/],
    ['slack', in_json(body => (body.attachments[0].blocks[1].text.text = 'a & b')), /as an entity/],
    ['slack', in_json(body => delete body.attachments[0].blocks[1].text.verbatim), /verbatim/],
    ['slack', in_json(body => (body.blocks = Array(51).fill({ type: 'divider' }))), /at most 50 blocks/],
    ['slack', in_json(body => (body.colour = 1)), /no field "colour"/],
    ['slack', header('content-type', 'text/plain'), /a body of JSON says so/],
    ['slack', request => (request.method = 'PUT'), /POSTed/],
    ['discord', in_json(body => delete body.allowed_mentions), /nobody is mentioned/],
    ['discord', in_json(body => (body.allowed_mentions.parse = ['everyone'])), /nobody is mentioned/],
    ['discord', in_json(body => (body.embeds[0].title = 'x'.repeat(257))), /at most 256/],
    ['discord', in_json(body => (body.embeds = [0, 1].map(() => ({ ...body.embeds[0], description: 'x'.repeat(4_000) })))), /6,000/],
    ['discord', in_query('wait'), /waits/],
    ['google_chat', in_json(body => (body.fallbackText = '<users/all>')), /calls nobody/],
    ['google_chat', in_json(body => delete body.thread), /a thread has a key/],
    ['google_chat', in_json(body => (body.cardsV2[0].card.sections[0].widgets[0].textParagraph.text = '<img src=x>')), /knows no <img/],
    ['google_chat', in_json(body => (body.fallbackText = 'ä'.repeat(16_000))), /32,000 bytes/],
    ['google_chat', in_query('requestId'), /a request has an id/],
    ['google_chat', in_query('token', 'another'), /token is the one/],
    ['microsoft_teams', in_json(body => body.attachments[0].content.body.push({ type: 'Table', columns: [] })), /Adaptive Cards: Unknown element/],
    ['microsoft_teams', in_json(body => (body.attachments[0].content.body[0].style = 'loud')), /Adaptive Cards: Invalid value/],
    ['microsoft_teams', in_json(body => delete body.attachments[0].content.actions[0].url), /Adaptive Cards: Property "url"/],
    ['microsoft_teams', in_json(body => body.attachments[0].content.body.push({ type: 'TextBlock', text: 'x'.repeat(28_672) })), /28 KB/],
    ['microsoft_teams', in_query('sig', 'another'), /signature in the address/],
    ['microsoft_teams_connector', in_json(body => (body.title = '<script>')), /no markup of strangers/],
    ['microsoft_teams_connector', in_json(body => (body.sections[0].markdown = true)), /not read as Markdown/],
    ['twilio', in_form('To', '14155550100'), /To is a number of E.164/],
    ['twilio', in_form('Body', 'x'.repeat(1_601)), /1 to 1,600/],
    ['twilio', in_form('From'), /there is a sender/],
    ['twilio', header('authorization', 'Basic eDp5'), /basic authentication/],
    ['vonage', in_form('text', 'Störung 🚨'), /are lost/],
    ['vonage', in_form('to', '+14155550100'), /without the plus/],
    ['vonage', in_form('api_secret', 'another'), /key and secret/],
    ['esendex', in_json(body => (body.accountreference = 'EX1')), /named by its reference/],
    ['esendex', in_json(body => (body.messages[0].to = 'kim')), /a number with its country/],
    ['messagebird', in_json(body => (body.originator = 'Kestrel status page')), /no originator/],
    ['messagebird', header('authorization', 'AccessKey another'), /access key/],
    ['sns', request => (request.body += 'x'), /the signature is that of the request/],
    ['sns', header('x-amz-date', '20200101T000000Z'), /within 15 minutes/],
    ['sns', header('host', 'elsewhere.example'), /the signature is that of the request/],
    ['x', in_json(body => (body.text = '日'.repeat(141))), /280 characters/],
    ['x', request => request.url.searchParams.set('a', 'b'), /the signature is that of the request/],
    ['x', () => {}, /same nonce/],
];
test('the services notice whoever breaks their rules', async t => {
    const good = {};
    for (const way of new Set(spoilt.map(([name]) => name))) {
        const page = await services.page_for(way);
        await services.report(page, { message: 'Plain words' });
        await services.tried(page, 1);
        page.vendor.assert_obeyed();
        good[way] = page.vendor.received.at(-1);
    }
    for (const [way, change, rule] of spoilt) {
        await t.test(`${way}: ${rule.source}`, () => {
            const request = { ...good[way], url: new URL(good[way].url) };
            change(request);
            const broken = [];
            services.vendors[way].trade.check(request, (fact, said) => fact || broken.push(said), services.vendors[way]);
            assert.ok(broken.some(said => rule.test(said)), `noticed: ${broken.join('; ')}`);
        });
    }
});
