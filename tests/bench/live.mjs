// Ten thousand readers who listen: what they cost, and how soon all of them are told.
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark, eventually } from '../support/daymark.mjs';
import { median, quantile } from '../support/dice.mjs';
import { cpu_us } from './machine.mjs';
import { make_sample_page, open_incident } from './sample_page.mjs';

/** Listens to the page on `count` connections. `told` holds when each of them heard of the change that is awaited. */
class Listeners {
    constructor(server, page, count) {
        this.request = `GET /events HTTP/1.1\r\nHost: ${page.subdomain}.localhost:${server.port}\r\n\r\n`;
        this.port = server.port;
        this.count = count;
        this.told = [];
        this.open = 0;
        this.lost = 0;
    }

    async listen() {
        // In groups, so that no connection has to be tried twice.
        for (let n = 0; n < this.count; n += 250) {
            const group = Math.min(250, this.count - n);
            for (let i = 0; i < group; ++i) this.connect();
            await eventually('listeners', () => this.open === n + group, { within_ms: 20_000, every_ms: 2 });
        }
    }

    connect() {
        const socket = net.connect(this.port, '127.0.0.1', () => socket.write(this.request));
        let begun = false;
        socket.on('data', bytes => {
            if (!bytes.includes('data: ')) return;
            if (begun) this.told.push(performance.now());
            else ++this.open;
            begun = true;
        });
        socket.on('close', () => ++this.lost);
        socket.on('error', () => {});
    }

    async all_told() {
        await eventually('all told', () => this.told.length >= this.count, { within_ms: 30_000, every_ms: 1 });
    }
}

/** Milliseconds until each listener was told: from the sending of an incident, and from its answer. */
async function publish(server, page, listeners) {
    listeners.told = [];
    const cpu = cpu_us(server.pid);
    const sent = performance.now();
    const incident = await open_incident(server, page, page.parts[0].id, 'Outage');
    const answered = performance.now();
    await listeners.all_told();
    const cost = cpu_us(server.pid) - cpu;
    const told = listeners.told;
    await sleep(1000);
    listeners.told = [];
    await server.call('DELETE', `/v1/${page.id}/incidents/${incident.id}`);
    await listeners.all_told();
    await sleep(1000);
    return { sent: told.map(at => at - sent), answered: told.map(at => at - answered), cost };
}

/** sizes: { streams, times } */
export async function measure_live({ streams, times }) {
    const server = await Daymark.start({ args: ['--log-level', 'warning'] });
    try {
        const page = await make_sample_page(server, 'sample');
        // What the first listeners and a change bring about by themselves is not counted.
        const first = new Listeners(server, page, 10);
        await first.listen();
        await publish(server, page, first);
        const before = await server.resident_kib();
        const listeners = new Listeners(server, page, streams);
        await listeners.listen();
        const idle = await server.resident_kib();
        const turns = [];
        for (let n = 0; n < times; ++n) turns.push(await publish(server, page, listeners));
        const after = await server.resident_kib();
        const figures = all => ({ p50: median(all), p99: quantile(all, 0.99), max: all.reduce((a, b) => Math.max(a, b)) });
        return {
            streams,
            times,
            idle_kib: (idle - before) / streams,
            told_kib: (after - before) / streams,
            sent: figures(turns.flatMap(turn => turn.sent)),
            answered: figures(turns.flatMap(turn => turn.answered)),
            cost_us: median(turns.map(turn => turn.cost)) / streams,
            lost: listeners.lost,
        };
    } finally {
        await server.dispose();
    }
}
