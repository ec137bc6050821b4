// Lists of a page with much in it, beside those of a page with a hundredth of it. SQLite, filled behind the server's
// back; questions by turns.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Daymark } from '../support/daymark.mjs';
import { between, dice, quantile } from '../support/dice.mjs';

const metrics = 110; // on both pages, so that answers are alike: of ten million points in 32 days each has 91,000

async function fill(server, page_id, size) {
    const now = Date.now();
    const count = upto => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${upto})`;
    const sql = `pragma journal_mode=wal; pragma synchronous=off; begin;
        ${count(size.incidents)} insert into incidents (id, page_id, name, status, impact, notify, published, started_at,
            resolved_at, created_at, updated_at) select 'ci' || i, '${page_id}', 'Incident ' || i, 'RESOLVED',
            'PARTIALOUTAGE', 0, 1, ${now} - i * 600000, ${now} - i * 600000 + 60000, ${now}, ${now} from n;
        insert into incident_updates (id, incident_id, status, message, notify, started_at, created_at, updated_at)
            select 'u' || id, id, 'RESOLVED', 'Over.', 0, started_at, created_at, updated_at from incidents;
        ${count(size.components)} insert into components (id, page_id, position, name, status, show_uptime, collapsed,
            unique_email, created_at, updated_at) select 'cc' || i, '${page_id}', i, 'Component ' || i, 'OPERATIONAL', 1,
            0, 'c' || i || '@example.com', ${now}, ${now} from n;
        ${count(size.subscribers)} insert into subscribers (id, page_id, address, email, language, confirmed,
            all_components, failed_attempts, created_at, updated_at, place) select 'cs' || i, '${page_id}',
            'reader' || i || '@example.com', 'reader' || i || '@example.com', 'en', 1, 1, 0, ${now} + i, ${now}, i from n;
        insert into subscriber_blocks (page_id, block, subscribers)
            select page_id, place / 5000, count(*) from subscribers group by page_id, place / 5000;
        ${count(metrics)} insert into metrics (id, page_id, name, suffix, active, position, created_at, updated_at)
            select 'cm' || i, '${page_id}', 'Metric ' || i, 'ms', 1, i, ${now}, ${now} from n;
        ${count(Math.ceil(size.points / metrics))} insert into metric_points (metric_id, slot, at, value)
            select m.id, ${Math.floor(now / 30_000)} - i, (${Math.floor(now / 30_000)} - i) * 30000, i % 100
            from metrics m, n;
        commit; analyze;`;
    const shell = spawn('sqlite3', [`${server.data}/daymark.db`], { stdio: ['pipe', 'ignore', 'inherit'] });
    shell.stdin.end(sql);
    const [code] = await once(shell, 'exit');
    if (code !== 0) throw new Error('sqlite3 failed');
}

async function filled_server(size) {
    const server = await Daymark.start({ args: ['--log-level', 'warning'] });
    const page = await server.create_page('acme');
    await server.stop();
    await fill(server, page.id, size);
    await server.start();
    server.page_id = page.id;
    return server;
}

/** Ways to read a list: each gives the next question on a page with so many pages of the list. */
const ways = {
    'first page': () => () => 1,
    'page after page': () => {
        let number = 0;
        return (roll, pages) => (number = (number % pages) + 1);
    },
    'any page': () => (roll, pages) => between(roll, 1, pages),
};

const lists = [
    { name: 'incidents', path: 'incidents', per_page: 50, items: size => size.incidents },
    { name: 'components', path: 'components', per_page: 5, items: size => size.components },
    { name: 'subscribers', path: 'subscribers', per_page: 50, items: size => size.subscribers },
    { name: 'metrics with their points', path: 'metrics', per_page: 10, items: () => metrics },
];

async function ask(server, list, number) {
    const answer = await server.api('GET', `/v1/${server.page_id}/${list.path}?per_page=${list.per_page}&page=${number}`);
    if (answer.status !== 200 || answer.json.length === 0) throw new Error(`${list.name} ${number}: ${answer.text}`);
    return answer.ms;
}

/** sizes: { scale, requests } */
export async function measure_lists({ scale, requests }) {
    const much = { incidents: 10_000 / scale, components: 500, subscribers: 1_000_000 / scale, points: 10_000_000 / scale };
    const little = Object.fromEntries(Object.entries(much).map(([name, count]) => [name, count / 100]));
    const sides = { much: { size: much }, little: { size: little } };
    const rows = [];
    try {
        for (const side of Object.values(sides)) side.server = await filled_server(side.size);
        for (const list of lists) {
            for (const [way, begin] of Object.entries(ways)) {
                const times = { much: [], little: [] };
                const next = { much: begin(), little: begin() };
                const roll = dice(7);
                for (let i = 0; i < requests; ++i) {
                    for (const [name, side] of Object.entries(sides)) {
                        const pages = Math.ceil(list.items(side.size) / list.per_page);
                        times[name].push(await ask(side.server, list, next[name](roll, pages)));
                    }
                }
                const figures = Object.fromEntries(
                    Object.entries(times).map(([name, all]) => [name, { p50: quantile(all, 0.5), p99: quantile(all, 0.99) }]),
                );
                rows.push({ list: list.name, way, ...figures });
            }
        }
        return { much, little, metrics, requests, rows };
    } finally {
        for (const side of Object.values(sides)) await side.server?.dispose();
    }
}
