// A large table of subscribers comes in while others write.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark } from '../support/daymark.mjs';
import { Postgres } from '../support/postgres.mjs';

const rows = 20_000;

async function import_beside_incidents(server) {
    const page = await server.create_page('acme', ['API']);
    const table = Array.from({ length: rows }, (_, n) => `reader${n}@example.com\n`);
    let over = false;
    const published = [];
    const publishing = (async () => {
        while (!over) {
            const incident = { name: 'Slow', message: 'm', status: 'INVESTIGATING', components: [] };
            published.push((await server.api('POST', `/v1/${page.id}/incidents`, incident)).status);
            await sleep(10);
        }
    })();
    const answer = await server.api('POST', `/x/${page.id}/subscribers/import`, Buffer.from(`email\n${table.join('')}`));
    over = true;
    await publishing;
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.added, rows);
    assert.ok(published.length > 0 && published.every(status => status === 200), `${published}`);
}

test('a large table comes in while incidents are published, on SQLite', async () => {
    const server = await Daymark.start();
    try {
        await import_beside_incidents(server);
    } finally {
        await server.dispose();
    }
});

test('a large table comes in while incidents are published, on PostgreSQL', async () => {
    const postgres = await Postgres.start();
    const server = await Daymark.start({ database: await postgres.create_database('import') });
    try {
        await import_beside_incidents(server);
    } finally {
        await server.dispose();
        await postgres.dispose();
    }
});
