// SIGTERM loses nothing: what was asked before it is answered, what was answered is stored.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark } from '../support/daymark.mjs';
import { pages_whole } from '../support/pages.mjs';

const clients = Number(process.env.DAYMARK_STOP_CLIENTS ?? 24);
const rounds = Number(process.env.DAYMARK_STOP_ROUNDS ?? 5);

/** Takes SQLite's write lock for a while, as a slow disk would hold up a commit; gives the promise of its end. */
async function block_writes(file, seconds) {
    const holder = spawn('sqlite3', [file], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(holder, 'exit');
    holder.stdin.end(`begin immediate;\n.shell echo held\n.shell sleep ${seconds}\ncommit;\n`);
    const said = await Promise.race([
        once(holder.stdout, 'data').then(([bytes]) => String(bytes)),
        ended.then(() => 'ended'),
    ]);
    assert.equal(said, 'held\n');
    return { ended };
}

const draft = name => ({ name, status: 'RESOLVED', message: '', notify: false });

/** Every acknowledged name must be among the page's incidents. */
async function require_stored(server, page, names) {
    const stored = new Set();
    for (let number = 1; ; ++number) {
        const list = await server.call('GET', `/v1/${page.id}/incidents?per_page=100&page=${number}`);
        for (const incident of list) stored.add(incident.name);
        if (list.length < 100) break;
    }
    const lost = names.filter(name => !stored.has(name));
    assert.deepEqual(lost, [], `${lost.length} of ${names.length} acknowledged incidents are lost`);
}

test('requests that wait for the database when SIGTERM comes are answered', async () => {
    const server = await Daymark.start();
    try {
        const page = await server.create_page('last');
        const lock = await block_writes(`${server.data}/daymark.db`, 0.8);
        const names = Array.from({ length: 8 }, (_, i) => `waiting ${i}`);
        const answers = names.map(name => server.api('POST', `/v1/${page.id}/incidents`, draft(name)));
        await sleep(200);
        const stopped = performance.now();
        const end = server.stop();
        const statuses = (await Promise.all(answers)).map(answer => answer.status);
        assert.deepEqual(
            statuses,
            names.map(() => 200),
        );
        assert.deepEqual(await end, { code: 0, signal: null });
        assert.ok(performance.now() - stopped < 5000, 'the stop took longer than what it waited for');
        await lock.ended;
        await server.start();
        await require_stored(server, page, names);
    } finally {
        await server.dispose();
    }
});

/** One client: asks on a connection that is kept until the server is gone, every third time for the page. */
async function client(server, page, name, journal) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let n = 0; !journal.over; ++n) {
        const ask = { sent: performance.now(), name: `${name}-${n}` };
        journal.open.add(ask);
        try {
            const answer =
                n % 3 === 2
                    ? await server.page(page.subdomain, '/', { agent })
                    : await server.api('POST', `/v1/${page.id}/incidents`, draft(ask.name), { agent });
            if (n % 3 === 2) pages_whole(answer);
            else if (answer.status === 200) journal.acknowledged.push(ask.name);
            else if (answer.status !== 503) journal.wrong.push(`${answer.status} ${answer.text}`);
            journal.open.delete(ask);
        } catch (error) {
            // A connection that ends between requests is no loss; one that had been asked for long is.
            if (/cut short/.test(error.message)) journal.wrong.push(error.message);
            journal.ended.push({ ...ask, error: error.code ?? error.message });
            break;
        }
    }
    agent.destroy();
}

test('SIGTERM under load: nothing cut short, nothing acknowledged is lost', async t => {
    const server = await Daymark.start();
    let dropped = 0;
    try {
        for (let round = 0; round < rounds; ++round) {
            const page = await server.create_page(`load-${round}`);
            const journal = { open: new Set(), acknowledged: [], wrong: [], ended: [], over: false };
            const all = Array.from({ length: clients }, (_, i) => client(server, page, `r${round}c${i}`, journal));
            await sleep(300);
            const signalled = performance.now();
            const outcome = await server.stop();
            journal.over = true;
            await Promise.all(all);
            assert.deepEqual(outcome, { code: 0, signal: null });
            assert.deepEqual(journal.wrong, []);
            assert.ok(journal.acknowledged.length > clients, 'there was load');
            const lost = journal.ended.filter(ask => ask.sent < signalled - 20);
            assert.deepEqual(lost, [], 'asked well before the signal, never answered');
            dropped += journal.ended.filter(ask => ask.sent < signalled && ask.sent >= signalled - 20).length;
            await server.start();
            await require_stored(server, page, journal.acknowledged);
        }
        t.diagnostic(
            `${rounds} stops under ${clients} clients; ${dropped} requests sent within the last 20 ms had no answer`,
        );
    } finally {
        await server.dispose();
    }
});
