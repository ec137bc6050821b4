// What Lighthouse says of an address, as a phone and as a desktop computer would see it.
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import { free_port } from '../support/wire.mjs';
import { open_browser } from './helper.js';

const configs = { phone: undefined, desktop };
const timings = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];
export const forms = Object.keys(configs);

/** A browser that Lighthouse can steer, as { audit, close }. */
export async function open_lighthouse() {
    const port = await free_port();
    const browser = await open_browser(`--remote-debugging-port=${port}`);
    return {
        /**
         * { scores: { category: 0 … 100 }, lost: what cost points, figures: { timing: milliseconds }, version }. Slow lines
         * and processors are simulated.
         */
        async audit(url, form, categories) {
            const { lhr } = await lighthouse(url, { port, onlyCategories: categories, throttlingMethod: 'simulate', logLevel: 'error' }, configs[form]);
            if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
            const weighing = Object.values(lhr.categories).flatMap(category => category.auditRefs.filter(reference => reference.weight > 0));
            const lost = weighing.map(({ id }) => lhr.audits[id]).filter(audit => audit.score !== null && audit.score < 1);
            return {
                scores: Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)])),
                lost: lost.map(audit => `${audit.id}: ${audit.displayValue ?? audit.title}`),
                figures: Object.fromEntries(timings.flatMap(id => lhr.audits[id] ? [[id, lhr.audits[id].numericValue]] : [])),
                version: lhr.lighthouseVersion,
            };
        },
        close: () => browser.close(),
    };
}
