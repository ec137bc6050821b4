// Memory and start with many pages.
import { readdir, rm } from 'node:fs/promises';
import { Daymark, eventually } from '../support/daymark.mjs';
import { median } from '../support/dice.mjs';
import { memory_mib } from './machine.mjs';

async function make_pages(server, count) {
    let next = 0;
    const client = async () => {
        for (let n = next++; n < count; n = next++) {
            await server.create_page(`page-${n}`, ['Website', 'API', 'Dashboard', 'Webhooks', 'Mail']);
        }
    };
    await Promise.all(Array.from({ length: 4 }, client));
}

/** Every page is compiled and its snapshot is on disk. */
async function all_ready(server, count) {
    for (let n = 0; n < count; ++n)
        await eventually('a page', async () => (await server.page(`page-${n}`)).status === 200);
    await eventually(
        'the snapshots',
        async () => (await readdir(`${server.data}/snapshots`)).filter(name => name.endsWith('.page')).length >= count,
        { within_ms: 120_000, every_ms: 100 },
    );
}

async function time_starts(server, times, prepare) {
    const all = [];
    for (let n = 0; n < times; ++n) {
        await server.stop();
        await prepare();
        all.push(await server.start_and_time(`page-${(n * 97) % 100}`));
    }
    return { median: median(all), max: Math.max(...all) };
}

/** sizes: { pages, starts } */
export async function measure_many_pages(sizes) {
    const server = await Daymark.start({ args: ['--log-level', 'warning'] });
    try {
        const idle = memory_mib(server.pid);
        const begun = performance.now();
        await make_pages(server, sizes.pages);
        await all_ready(server, sizes.pages);
        const made_s = (performance.now() - begun) / 1000;
        const grown = memory_mib(server.pid);
        const with_snapshots = await time_starts(server, sizes.starts, async () => {});
        const restarted = memory_mib(server.pid);
        const without = await time_starts(server, sizes.starts, () =>
            rm(`${server.data}/snapshots`, { recursive: true, force: true }),
        );
        return { pages: sizes.pages, idle, grown, restarted, made_s, with_snapshots, without };
    } finally {
        await server.dispose();
    }
}
