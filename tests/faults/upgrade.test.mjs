// An upgrade from an older schema: what the older version knew is there, and nobody is told anything because of it.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { take_back_postgres, take_back_sqlite } from '../support/older_schema.mjs';
import { Postgres } from '../support/postgres.mjs';
import { Audience } from './telling.mjs';

const readers = 6;
const [tells_nobody, first_that_tells] = [19, 20];

/** An incident that all have heard of is open, and one that nobody has heard of yet, when the older version stops. */
async function upgrade(audience, number, take_back) {
    const { server, page } = audience;
    assert.ok(await audience.report('Old'));
    await audience.settled();
    const sending = state => server.call('PUT', `/x/${page.id}/sending`, { state });
    await sending('STOPPED');
    assert.ok(await audience.report('Owed'));
    await server.stop();
    await take_back(number);
    await rm(path.join(server.data, 'marks')); // which older versions did not write

    await server.start();
    const incidents = await server.call('GET', `/v1/${page.id}/incidents`);
    assert.deepEqual(incidents.map(incident => incident.name), ['Owed', 'Old']);
    const subscribers = await server.call('GET', `/v2/${page.id}/subscribers?per_page=100`);
    assert.equal(subscribers.length, readers);
    await sending('RUNNING'); // of the page: what the oldest version did not know is as it was
    assert.ok(await audience.report('New'));
    await audience.settled();
    audience.assert_heard(number === tells_nobody ? ['New', 'Old'] : ['New', 'Old', 'Owed']);
    const command = await server.command('sending', 'show');
    assert.equal(JSON.parse(command.stdout).state, 'RUNNING', 'nothing waits for somebody to say so');
}

for (const number of [tells_nobody, first_that_tells]) {
    test(`an upgrade from schema ${number} sends nothing by itself, on SQLite`, async () => {
        const audience = await Audience.start({ mails: readers / 2, hooks: readers / 2 });
        try {
            await upgrade(audience, number, () => take_back_sqlite(audience.server.data, number));
        } finally {
            await audience.dispose();
        }
    });

    test(`an upgrade from schema ${number} sends nothing by itself, on PostgreSQL`, async () => {
        const postgres = await Postgres.start();
        const database = await postgres.create_database('upgraded');
        const audience = await Audience.start({ mails: readers / 2, hooks: readers / 2, database });
        try {
            await upgrade(audience, number, () => take_back_postgres(postgres, 'upgraded', number));
        } finally {
            await audience.dispose();
            await postgres.dispose();
        }
    });
}
