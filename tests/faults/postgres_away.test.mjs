// PostgreSQL goes away in every way it can: readers notice nothing, writers are told so at once, and all is well soon
// after it is back, also when Daymark itself was started in between.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark, eventually } from '../support/daymark.mjs';
import { quantile } from '../support/dice.mjs';
import { one_pixel_gif } from '../support/pictures.mjs';
import { pages_whole, summary_whole } from '../support/pages.mjs';
import { Postgres } from '../support/postgres.mjs';

const away_ms = Number(process.env.DAYMARK_AWAY_MS ?? 4000);
const recovery_ms = 5000;
// An answer is due within 2 seconds; on a machine under load it may be read later. What hangs takes for ever.
const write_limit_ms = 5000;

let postgres;
let server;
let page;
let logo;

before(async () => {
    postgres = await Postgres.start();
    server = await Daymark.start({ database: postgres.url });
    page = await server.create_page('acme', ['Website']);
    const { url } = await server.call('POST', `/x/${page.id}/uploads`, one_pixel_gif);
    await server.call('PUT', `/v1/${page.id}`, { logoUrl: url });
    logo = new URL(url).pathname;
    await eventually('the page', async () => (await server.page('acme')).text.includes(logo));
});

after(async () => {
    await server?.dispose();
    await postgres?.dispose();
});

const incidents = () => `/v1/${page.id}/incidents`;
const draft = name => ({ name, status: 'RESOLVED', message: '', notify: false });

/** Runs `each` at fixed intervals, without waiting for the last one, until `watch.over`. */
async function at_intervals(watch, every_ms, each) {
    const under_way = new Set();
    for (let n = 0, next = performance.now(); !watch.over; ++n, next += every_ms) {
        const one = each(n).finally(() => under_way.delete(one));
        under_way.add(one);
        await sleep(Math.max(0, next + every_ms - performance.now()));
    }
    await Promise.all(under_way);
}

function picture_whole(answer) {
    assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'image/png']);
}

/** Readers at 20 per second: both addresses of the page, its JSON, another language, its logo. */
function read_steadily(watch) {
    const looks = [
        async () => pages_whole(await server.page('acme')),
        async () => pages_whole(await server.get('/p/acme/')),
        async () => summary_whole(await server.page('acme', '/summary.json')),
        async () => pages_whole(await server.page('acme', '/de/')),
        async () => picture_whole(await server.page('acme', logo)),
    ];
    return at_intervals(watch, 50, async n => {
        const begun = performance.now();
        await looks[n % looks.length]().catch(error => watch.failures.push(error.message));
        watch.reads.push(performance.now() - begun);
    });
}

function write_steadily(watch) {
    return at_intervals(watch, 100, async n => {
        const sent = performance.now();
        const name = `${watch.name} ${n}`;
        const answer = await server
            .api('POST', incidents(), draft(name))
            .catch(error => ({ status: 0, headers: {}, text: error.message }));
        watch.writes.push({
            name,
            sent,
            ms: performance.now() - sent,
            status: answer.status,
            retry_after: answer.headers['retry-after'],
        });
    });
}

async function require_stored(names) {
    const stored = new Set();
    for (let number = 1; ; ++number) {
        const list = await server.call('GET', `${incidents()}?per_page=100&page=${number}`);
        for (const incident of list) stored.add(incident.name);
        if (list.length < 100) break;
    }
    assert.deepEqual(
        names.filter(name => !stored.has(name)),
        [],
        'acknowledged, but not there',
    );
    return stored;
}

function judge_writes(watch, gone, back) {
    const slow = watch.writes.filter(write => write.ms > write_limit_ms);
    assert.deepEqual(slow, [], 'writes that hung');
    const odd = watch.writes.filter(
        write => write.status !== 200 && (write.status !== 503 || !(Number(write.retry_after) > 0)),
    );
    assert.deepEqual(odd, [], 'neither done nor 503 with Retry-After');
    const refused = watch.writes.filter(write => write.status === 503);
    assert.ok(refused.length > 0, 'the database was away, and every write succeeded');
    const late = refused.filter(write => write.sent > back + recovery_ms);
    assert.deepEqual(late, [], 'still refused long after the database was back');
    const early = refused.filter(write => write.sent + write.ms < gone);
    assert.deepEqual(early, [], 'refused before the database was away');
    const first = watch.writes.find(write => write.sent > back && write.status === 200);
    return { refused, recovered_ms: first.sent + first.ms - back };
}

/** Reads and writes go on while `leave` takes the database away and `come_back` brings it back. */
async function outage(t, name, leave, come_back, length_ms = away_ms) {
    const watch = { name, reads: [], writes: [], failures: [], over: false };
    const traffic = [read_steadily(watch), write_steadily(watch)];
    await sleep(1000);
    const gone = performance.now();
    await leave();
    await sleep(length_ms);
    await come_back();
    const back = performance.now();
    await sleep(recovery_ms + 1000);
    watch.over = true;
    await Promise.all(traffic);
    assert.deepEqual(watch.failures, [], 'readers noticed');
    const { refused, recovered_ms } = judge_writes(watch, gone, back);
    const acknowledged = watch.writes.filter(write => write.status === 200).map(write => write.name);
    const stored = await require_stored(acknowledged);
    const unsure = refused.filter(write => stored.has(write.name)).length;
    const slowest = values => Math.max(...values).toFixed(0);
    t.diagnostic(
        `${watch.reads.length} reads, all 200, slowest ${slowest(watch.reads)} ms, ` +
            `p99 ${quantile(watch.reads, 0.99).toFixed(0)} ms; ` +
            `${refused.length} of ${watch.writes.length} writes 503, ` +
            `slowest ${slowest(watch.writes.map(write => write.ms))} ms; ` +
            `writing again ${recovered_ms.toFixed(0)} ms after its return; ` +
            `${unsure} refused writes were carried out all the same`,
    );
}

test('stopped and started again', t =>
    outage(
        t,
        'fast',
        () => postgres.stop('fast'),
        () => postgres.start(),
    ));
test('crashed and recovered', t =>
    outage(
        t,
        'immediate',
        () => postgres.stop('immediate'),
        () => postgres.start(),
    ));
test('silent for 6 seconds', t =>
    outage(
        t,
        'frozen',
        async () => postgres.freeze(),
        async () => postgres.thaw(),
        6000,
    ));

async function require_pages_without_database(before_html) {
    for (const answer of [await server.page('acme'), await server.get('/p/acme/')]) {
        assert.equal(pages_whole(answer).headline, before_html.headline);
    }
    assert.equal((await server.page('acme', '/v3/summary.json')).status, 200);
    picture_whole(await server.page('acme', logo));
    assert.equal((await server.get('/healthz')).status, 200);
    assert.equal((await server.get('/readyz?role=write')).status, 503);
    for (const [method, path] of [
        ['GET', '/v1/pages'],
        ['POST', incidents()],
    ]) {
        const answer = await server.api(method, path, method === 'POST' ? draft('while away') : undefined);
        assert.deepEqual([answer.status, answer.json.error.code], [503, 'unavailable']);
        assert.ok(Number(answer.headers['retry-after']) > 0);
        assert.ok(answer.ms < write_limit_ms, `the 503 took ${answer.ms} ms`);
    }
    const unknown = await server.page('nobody-knows');
    assert.equal(unknown.status, 503, 'a page that may exist must not be called missing');
}

async function require_recovery() {
    const name = `after ${performance.now()}`;
    const component = page.components[0].id;
    const incident = await eventually(
        'writing',
        async () => {
            const answer = await server.api('POST', incidents(), {
                ...draft(name),
                status: 'INVESTIGATING',
                statuses: [{ id: component, status: 'MAJOROUTAGE' }],
            });
            return answer.status === 200 && answer.json;
        },
        { within_ms: recovery_ms },
    );
    await eventually('the page to follow', async () => (await server.page('acme')).text.includes(name));
    await server.call('POST', `${incidents()}/${incident.id}/incident-updates`, {
        status: 'RESOLVED',
        notify: false,
        statuses: [{ id: component, status: 'OPERATIONAL' }],
    });
    await eventually('the end', async () => pages_whole(await server.page('acme')).open.length === 0);
    await eventually('readiness', async () => (await server.get('/readyz')).status === 200);
}

test('Daymark started while the database is down', async t => {
    const shown = pages_whole(await server.page('acme'));
    await sleep(1500); // snapshots follow a change within a second
    await postgres.stop('fast');
    await server.kill();
    const first_page_ms = await server.start_and_time('acme');
    t.diagnostic(`first page ${first_page_ms.toFixed(0)} ms after the start`);
    await require_pages_without_database(shown);
    assert.ok(first_page_ms < 3000, `the first page took ${first_page_ms} ms`);
    await postgres.start();
    await require_recovery();
});

test('Daymark started while the database is silent', async t => {
    const shown = pages_whole(await server.page('acme'));
    await sleep(1500); // snapshots follow a change within a second
    postgres.freeze();
    await server.kill();
    const first_page_ms = await server.start_and_time('acme');
    t.diagnostic(`first page ${first_page_ms.toFixed(0)} ms after the start`);
    await require_pages_without_database(shown);
    assert.ok(first_page_ms < 5000, `the first page took ${first_page_ms} ms`);
    postgres.thaw();
    await require_recovery();
});
