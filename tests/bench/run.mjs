// Measures Daymark beside nginx, bare SQLite and bare PostgreSQL on the machine at hand.
// node tests/bench/run.mjs [--quick] [--only PART,PART] [--out FILE]
// The whole takes about a quarter of an hour and writes docs/bench.md; --only measures some parts anew (serving,
// publishing, live, writing, many_pages, lists, telling, browser) and keeps the others of the last whole run
// (build/bench.json); --quick takes about three minutes, prints, and writes only to --out.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../support/daymark.mjs';
import { measure_browser } from './browser.mjs';
import { measure_lists } from './lists.mjs';
import { measure_live } from './live.mjs';
import { load_now, machine, versions } from './machine.mjs';
import { measure_many_pages } from './many_pages.mjs';
import { measure_publishing } from './publishing.mjs';
import { report } from './report.mjs';
import { measure_serving } from './serving.mjs';
import { measure_telling } from './telling.mjs';
import { measure_writing } from './writing.mjs';

const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, out: { type: 'string' } },
});

const sizes = values.quick
    ? {
          serving: { seconds: 2, long_seconds: 6, turns: 1, history: 2000, big_history: 2000 },
          publishing: { times: 40, rate: 1000 },
          live: { streams: 2000, times: 3 },
          writing: { turns: 1, seconds: 2, rows: 2000 },
          many_pages: { pages: 200, starts: 2 },
          lists: { scale: 20, requests: 100 },
          telling: { readers: 50_000, hooks: 10_000, rest_s: 2, window_s: 4, reference_s: 1 },
          browser: { times: 1 },
      }
    : {
          serving: { seconds: 8, long_seconds: 12, turns: 3, history: 10_000, big_history: 2000 },
          publishing: { times: 200, rate: 2000 },
          live: { streams: 10_000, times: 10 },
          writing: { turns: 3, seconds: 5, rows: 10_000 },
          many_pages: { pages: 1000, starts: 5 },
          lists: { scale: 1, requests: 1000 },
          telling: { readers: 1_000_000, hooks: 100_000, rest_s: 8, window_s: 15, reference_s: 4 },
          browser: { times: 3 },
      };
const parts = {
    serving: measure_serving,
    publishing: measure_publishing,
    live: measure_live,
    writing: measure_writing,
    many_pages: measure_many_pages,
    lists: measure_lists,
    telling: measure_telling,
    browser: measure_browser,
};
const wanted = values.only?.split(',') ?? Object.keys(parts);
const memory = path.join(root, 'build/bench.json');

async function last_figures() {
    if (values.quick || !values.only) return {};
    return JSON.parse(await readFile(memory, 'utf8').catch(() => '{}'));
}

const figures = { ...(await last_figures()), machine: machine(), versions: await versions(), quick: values.quick };
for (const name of wanted) {
    if (!parts[name]) throw new Error(`There is no part "${name}"; there are ${Object.keys(parts).join(', ')}.`);
    process.stderr.write(`${name} …\n`);
    const load_before = load_now();
    figures[name] = { ...(await parts[name](sizes[name])), load_before };
}
const text = report(figures, sizes);
process.stdout.write(text);
if (!values.quick) {
    await mkdir(path.dirname(memory), { recursive: true });
    await writeFile(memory, JSON.stringify(figures));
}
const out = values.out ?? (values.quick ? undefined : path.join(root, 'docs/bench.md'));
if (out) await writeFile(out, text);
process.exit(0);
