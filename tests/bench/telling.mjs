// A million people are told: how soon all that they are owed is durable, how fast it goes out, and what others notice
// meanwhile. On SQLite and on PostgreSQL.
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../support/dice.mjs';
import { start_load } from '../support/paced_load.mjs';
import { Postgres } from '../support/postgres.mjs';
import { cpu_us, thread_seconds } from './machine.mjs';
import { smtp_source } from './mail_sink.mjs';
import { World } from './telling_world.mjs';
import { wrk_once } from './wrk.mjs';

const readers_rate = 200; // requests a second for the large page
const connections = 20; // to the mail server: what `smtp-connections` is when nobody sets it
const patience_ms = 60_000;

/** Repeats `look` until it gives something true, or until it is too late. */
async function wait_for(look, every_ms, within_ms = patience_ms) {
    const deadline = performance.now() + within_ms;
    for (;;) {
        const found = await look();
        if (found || performance.now() > deadline) return found;
        await sleep(every_ms);
    }
}

/** Does `step` again and again until stopped. */
function repeat(step, every_ms) {
    let over = false;
    const done = (async () => {
        for (let n = 0; !over; ++n) {
            await step(n);
            await sleep(every_ms);
        }
    })();
    return () => {
        over = true;
        return done;
    };
}

/** Others who use the server: they publish on the large page, tell the hundred of the small one, and read. */
class Others {
    constructor(world) {
        Object.assign(this, { world, published: [], heard: [], refused: 0 });
        const { port } = world.server;
        this.load = start_load({ port, host: `large.localhost:${port}`, rate: readers_rate });
        this.stop_publishing = repeat(n => this.publish(n), 150);
        this.stop_telling = repeat(n => this.tell_hundred(n), 1000);
    }

    note({ ms, refused }) {
        this.published.push(ms);
        if (refused) this.refused += 1;
    }

    /** Nobody is told of it, and it is deleted, so that the page stays as long as it is. */
    async publish(n) {
        const { server, large } = this.world;
        const told = await this.world.tell(large, false, `Other trouble ${n}`);
        this.note(told);
        if (told.incident) await server.api('DELETE', `/v1/${large.id}/incidents/${told.incident.id}`);
    }

    /** Until the answer to the last of their mails was kept, from when they were due: the server's clock tells both. */
    async tell_hundred(n) {
        const { server, small } = this.world;
        const told = await this.world.tell(small, true, `Trouble next door ${n}`);
        this.note(told);
        const event = told.incident && (await wait_for(async () => {
            const found = await this.world.event_of(small, told.incident);
            return found?.state === 'DONE' && found;
        }, 50));
        const list = event && (await server.call('GET', `/x/${small.id}/events/${event.id}/deliveries?per_page=100`));
        const all_heard = list?.length === 100 && list.every(one => one.state === 'SENT');
        const last = list?.flatMap(one => one.attempts.map(attempt => Date.parse(attempt.finishedAt))) ?? [];
        this.heard.push(all_heard ? Math.max(...last) - Date.parse(event.createdAt) : patience_ms);
    }

    async stop() {
        await this.stop_publishing();
        await this.stop_telling();
        const { times, faults, skipped } = await this.load.stop();
        return { published: this.published, heard: this.heard, read: times, refused: this.refused, faults, skipped };
    }
}

/** Does `work` beside others: what came of it, what they noticed, and how many cores each process kept busy. */
async function beside_others(world, work) {
    const others = new Others(world);
    const { processes } = world;
    const spent = () => Object.entries(processes).map(([name, pid]) => [name, cpu_us(pid)]);
    const [before, own_before, threads_before] = [spent(), process.cpuUsage(), thread_seconds(processes.daymark)];
    const begun = performance.now();
    const came = await work(others);
    const seconds = (performance.now() - begun) / 1000;
    const own = process.cpuUsage(own_before);
    const cores = Object.fromEntries(spent().map(([name, us], n) => [name, (us - before[n][1]) / 1e6 / seconds]));
    cores.client = (own.user + own.system) / 1e6 / seconds;
    const threads = [...thread_seconds(processes.daymark)]
        .map(([id, used]) => (used - (threads_before.get(id) ?? 0)) / seconds)
        .sort((a, b) => b - a)
        .slice(0, 8);
    return { ...came, seconds, cores, threads, others: await others.stop() };
}

/** Until a message to each is durable: { ms, listed }, `ms` undefined when that took too long. */
async function list_all(world, page, incident) {
    let event;
    const done = await wait_for(async () => {
        event = await world.event_of(page, incident);
        return event && !['WAITING', 'SPREADING'].includes(event.state);
    }, 20);
    return { ms: done ? Date.now() - Date.parse(event.createdAt) : undefined, listed: event?.recipients };
}

/** The million: listing, then mails for a while. The rest is not sent. */
async function tell_readers(world, { window_s }) {
    let publish_ms;
    const listing = await beside_others(world, async others => {
        const told = await world.tell(world.large, true, 'Trouble with parts of the service');
        others.note(told);
        publish_ms = told.ms;
        if (told.refused) throw new Error(`the incident was refused: ${told.refused}`);
        return { ...(await list_all(world, world.large, told.incident)), mails: world.mails.count() };
    });
    const sending = await beside_others(world, async () => {
        await sleep(1000);
        const [before, begun] = [world.mails.count(), performance.now()];
        await sleep(window_s * 1000);
        return { rate: ((world.mails.count() - before) / (performance.now() - begun)) * 1000 };
    });
    const { ms: stop_ms } = await world.server.api('PUT', `/x/${world.large.id}/sending`, { state: 'STOPPED' });
    return { publish_ms, listing, sending, stop_ms };
}

/** All webhooks; their rate is that of the middle four fifths. */
async function tell_hooks(world, count) {
    return beside_others(world, async others => {
        const before = await world.hook_sink.count();
        let first, last;
        others.note(await world.tell(world.hooks, true, 'Trouble with parts of the service'));
        await wait_for(async () => {
            const now = { come: (await world.hook_sink.count()) - before, when: performance.now() };
            if (now.come >= count / 10) first ??= now;
            if (!(last?.come >= count * 0.9)) last = now;
            return now.come >= count;
        }, 50);
        return { rate: first && last !== first ? ((last.come - first.come) / (last.when - first.when)) * 1000 : 0 };
    });
}

/** The same messages from clients that do nothing else. */
async function references(world, { reference_s }) {
    const { hook, mail } = world.sample;
    const port = Number(new URL(world.server.env.DAYMARK_SMTP_URL).port);
    const mails = await smtp_source({ port, mail, sessions: connections, seconds: reference_s });
    const kept = Object.entries(hook.headers).filter(([name]) => !['host', 'content-length'].includes(name));
    const hooks = await wrk_once({
        url: `http://127.0.0.1:${world.hook_sink.port}/hook/1`, pid: world.hook_sink.pid, connections: 64,
        seconds: reference_s, threads: 1, method: 'POST', body: hook.body, headers: Object.fromEntries(kept),
    });
    return { mails, hooks: hooks.per_second, mail_bytes: mail.length, hook_bytes: hook.body.length };
}

const spread = numbers => ({
    count: numbers.length,
    p50: quantile(numbers, 0.5),
    p99: quantile(numbers, 0.99),
    max: numbers.reduce((a, b) => Math.max(a, b)),
});

/** What others noticed in one phase or in several. */
function noticed(...phases) {
    const all = name => phases.flatMap(phase => phase.others[name]);
    return {
        publishing: spread(all('published')),
        hearing: spread(all('heard')),
        reading: spread(all('read')),
        refused: phases.reduce((sum, phase) => sum + phase.others.refused, 0),
        faults: all('faults').length,
        skipped: phases.reduce((sum, phase) => sum + phase.others.skipped, 0),
    };
}

async function measure_on(sizes, postgres) {
    const world = await World.start(sizes, postgres);
    try {
        const reference = await references(world, sizes);
        const rest = await beside_others(world, async () => void (await sleep(sizes.rest_s * 1000)));
        const { publish_ms, stop_ms, listing, sending } = await tell_readers(world, sizes);
        const hooks = await tell_hooks(world, sizes.hooks);
        const phases = { rest, listing, sending, hooks };
        return {
            reference, publish_ms, stop_ms,
            listed_ms: listing.ms, listed: listing.listed, early_mails: listing.mails,
            mails: sending.rate, webhooks: hooks.rate,
            all: noticed(listing, sending, hooks),
            log: world.server.log.join('').slice(-4000),
            phases: Object.fromEntries(
                Object.entries(phases).map(([name, phase]) => [
                    name,
                    { seconds: phase.seconds, cores: phase.cores, threads: phase.threads, ...noticed(phase) },
                ]),
            ),
        };
    } finally {
        await world.dispose();
    }
}

/** sizes: { readers, hooks, rest_s, window_s, reference_s } */
export async function measure_telling(sizes) {
    const sqlite = await measure_on(sizes);
    const postgres = await Postgres.start();
    try {
        return { ...sizes, connections, readers_rate, sqlite, postgresql: await measure_on(sizes, postgres) };
    } finally {
        await postgres.dispose();
    }
}
