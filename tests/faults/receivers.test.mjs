// Webhooks whose receivers behave as nobody should: each costs itself something and nobody else anything.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MovableClock } from '../support/clock.mjs';
import { Daymark, eventually } from '../support/daymark.mjs';
import {
    Receiver, closes, ends_in_body, ends_in_head, endless_body, endless_continues, endless_header, endless_headers, first, hangs, resets, says,
    says_no_http, trickles,
} from '../support/receivers.mjs';
import { free_port } from '../support/wire.mjs';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

let server, clock;
const receivers = [];
before(async () => {
    clock = new MovableClock();
    server = await Daymark.start({
        env: { ...clock.env, DAYMARK_ALLOW_NETWORKS: '127.0.0.0/8', DAYMARK_SEND_DELAY: '0', DAYMARK_FLOOD_LIMIT: '0' },
    });
});
after(async () => {
    await server?.dispose();
    for (const receiver of receivers) receiver.close();
    clock?.close();
});

let pages = 0;
/** A page of which the receivers at these addresses are told. */
async function page_with(...addresses) {
    const page = await server.create_page(`w${(pages += 1)}`, ['API']);
    for (const webhook of addresses)
        await server.call('POST', `/v1/${page.id}/subscribers`, { webhook, webhookEmail: 'ops@reader.example', autoConfirm: true });
    return page;
}

async function receive(behave) {
    const receiver = await Receiver.start(behave);
    receivers.push(receiver);
    return receiver;
}

const report = (page, name = 'Delayed deliveries') =>
    server.call('POST', `/v1/${page.id}/incidents`, { name, message: 'm', status: 'INVESTIGATING', notify: true, components: [page.components[0].id] });

/** The messages of the page's news, oldest first. */
async function deliveries(page) {
    const events = (await server.call('GET', `/x/${page.id}/events?per_page=100`)).filter(event => event.kind === 'INCIDENT_OPENED').reverse();
    return (await Promise.all(events.map(event => server.call('GET', `/x/${page.id}/events/${event.id}/deliveries?per_page=100`)))).flat();
}

/** The page's only message once it has had so many attempts, and none is under way. */
const tried = (page, attempts, within_ms = 30_000) =>
    eventually(`attempt ${attempts}`, async () => {
        const [only] = await deliveries(page);
        return only?.attempts.length === attempts && only.attempts.at(-1).finishedAt !== null && only.state !== 'SENDING' && only;
    }, { within_ms, every_ms: 20 });

const waited = delivery => (Date.parse(delivery.dueAt) - Date.parse(delivery.attempts.at(-1).finishedAt)) / 1_000;

async function try_again(page, delivery) {
    const begun = delivery.attempts.length;
    await eventually(`attempt ${begun + 1}`, async () => {
        const [only] = await deliveries(page);
        if (only.attempts.length === begun) clock.forward_to(Date.parse(only.dueAt));
        return only.attempts.length > begun;
    }, { within_ms: 30_000, every_ms: 50 });
    return tried(page, begun + 1);
}

async function left_out(page) {
    const { total, leftOut } = await server.call('POST', `/x/${page.id}/events/forecast`, {});
    return total === 1 ? '' : leftOut.map(out => out.reason).join();
}

/** What those who are told of failing webhooks got: the subjects of their mails. */
async function letters() {
    const folder = path.join(server.data, 'outbox');
    const files = await readdir(folder).catch(() => []);
    const mails = await Promise.all(files.filter(name => name.endsWith('.eml')).map(name => readFile(path.join(folder, name), 'utf8')));
    return mails.filter(mail => /^To:.*ops@reader\.example/m.test(mail));
}

// --- waits -----------------------------------------------------------------------------------------------------------

const about = seconds => [seconds * 0.8, seconds * 1.2];
const throttles = (after, more = {}) => says(429, { 'retry-after': after, ...more });
const now = new Date();
const in_seconds = seconds => new Date(now.getTime() + seconds * 1_000).toUTCString();

// [what it says first, how many seconds that makes, the reason in the log]
const waits = {
    'in seconds': [throttles('7'), 7, /^429 Too Many Requests$/],
    'as a date': [throttles(in_seconds(90), { date: now.toUTCString() }), 90, /^429/],
    'as a date that is over': [throttles(in_seconds(-90), { date: now.toUTCString() }), 1, /^429/],
    'as a date, by who does not say what time it is': [throttles(in_seconds(90)), about(5), /^429/],
    'of no time at all': [throttles('0'), 1, /^429/],
    'of less than none': [throttles('-5'), about(5), /^429/],
    'of words': [throttles('soon, my friend'), about(5), /^429/],
    'of a fraction': [throttles('1.5'), about(5), /^429/],
    'of years': [throttles('999999999'), day, /^429/],
    'of more than numbers hold': [throttles('99999999999999999999999'), about(5), /^429/],
    'not at all': [says(429), about(5), /^429/],
    'with 503': [says(503, { 'retry-after': '120' }), 120, /^503 Service Unavailable$/],
};
for (const [how, [behave, seconds, reason]] of Object.entries(waits)) {
    test(`a receiver that asks for a wait ${how}`, async () => {
        const receiver = await receive(first(behave));
        const page = await page_with(receiver.url);
        await report(page);
        const failed = await tried(page, 1);
        const [least, most] = Array.isArray(seconds) ? seconds : [seconds, seconds];
        assert.ok(waited(failed) >= least && waited(failed) <= most, `waits ${waited(failed)} seconds, not ${least} to ${most}`);
        assert.match(failed.attempts[0].reason, reason);
        assert.equal((await try_again(page, failed)).state, 'SENT');
        const [one, two] = receiver.received;
        assert.equal(two.headers['webhook-id'], one.headers['webhook-id'], 'the repetition can be told from news');
        assert.equal(two.body, one.body);
    });
}

// --- trouble ---------------------------------------------------------------------------------------------------------

// Tried again after about five seconds, and then it arrives. Nobody knows of the first whether it was taken.
const troubles = {
    'closes without a word': closes,
    'resets the connection': resets,
    'closes in its head': ends_in_head,
    'closes in its body': ends_in_body,
    'speaks no HTTP': says_no_http,
    'says "100 Continue" for ever': endless_continues,
    'says nothing': hangs,
    'says a byte at a time': trickles,
};
test('receivers that break off, or are too slow, hear it again', async t => {
    const cases = await Promise.all(Object.entries(troubles).map(async ([what, behave]) => {
        const receiver = await receive(first(behave));
        return { what, receiver, page: await page_with(receiver.url) };
    }));
    // All at once: some take as long as anybody is waited for.
    await Promise.all(cases.map(({ page }) => report(page)));
    const failures = await Promise.all(cases.map(({ page }) => tried(page, 1, 60_000)));
    for (const [n, { what, receiver, page }] of cases.entries()) {
        await t.test(what, async () => {
            const failed = failures[n];
            assert.equal(failed.state, 'WAITING');
            assert.equal(failed.attempts[0].result, 'UNKNOWN', JSON.stringify(failed.attempts));
            assert.match(failed.attempts[0].reason, /^(the connection broke|no answer in time)$/);
            assert.ok(waited(failed) >= 4 && waited(failed) <= 6, `waits ${waited(failed)} seconds`);
            assert.equal((await try_again(page, failed)).state, 'SENT');
            assert.equal(receiver.received.length, 2);
            assert.equal(receiver.received[1].headers['webhook-id'], receiver.received[0].headers['webhook-id']);
        });
    }
});

test('a receiver that is not there was not told, and is asked again', async () => {
    const page = await page_with(`http://127.0.0.1:${await free_port()}/hook`);
    await report(page);
    const failed = await tried(page, 1);
    assert.deepEqual([failed.state, failed.attempts[0].result, failed.attempts[0].reason], ['WAITING', 'AGAIN', 'could not be reached']);
});

// Their status came: it counts, and what follows is cut off.
const bomb = gzipSync(Buffer.alloc(64 << 20));
const too_much = {
    'sends headers for ever': endless_headers,
    'sends a header without end': endless_header,
    'sends a body without end': endless_body,
    'sends 64 MiB as a gzip bomb': says(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' }, bomb),
    'sends a bomb of another kind': says(200, { 'content-encoding': 'gzip, gzip, br, deflate' }, gzipSync(bomb)),
};
test('receivers that answer too much are cut off and cost no memory', async t => {
    const at_rest = await server.resident_kib();
    for (const [what, behave] of Object.entries(too_much)) {
        await t.test(what, async () => {
            const receiver = await receive(behave);
            const page = await page_with(receiver.url);
            await report(page);
            const delivery = await tried(page, 1);
            if (what !== 'sends a header without end') assert.equal(delivery.state, 'SENT', JSON.stringify(delivery.attempts));
            if (!what.includes('bomb')) await eventually('the end of its connection', () => receiver.sockets.size === 0, { within_ms: 10_000 });
        });
    }
    const grown = await server.resident_kib() - at_rest;
    assert.ok(grown < 32 << 10, `grew by ${grown} KiB`);
});

// --- refusals --------------------------------------------------------------------------------------------------------

for (const status of [300, 301, 302, 303, 307, 308]) {
    test(`a redirect with ${status} is not followed, whatever it leads to`, async () => {
        const elsewhere = await receive(says(200));
        const receiver = await receive(says(status, { location: elsewhere.url }));
        const page = await page_with(receiver.url);
        await report(page);
        const delivery = await tried(page, 1);
        assert.deepEqual([delivery.state, delivery.attempts[0].result], ['DEAD', 'FAILED']);
        assert.equal(elsewhere.connections, 0, 'nobody was sent there');
        assert.equal(await left_out(page), '');
    });
}

for (const status of [400, 401, 403, 404, 405, 413, 418, 422, 451]) {
    test(`${status} gives the message up at once, and the next is sent`, async () => {
        const receiver = await receive(first(says(status)));
        const page = await page_with(receiver.url);
        await report(page);
        assert.equal((await tried(page, 1)).attempts[0].result, 'FAILED');
        assert.equal(await left_out(page), '');
        await report(page, 'Another one');
        await eventually('the next', () => receiver.received.length === 2);
    });
}

test('410 pauses the receiver at once, and its owner is told', async () => {
    const before_this = (await letters()).length;
    const receiver = await receive(says(410));
    const page = await page_with(receiver.url);
    await report(page);
    assert.deepEqual((({ state, attempts }) => [state, attempts[0].result, attempts[0].reason])(await tried(page, 1)), ['DEAD', 'GONE', '410 Gone']);
    assert.equal(await left_out(page), 'PAUSED');
    await report(page, 'Another one');
    await eventually('a letter', async () => (await letters()).length === before_this + 1);
    assert.equal(receiver.received.length, 1, 'it is asked no more');
});

test('a storm of 500 is sat out, and the message arrives when it is over', async () => {
    const receiver = await receive(first(...Array(6).fill(says(500, {}, 'Internal Server Error'))));
    const page = await page_with(receiver.url);
    await report(page);
    let delivery = await tried(page, 1);
    const usual = [5, 30, 2 * minute, 10 * minute, 30 * minute, 2 * hour];
    for (const seconds of usual) {
        const [least, most] = about(seconds);
        assert.ok(waited(delivery) >= least && waited(delivery) <= most, `waits ${waited(delivery)} seconds, not about ${seconds}`);
        delivery = await try_again(page, delivery);
    }
    assert.equal(delivery.state, 'SENT');
    assert.deepEqual(delivery.attempts.map(attempt => attempt.result), [...Array(6).fill('AGAIN'), 'SENT']);
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.equal(await left_out(page), '');
});

// --- others ----------------------------------------------------------------------------------------------------------

test('while thirty receivers hang, everybody else hears of everything', async () => {
    const hanging = await Promise.all(Array.from({ length: 30 }, () => receive(hangs)));
    const healthy = await Promise.all(Array.from({ length: 12 }, () => receive(says(200))));
    // The same page and another one, the hanging first.
    const both = await page_with(...hanging.map(({ url }) => url), ...healthy.slice(0, 8).map(({ url }) => url));
    const other = await page_with(...healthy.slice(8).map(({ url }) => url));
    const names = ['First', 'Second', 'Third'];
    for (const name of names) {
        await report(both, name);
        await report(other, name);
    }
    await eventually('all healthy ones heard of all', () => healthy.every(({ received }) => received.length === names.length), { within_ms: 20_000 });
    const done = (await deliveries(both)).filter(({ state }) => state === 'SENT');
    await eventually('all hanging ones were asked', () => hanging.every(({ connections }) => connections > 0));
    assert.ok(hanging.every(({ sockets }) => sockets.size > 0), 'those who hang were hanging all the while');
    assert.ok(done.length <= healthy.length * names.length);
    for (const { received } of healthy)
        assert.deepEqual(new Set(received.map(({ body }) => JSON.parse(body).incident.name)), new Set(names));
    // They are left in peace from now on.
    for (const { sockets } of hanging) for (const socket of sockets) socket.destroy();
});
