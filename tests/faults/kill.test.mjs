// kill -9 at random instants while four clients write: whatever was acknowledged is there after the restart, nothing is
// half done, and pages are whole. DAYMARK_KILL_ROUNDS and DAYMARK_KILL_ROUNDS_POSTGRES say how often.
import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark, eventually, run } from '../support/daymark.mjs';
import { between, dice, median, seed } from '../support/dice.mjs';
import { pages_whole, summary_whole } from '../support/pages.mjs';
import { Postgres } from '../support/postgres.mjs';
import { Journal } from './journal.mjs';

const client_count = 4;
const start_limit_ms = Number(process.env.DAYMARK_START_LIMIT_MS ?? 1000);

/** One incident's life, as far as the server lives. */
async function live_one(server, page, journal, client, n, agent) {
    const component = page.components[client].id;
    const base = `/v1/${page.id}/incidents`;
    const ask = async (method, path, body) => {
        const answer = await server.api(method, path, body, { agent });
        if (answer.status !== 200) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
        return answer.json;
    };
    const name = `${page.subdomain}c${client}n${n}`;
    const statuses = [{ id: component, status: 'MAJOROUTAGE' }];
    const known = await journal.create(name, () =>
        ask('POST', base, {
            name,
            status: 'INVESTIGATING',
            message: 'first',
            notify: false,
            components: [component],
            statuses,
        }),
    );
    const post = (status, more) =>
        journal.change(
            known,
            state => ({ ...state, status, updates: state.updates + 1 }),
            () =>
                ask('POST', `${base}/${known.id}/incident-updates`, {
                    status,
                    message: status,
                    notify: false,
                    ...more,
                }),
        );
    await post('IDENTIFIED');
    await journal.change(
        known,
        state => ({ ...state, name: `${name}b` }),
        () => ask('PUT', `${base}/${known.id}`, { name: `${name}b` }),
    );
    if (n % 5 === 4)
        return journal.change(
            known,
            () => undefined,
            () => ask('DELETE', `${base}/${known.id}`),
        );
    await post('RESOLVED', { statuses: [{ id: component, status: 'OPERATIONAL' }] });
}

async function client(server, page, journal, number, round) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    try {
        for (let n = 0; !round.over; ++n) await live_one(server, page, journal, number, n, agent);
    } catch (error) {
        // Only the kill may end a client.
        if (!round.over) round.wrong ??= error;
    } finally {
        agent.destroy();
    }
}

async function list_all(server, page) {
    const all = [];
    for (let number = 1; ; ++number) {
        const part = await server.call('GET', `/v1/${page.id}/incidents?per_page=100&page=${number}`);
        all.push(...part);
        if (part.length < 100) return all;
    }
}

/** A component is down exactly while an open incident says so: both were written in one transaction. */
async function require_no_half_changes(server, page, incidents) {
    const components = await server.call('GET', `/v1/${page.id}/components`);
    for (const component of components) {
        const hit = incidents.some(
            incident => incident.status !== 'RESOLVED' && incident.components.some(part => part.id === component.id),
        );
        assert.equal(
            component.internalStatus,
            hit ? 'MAJOROUTAGE' : 'OPERATIONAL',
            `${component.name} tells another story than its incidents`,
        );
    }
}

/** Page and summary come to agree with the API, and are whole at every look. */
async function require_true_page(server, page, incidents) {
    const open = incidents
        .filter(incident => incident.status !== 'RESOLVED')
        .map(incident => `${incident.id} ${incident.name}`)
        .sort();
    await eventually('page and API agree', async () => {
        const said = pages_whole(await server.page(page.subdomain));
        const ids = summary_whole(await server.page(page.subdomain, '/summary.json')).sort();
        if (open.length > 0 && said.open.length > 0) assert.notEqual(said.headline, 'All systems operational');
        const shown = said.open.map(incident => `${incident.id} ${incident.name}`).sort();
        assert.deepEqual(shown, open);
        assert.deepEqual(
            ids,
            open.map(text => text.split(' ')[0]),
        );
        return true;
    });
}

async function verify(server, page, journal) {
    const incidents = await list_all(server, page);
    journal.compare(incidents);
    await require_no_half_changes(server, page, incidents);
    await require_true_page(server, page, incidents);
}

/** SQLite's own judgement, on a copy so that the server itself does the recovery. */
async function require_sound_file(server) {
    const copy = `${server.data}/copy.db`;
    await copyFile(`${server.data}/daymark.db`, copy);
    await copyFile(`${server.data}/daymark.db-wal`, `${copy}-wal`);
    const { stdout, stderr } = await run('sqlite3', [copy, 'pragma integrity_check']);
    assert.equal(stdout.trim(), 'ok', stderr);
    await run('rm', ['-f', copy, `${copy}-wal`, `${copy}-shm`]);
}

async function kill_round(server, number, roll) {
    const page = await server.create_page(
        `kill-${number}`,
        Array.from({ length: client_count }, (_, i) => `Part ${i}`),
    );
    await eventually('the new page', async () => (await server.page(page.subdomain)).status === 200);
    const journal = new Journal();
    const round = { over: false };
    const clients = Array.from({ length: client_count }, (_, i) => client(server, page, journal, i, round));
    await sleep(between(roll, 20, 1500));
    round.over = true;
    await server.kill();
    await Promise.all(clients);
    if (round.wrong) throw round.wrong;
    if (!server.database) await require_sound_file(server);
    const start_ms = await server.start_and_time(page.subdomain);
    await verify(server, page, journal);
    return { page, journal, start_ms };
}

async function kill_rounds(t, server, rounds) {
    t.diagnostic(`seed ${seed}`);
    const roll = dice();
    const all = [];
    for (let number = 0; number < rounds; ++number) all.push(await kill_round(server, number, roll));
    // Later rounds must not have undone earlier ones.
    for (const { page, journal } of all) journal.compare(await list_all(server, page));
    const audit = await server.command('audit', 'verify');
    assert.equal(audit.code, 0, audit.stderr);

    const starts = all.map(round => round.start_ms);
    const writes = all.reduce((sum, round) => sum + round.journal.acknowledged, 0);
    t.diagnostic(
        `${rounds} kills, ${writes} acknowledged writes, none lost; start to first page: ` +
            `median ${median(starts).toFixed(0)} ms, max ${Math.max(...starts).toFixed(0)} ms`,
    );
    assert.ok(writes > rounds * client_count, 'the clients wrote');
    assert.ok(median(starts) < start_limit_ms, `starting takes ${median(starts)} ms`);
    assert.ok(Math.max(...starts) < 3 * start_limit_ms, `one start took ${Math.max(...starts)} ms`);
    return all.at(-1);
}

test('kill -9 on SQLite', async t => {
    const server = await Daymark.start();
    try {
        const { page, journal } = await kill_rounds(t, server, Number(process.env.DAYMARK_KILL_ROUNDS ?? 20));
        await t.test('a single lost update would be noticed', async () => {
            const victim = [...journal.entries.values()].find(
                known => known.state && !known.pending && known.state.updates > 1,
            );
            await server.stop();
            const lose = await run('sqlite3', [
                `${server.data}/daymark.db`,
                'delete from incident_updates where id = ' +
                    `(select max(id) from incident_updates where incident_id = '${victim.id}'); select changes();`,
            ]);
            assert.equal(lose.stdout.trim(), '1', lose.stderr);
            await server.start();
            await assert.rejects(verify(server, page, journal), /promised was/);
        });
    } finally {
        await server.dispose();
    }
});

test('kill -9 on PostgreSQL', async t => {
    const postgres = await Postgres.start();
    const server = await Daymark.start({ database: postgres.url });
    try {
        await kill_rounds(t, server, Number(process.env.DAYMARK_KILL_ROUNDS_POSTGRES ?? 10));
    } finally {
        await server.dispose();
        await postgres.dispose();
    }
});
