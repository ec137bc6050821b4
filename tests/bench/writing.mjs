// Incidents written through the API, beside the same database doing nothing but one-row commits.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Daymark } from '../support/daymark.mjs';
import { median } from '../support/dice.mjs';
import { Postgres } from '../support/postgres.mjs';
import { medians, wrk_once } from './wrk.mjs';

const row = 'a row of about the size of an incident with its first update and its line in the activity log';

/** Rows per second when each is a transaction of its own: write-ahead log, synchronous=FULL, as Daymark has it. */
async function bare_sqlite(count) {
    const folder = await mkdtemp(path.join(tmpdir(), 'daymark-bare-'));
    const shell = spawn('sqlite3', [`${folder}/bare.db`], { stdio: ['pipe', 'pipe', 'inherit'] });
    shell.stdin.write(
        'pragma journal_mode=wal; pragma synchronous=full;\n' +
            'create table t (id integer primary key, name text);\n.shell echo begin\n',
    );
    let begun;
    shell.stdout.on('data', bytes => {
        if (String(bytes).includes('begin')) begun ??= performance.now();
    });
    for (let n = 0; n < count; ++n) shell.stdin.write(`insert into t (name) values ('${row} ${n}');\n`);
    shell.stdin.end();
    await once(shell, 'exit');
    const seconds = (performance.now() - begun) / 1000;
    await rm(folder, { recursive: true, force: true });
    return count / seconds;
}

async function bare_postgres(postgres, clients, seconds) {
    await postgres.sql('create table if not exists bare (id bigserial primary key, name text)');
    const script = `${postgres.folder}/insert.sql`;
    await writeFile(script, `insert into bare (name) values ('${row}');\n`, { mode: 0o644 });
    const { stdout, stderr } = await postgres.pgbench(
        '-n',
        '-f',
        script,
        '-c',
        String(clients),
        '-j',
        '2',
        '-T',
        String(seconds),
        'postgres',
    );
    const tps = /tps = ([\d.]+)/.exec(stdout);
    if (!tps) throw new Error(`pgbench: ${stderr}${stdout}`);
    return Number(tps[1]);
}

/** Incidents per second. They lie in the past, so that the page does not grow by them. */
async function api_writes(server, page, clients, seconds) {
    const body = JSON.stringify({
        name: 'Written through the API',
        status: 'RESOLVED',
        message: 'Over.',
        notify: false,
        started: new Date(Date.now() - 30 * 86_400_000).toISOString(),
    });
    const seen = await wrk_once({
        url: `${server.url}/v1/${page.id}/incidents`,
        pid: server.pid,
        connections: clients,
        seconds,
        threads: 1,
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${server.key}`, 'Content-Type': 'application/json' },
    });
    if (seen.refused > 0 || seen.failed > 0) throw new Error(`${seen.refused} writes refused, ${seen.failed} failed`);
    return seen;
}

async function by_clients(server, sizes, bare) {
    const page = await server.create_page('written', ['Website']);
    const result = {};
    for (const clients of [1, 16]) {
        const daymark = [],
            yardstick = [];
        for (let turn = 0; turn < sizes.turns; ++turn) {
            daymark.push(await api_writes(server, page, clients, sizes.seconds));
            yardstick.push(await bare(clients));
        }
        result[clients] = { daymark: medians(daymark), bare: median(yardstick) };
    }
    return result;
}

/** sizes: { turns, seconds, rows } */
export async function measure_writing(sizes) {
    const args = ['--log-level', 'warning'];
    const postgres = await Postgres.start();
    const on_sqlite = await Daymark.start({ args });
    const on_postgres = await Daymark.start({ args, database: postgres.url });
    try {
        return {
            sqlite: await by_clients(on_sqlite, sizes, () => bare_sqlite(sizes.rows)),
            postgresql: await by_clients(on_postgres, sizes, clients =>
                bare_postgres(postgres, clients, sizes.seconds),
            ),
        };
    } finally {
        await on_sqlite.dispose();
        await on_postgres.dispose();
        await postgres.dispose();
    }
}
