// Lighthouse's figure of speed for the main pages: the best of some runs, since other work on the machine costs points.
import { forms, open_lighthouse } from '../e2e/lighthouse.js';
import { Daymark, eventually } from '../support/daymark.mjs';
import { make_sample_page } from './sample_page.mjs';

async function best_of(times, visitor, url, form) {
    let best;
    for (let run = 0; run < times; ++run) {
        const { scores, figures, version } = await visitor.audit(url, form, ['performance']);
        if (!best || scores.performance > best.score) best = { score: scores.performance, figures, version };
        if (best.score === 100) break;
    }
    return best;
}

/** { version, rows: [{ page, form, score, figures }] } */
export async function measure_browser({ times }) {
    const server = await Daymark.start();
    const visitor = await open_lighthouse();
    try {
        const { open } = await make_sample_page(server, 'sample');
        await eventually('the page is shown', async () => (await server.page('sample')).text.includes('Slow answers'));
        const rows = [];
        for (const [page, path] of Object.entries({ home: '', incident: `incident/${open.id}`, history: 'history' })) {
            for (const form of forms) {
                const best = await best_of(times, visitor, `http://sample.localhost:${server.port}/${path}`, form);
                rows.push({ page, form, ...best });
            }
        }
        return { version: rows[0].version, rows };
    } finally {
        await visitor.close();
        await server.dispose();
    }
}
