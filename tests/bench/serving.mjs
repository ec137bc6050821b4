// Pages per second, beside nginx and with little and much history.
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark, eventually } from '../support/daymark.mjs';
import { cpu_us, machine, memory_mib, pin } from './machine.mjs';
import { start_nginx } from './nginx.mjs';
import { add_history, make_sample_page } from './sample_page.mjs';
import { by_turns } from './wrk.mjs';

const gzip = { 'accept-encoding': 'gzip' };

/** The page's compressed answer, once it has stopped changing. */
async function settled(server, subdomain) {
    let last;
    return eventually(
        'the page to settle',
        async () => {
            const answer = await server.page(subdomain, '/', { headers: gzip });
            const same = last !== undefined && last === answer.headers.etag && answer.text.length > 0;
            last = answer.headers.etag;
            return same && answer;
        },
        { within_ms: 30_000, every_ms: 500 },
    );
}

/** Client and servers on different cores, one core each: then it is the server that sets the pace. */
async function one_core_each(bytes, sizes) {
    if (machine().cores < 2) return undefined;
    const server = await Daymark.start({ args: ['--log-level', 'warning', '--loops', '1'] });
    const nginx = await start_nginx(bytes, 1);
    try {
        await make_sample_page(server, 'sample');
        await settled(server, 'sample');
        await pin(server.pid, '0');
        await pin(nginx.pid, '0');
        const all = { connections: 64, seconds: sizes.seconds, threads: 1, cores: '1' };
        const yardstick = { ...all, url: nginx.url, pid: nginx.pid, headers: { 'accept-encoding': 'gzip' } };
        return await by_turns(
            { daymark: { ...target(server, 'sample', 64, sizes.seconds), ...all }, nginx: yardstick },
            sizes.turns,
        );
    } finally {
        await nginx.stop();
        await server.dispose();
    }
}

const target = (server, subdomain, connections, seconds) => ({
    url: `${server.url}/`,
    pid: server.pid,
    connections,
    seconds,
    headers: { Host: `${subdomain}.localhost`, 'Accept-Encoding': 'gzip' },
});

async function beside_nginx(server, sizes) {
    const page = await settled(server, 'sample');
    const nginx = await start_nginx(page.bytes, machine().cores);
    const whole = await server.page('sample');
    const result = { body_bytes: page.bytes.length, plain_bytes: whole.bytes.length, memory: {}, at: {} };
    try {
        for (const connections of [64, 10_000]) {
            // Making ten thousand connections takes its time, which must not be most of it.
            const seconds = connections > 1000 ? sizes.long_seconds : sizes.seconds;
            const yardstick = {
                url: nginx.url,
                pid: nginx.pid,
                connections,
                seconds,
                headers: { 'Accept-Encoding': 'gzip' },
            };
            result.at[connections] = await by_turns(
                { daymark: target(server, 'sample', connections, seconds), nginx: yardstick },
                sizes.turns,
            );
            result.memory[connections] = { daymark: memory_mib(server.pid), nginx: memory_mib(nginx.pid) };
        }
    } finally {
        await nginx.stop();
    }
    result.pinned = await one_core_each(page.bytes, sizes);
    return result;
}

/** What it costs to make a page anew after a change, and how long until it is seen. */
async function change_cost(server, page, times = 20) {
    const before = cpu_us(server.pid);
    const begun = performance.now();
    for (let n = 0; n < times; ++n) {
        const name = `Renamed ${n}`;
        await server.call('PUT', `/v1/${page.id}/components/${page.parts[0].id}`, { name });
        await eventually('the change', async () => (await server.page(page.subdomain)).text.includes(name), {
            every_ms: 0,
        });
    }
    return { cpu_ms: (cpu_us(server.pid) - before) / 1000 / times, ms: (performance.now() - begun) / times };
}

async function with_history(server, page, sizes) {
    const little = await make_sample_page(server, 'little');
    await add_history(server, little, 10);
    await add_history(server, page, sizes.history);
    const [few, many] = [await settled(server, 'little'), await settled(server, 'sample')];
    const rates = await by_turns(
        { little: target(server, 'little', 64, sizes.seconds), much: target(server, 'sample', 64, sizes.seconds) },
        sizes.turns,
    );
    return {
        ...rates,
        little_bytes: few.bytes.length,
        much_bytes: many.bytes.length,
        count: sizes.history,
        change: { little: await change_cost(server, little), much: await change_cost(server, page) },
    };
}

/** The same page where not everybody may see it, asked for by somebody who may. */
async function private_page(server, sizes) {
    const page = await make_sample_page(server, 'inner');
    await server.call('PUT', `/v2/${page.id}`, { private: true });
    await eventually('the gate', async () => (await server.page('inner')).status === 401);
    const visit = await server.call('POST', `/x/${page.id}/visits`);
    const entry = await server.page('inner', new URL(visit.url).pathname);
    const Cookie = entry.headers['set-cookie'][0].split(';')[0];
    await eventually('the visit', async () => (await server.page('inner', '/', { headers: { Cookie } })).status === 200);
    const open = target(server, 'sample', 64, sizes.seconds);
    const inner = target(server, 'inner', 64, sizes.seconds);
    return by_turns({ open, private: { ...inner, headers: { ...inner.headers, Cookie } } }, sizes.turns);
}

/** What a change costs on a page of many parts: milliseconds of processor time, the API's call and all forms included. */
async function big_page(server, sizes) {
    const page = await server.create_page('big');
    const parts = [];
    for (let n = 0; n < 500; ++n)
        parts.push(await server.call('POST', `/v1/${page.id}/components`, { name: `Part ${n}`, startDate: new Date(Date.now() - 10_368_000_000) }));
    await add_history(server, { ...page, parts }, sizes.big_history);
    const times = 10;
    await settled(server, 'big');
    const before = cpu_us(server.pid);
    for (let n = 0; n < times; ++n) {
        await server.call('PUT', `/v1/${page.id}/components/${parts[n].id}`, { name: `Renamed ${n}` });
        await sleep(400);
    }
    const { bytes } = await settled(server, 'big');
    return { components: parts.length, incidents: sizes.big_history, cpu_ms: (cpu_us(server.pid) - before) / 1000 / times, bytes: bytes.length };
}

/** sizes: { seconds, long_seconds, turns, history, big_history } */
export async function measure_serving(sizes) {
    const server = await Daymark.start({ args: ['--log-level', 'warning'] });
    try {
        const page = await make_sample_page(server, 'sample');
        return {
            nginx: await beside_nginx(server, sizes),
            inner: await private_page(server, sizes),
            history: await with_history(server, page, sizes),
            big: await big_page(server, sizes),
        };
    } finally {
        await server.dispose();
    }
}
