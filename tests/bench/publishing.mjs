// From a published incident to a reader's eyes, at rest and beside readers.
import { Daymark } from '../support/daymark.mjs';
import { median, quantile } from '../support/dice.mjs';
import { start_load } from '../support/paced_load.mjs';
import { make_sample_page, open_incident } from './sample_page.mjs';

/** Milliseconds from the API's answer to the first page that shows it. */
async function publish_once(server, page, n) {
    const part = page.parts[n % page.parts.length].id;
    const name = `Publication ${n}`;
    const sent = performance.now();
    const incident = await open_incident(server, page, part, name);
    const answered = performance.now();
    while (
        !(await server.page(page.subdomain, '/', { headers: { 'accept-encoding': 'identity' } })).text.includes(name)
    );
    const shown = performance.now();
    await server.call('DELETE', `/v1/${page.id}/incidents/${incident.id}`);
    return { visible: shown - answered, whole: shown - sent };
}

async function publish(server, page, times) {
    const visible = [],
        whole = [];
    for (let n = 0; n < times; ++n) {
        const one = await publish_once(server, page, n);
        visible.push(one.visible);
        whole.push(one.whole);
    }
    const figures = values => ({ p50: median(values), p99: quantile(values, 0.99), max: Math.max(...values) });
    return { visible: figures(visible), whole: figures(whole) };
}

/** sizes: { times, rate } */
export async function measure_publishing(sizes) {
    const server = await Daymark.start({ args: ['--log-level', 'warning'] });
    try {
        const page = await make_sample_page(server, 'sample');
        const rest = await publish(server, page, sizes.times);
        const load = start_load({ port: server.port, host: `sample.localhost:${server.port}`, rate: sizes.rate });
        const begun = performance.now();
        const busy = await publish(server, page, sizes.times);
        const seconds = (performance.now() - begun) / 1000;
        const seen = await load.stop();
        return { times: sizes.times, rest, busy, load_rate: seen.requests / seconds, faults: seen.faults.length };
    } finally {
        await server.dispose();
    }
}
