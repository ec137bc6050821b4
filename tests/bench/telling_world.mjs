// A server with a page of a million readers by mail, one of many webhooks and one of a hundred readers, and the sinks
// where their messages end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Daymark, eventually, run } from '../support/daymark.mjs';
import { start_http_sink, start_mail_sink } from '../support/sinks.mjs';
import { start_smtp_sink } from './mail_sink.mjs';
import { start_nginx_sink } from './nginx.mjs';
import { make_sample_page } from './sample_page.mjs';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'seal_webhooks.py');
const hosts = 32; // of webhooks: Daymark sends each host 64 at once at most

const message = `We see **errors** in parts of the service and are looking into the cause. Requests may fail or take
longer than usual; what was accepted is kept and worked off later. We will write again within thirty minutes.`;

/** Rows for both databases; ids rise with the time, as those that the server makes. */
const readers_sql = (page, count) => `
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    insert into subscribers (id, page_id, address, email, language, confirmed, all_components, failed_attempts,
        created_at, updated_at, place) select 'creader' || (100000000000000000 + i), '${page}',
        'reader' || i || '@example.com', 'reader' || i || '@example.com', 'en', 1, 1, 0, ${Date.now()} + i,
        ${Date.now()}, i from n;\n`;
const counts_sql = pages => `
    delete from subscriber_blocks where page_id in (${pages});
    delete from subscriber_places where page_id in (${pages});
    insert into subscriber_blocks (page_id, block, subscribers) select page_id, place / 5000, count(*) from subscribers
        where page_id in (${pages}) group by page_id, place / 5000;
    insert into subscriber_places (page_id, last_place) select page_id, max(place) from subscribers
        where page_id in (${pages}) group by page_id;\n`;

export class World {
    /** sizes: { readers, hooks }. `postgres`: none for SQLite. */
    static async start(sizes, postgres) {
        const world = new World();
        world.postgres = postgres;
        const first = { mails: await start_mail_sink(), hooks: await start_http_sink() };
        try {
            world.server = await Daymark.start({
                args: ['--log-level', 'warning'],
                database: await postgres?.create_database('telling'),
                env: {
                    DAYMARK_SMTP_URL: first.mails.url, DAYMARK_ALLOW_NETWORKS: '127.0.0.0/8', DAYMARK_SEND_DELAY: '0',
                    DAYMARK_FLOOD_LIMIT: '0',
                },
            });
            await world.make_pages();
            world.sample = await world.first_messages(first);
        } catch (error) {
            await world.dispose();
            throw error;
        } finally {
            first.mails.close();
            first.hooks.close();
        }
        await world.fill(sizes, Number(new URL(first.mails.url).port));
        return world;
    }

    async make_pages() {
        const { server } = this;
        this.large = await make_sample_page(server, 'large');
        for (const name of ['hooks', 'small']) {
            const page = await server.create_page(name, ['API']);
            this[name] = { ...page, parts: page.components };
        }
        for (let n = 0; n < 100; ++n) await this.subscribe(this.small, { email: `neighbour${n}@example.com` });
    }

    subscribe(page, way) {
        return this.server.call('POST', `/v1/${page.id}/subscribers`, { ...way, autoConfirm: true });
    }

    /** What a reader of the large page gets: { mail, hook: { headers, body } }. */
    async first_messages(first) {
        const ways = [{ email: 'reader1@example.com' }, { webhook: `${first.hooks.url}/hook/1` }];
        const subscribers = [];
        for (const way of ways) subscribers.push(await this.subscribe(this.large, way));
        const told = await this.tell(this.large, true, 'Trouble with parts of the service');
        const [mails, hooks] = [first.mails.received, first.hooks.received];
        await eventually('the first messages', () => mails.length > 0 && hooks.length > 0);
        for (const { id } of subscribers) await this.server.call('DELETE', `/v1/${this.large.id}/subscribers/${id}`);
        await this.server.call('DELETE', `/v1/${this.large.id}/incidents/${told.incident.id}`);
        return { mail: mails[0].bytes, hook: hooks[0] };
    }

    async fill(sizes, smtp_port) {
        await this.server.stop();
        this.mails = await start_smtp_sink(smtp_port);
        this.hook_sink = await start_nginx_sink(hosts);
        const file = `${this.server.data}/fill.sql`;
        await writeFile(file, this.postgres ? 'begin;\n' : 'pragma synchronous=off; begin;\n');
        await appendFile(file, readers_sql(this.large.id, sizes.readers));
        await this.append_hooks(file, sizes.hooks);
        await appendFile(file, counts_sql(`'${this.large.id}', '${this.hooks.id}'`));
        // What PostgreSQL does by itself sooner or later.
        await appendFile(file, this.postgres ? 'commit; vacuum analyze; checkpoint;\n' : 'commit;\n');
        if (this.postgres) await this.postgres.sql_file(file, 'telling');
        else await must('sqlite3', `${this.server.data}/daymark.db`, `.read ${file}`);
        await rm(file);
        await must('sync');
        await this.server.start();
    }

    async append_hooks(file, count) {
        const descriptor = openSync(file, 'a');
        const words = [`${this.server.data}/secret.key`, this.hooks.id, count, this.hook_sink.port, hosts].map(String);
        const child = spawn('python3', [script, ...words], { stdio: ['ignore', descriptor, 'inherit'] });
        closeSync(descriptor);
        const [code] = await once(child, 'exit');
        if (code !== 0) throw new Error('seal_webhooks.py failed');
    }

    /** Publishes an incident: { ms, incident }, or { ms, refused } by what status. */
    async tell(page, notify, name) {
        const part = page.parts[0].id;
        const answer = await this.server.api('POST', `/v1/${page.id}/incidents`, {
            name, message, notify, status: 'INVESTIGATING', components: [part],
            statuses: [{ id: part, status: 'MAJOROUTAGE' }],
        });
        if (answer.status !== 200) return { ms: answer.ms, refused: answer.status };
        return { ms: answer.ms, incident: answer.json };
    }

    /** How far the messages about an incident are; nothing when the server does not say. */
    async event_of(page, incident) {
        const answer = await this.server.api('GET', `/x/${page.id}/events?per_page=10`);
        return answer.status === 200 ? answer.json.find(event => event.noticeId === incident.id) : undefined;
    }

    /** The processes that share the machine, by what they are. */
    get processes() {
        const all = { daymark: this.server.pid, mail_sink: this.mails.pid, hook_sink: this.hook_sink.pid };
        return this.postgres ? { ...all, postgres: this.postgres.processes()[0] } : all;
    }

    async dispose() {
        await this.server?.dispose();
        await this.mails?.stop();
        await this.hook_sink?.stop();
    }
}

async function must(program, ...words) {
    const { code, stderr } = await run(program, words);
    if (code !== 0) throw new Error(`${program}: ${stderr}`);
}
