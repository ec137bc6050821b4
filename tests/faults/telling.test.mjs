// kill -9 while people are told: everybody hears at least once, and twice only when nobody can know whether they had heard.
// DAYMARK_TELL_ROUNDS says how often the server is killed on each database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { strict_program } from '../support/daymark.mjs';
import { between, dice, seed } from '../support/dice.mjs';
import { Postgres } from '../support/postgres.mjs';
import { Audience } from './telling.mjs';

const rounds = Number(process.env.DAYMARK_TELL_ROUNDS ?? 50);

async function kill_often(t, options) {
    const random = dice();
    const audience = await Audience.start({ mails: 60, hooks: 40, delay: () => Math.floor(random() * 20), ...options });
    try {
        const acknowledged = [];
        for (let round = 0; round < rounds; ++round) {
            const life = audience.some_arrive(between(random, 0, 110)).then(() => audience.server.kill());
            const name = `Kill${round}`;
            if (await audience.report(name)) acknowledged.push(name);
            await life;
            await audience.server.start();
        }
        await audience.settled();
        const totals = await audience.check(acknowledged);
        t.diagnostic(`seed ${seed}`);
        t.diagnostic(
            `${rounds} kills, ${acknowledged.length} news acknowledged; ${totals.messages} messages, all arrived; ` +
                `${totals.repeated} arrived twice, ${totals.unknown} attempts without an answer`,
        );
        assert.ok(totals.messages > rounds * 20, 'there was something to lose');
        assert.ok(totals.unknown > 0, 'the server died while people were being told');
    } finally {
        await audience.dispose();
    }
}

test('kill -9 while people are told, on SQLite', t => kill_often(t, {}));

test('kill -9 while people are told, on PostgreSQL', async t => {
    const postgres = await Postgres.start();
    try {
        await kill_often(t, { database: await postgres.create_database('telling') });
    } finally {
        await postgres.dispose();
    }
});

const places = [
    'spread.mid_piece', 'spread.between_pieces', 'claim.before_commit', 'claim.after_commit', 'send.before_connect',
    'send.after_reply_before_record', 'record.before_commit', 'record.after_commit',
];

let number = 0;
for (const kind of ['SQLite', 'PostgreSQL']) {
    test(`death at each named place, on ${kind}`, async t => {
        const postgres = kind === 'PostgreSQL' ? await Postgres.start() : undefined;
        try {
            for (const place of places) {
                for (const count of [1, 3]) {
                    const audience = await Audience.start({
                        mails: 5, hooks: 20, program: strict_program, database: await postgres?.create_database(`death_${(number += 1)}`),
                    });
                    try {
                        const { server } = audience;
                        await server.stop();
                        server.env.DAYMARK_CRASH = `${place}:${count}`;
                        await server.start();
                        const acknowledged = [];
                        let code;
                        void server.exited.then(end => (code = end.code));
                        for (let n = 0; code === undefined && n < 50; ++n) {
                            if (await audience.report(`Death${n}`)) acknowledged.push(`Death${n}`);
                            await sleep(100);
                        }
                        assert.equal(code, 137, `${place} is a place that is met`);
                        delete server.env.DAYMARK_CRASH;
                        await server.start();
                        await audience.settled();
                        const totals = await audience.check(acknowledged);
                        t.diagnostic(`${place}:${count}: ${totals.messages} messages, ${totals.repeated} twice`);
                    } finally {
                        await audience.dispose();
                    }
                }
            }
        } finally {
            await postgres?.dispose();
        }
    });
}
