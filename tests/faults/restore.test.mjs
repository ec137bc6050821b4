// A restored backup tells nobody what they heard before it; an upgrade, which is a restart, tells nobody anything.
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { eventually } from '../support/daymark.mjs';
import { Postgres } from '../support/postgres.mjs';
import { Audience } from './telling.mjs';

const readers = 12;

/** As if more than the last ten minutes' marks had been written since. */
async function forget_old_marks(data) {
    const file = path.join(data, 'marks');
    const [node, ...marks] = (await readFile(file, 'utf8')).trim().split('\n');
    await writeFile(file, `${node}\n${marks.at(-1)}\n`);
}

async function command(server, ...words) {
    const { code, stdout, stderr } = await server.command(...words);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
}

async function drill(audience, { back_up, restore }) {
    const { server } = audience;
    assert.equal((await command(server, 'sending', 'stop', '--reason', 'A drill')).reason, 'A drill');
    assert.ok(await audience.report('Old'));
    await server.stop();
    await back_up();
    await server.start();
    assert.equal((await command(server, 'sending', 'show')).state, 'STOPPED', 'a restart changes nothing');
    await command(server, 'sending', 'resume');
    await audience.settled();
    audience.assert_heard(['Old']);

    await server.stop();
    await forget_old_marks(server.data);
    await restore();
    await server.start();
    await eventually('the backup is noticed', async () => (await command(server, 'sending', 'show')).state === 'HELD');
    assert.ok(await audience.report('Meanwhile'));
    const held = await server.call('GET', `/x/${audience.page.id}/sending`);
    assert.equal(held.state, 'OFF');
    assert.match(held.reason, /backup/);
    const gone_on = await command(server, 'sending', 'resume', '--drop');
    assert.equal(gone_on.state, 'RUNNING');
    assert.ok(await audience.report('New'));
    await audience.settled();
    audience.assert_heard(['Old', 'New']);

    await server.restart();
    assert.ok(await audience.report('Newer'));
    await audience.settled();
    audience.assert_heard(['Old', 'New', 'Newer']);
}

test('a restored backup and a restart send nothing, on SQLite', async () => {
    const audience = await Audience.start({ mails: readers / 2, hooks: readers / 2 });
    const database = path.join(audience.server.data, 'daymark.db');
    try {
        await drill(audience, {
            back_up: () => cp(database, `${database}.backup`),
            restore: () => cp(`${database}.backup`, database),
        });
    } finally {
        await audience.dispose();
    }
});

test('a restored backup and a restart send nothing, on PostgreSQL', async () => {
    const postgres = await Postgres.start();
    const database = await postgres.create_database('drill');
    const audience = await Audience.start({ mails: readers / 2, hooks: readers / 2, database });
    try {
        await drill(audience, {
            back_up: () => postgres.copy_database('drill', 'backup'),
            restore: () => postgres.copy_database('backup', 'drill'),
        });
    } finally {
        await audience.dispose();
        await postgres.dispose();
    }
});
