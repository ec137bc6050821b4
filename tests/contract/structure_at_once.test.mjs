// One structure applied by several at once: everything is made once, and one of them says that it did it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Daymark } from '../support/daymark.mjs';
import { Postgres } from '../support/postgres.mjs';

const document = {
    settings: { name: 'Renamed' },
    components: [{ name: 'Web', children: [{ name: 'EU' }, { name: 'US' }] }, { name: 'API' }],
    templates: [
        {
            type: 'INCIDENT',
            name: 'Outage',
            status: 'INVESTIGATING',
            components: [{ component: 'Web / EU', status: 'MAJOROUTAGE' }],
        },
    ],
    metrics: [{ name: 'Load' }],
};

let postgres;
after(() => postgres?.dispose());

for (const kind of ['sqlite', 'postgresql']) {
    test(`on ${kind}`, async () => {
        if (kind === 'postgresql') postgres = await Postgres.start();
        const database = postgres && (await postgres.create_database('structure'));
        const server = await Daymark.start(database ? { database } : {});
        try {
            const page = await server.create_page('acme');
            const apply = () => server.call('PUT', `/x/${page.id}/structure`, document);
            const outcomes = await Promise.all(Array.from({ length: 12 }, apply));
            assert.deepEqual(
                outcomes.map(({ changes }) => changes.length).filter(count => count > 0),
                [7],
            );
            const structure = await server.call('GET', `/x/${page.id}/structure`);
            assert.deepEqual(
                structure.components.map(({ name, children }) => [name, children.map(child => child.name)]),
                [
                    ['Web', ['EU', 'US']],
                    ['API', []],
                ],
            );
            assert.equal(structure.templates.length, 1);
            assert.equal(structure.metrics.length, 1);
        } finally {
            await server.dispose();
        }
    });
}
