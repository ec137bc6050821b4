// Figures → docs/bench.md.
import { telling } from './telling_report.mjs';
import { round, table, times, whole } from './words.mjs';

/** Breaks paragraphs anew, so that the lengths of figures do not matter. Tables, headings and lists stay. */
function wrapped(text) {
    const paragraph = part => {
        if (/^[|#*]/.test(part.trimStart())) return part;
        const lines = [''];
        for (const word of part.split(/\s+/)) {
            const longer = `${lines.at(-1)} ${word}`.trimStart();
            if (longer.length > 120) lines.push(word);
            else lines[lines.length - 1] = longer;
        }
        return lines.join('\n');
    };
    return `${text
        .trim()
        .split(/\n{2,}/)
        .map(paragraph)
        .join('\n\n')}\n`;
}

function opening(figures) {
    const { machine, versions, quick } = figures;
    const loads = Object.values(figures)
        .map(part => part.load_before)
        .filter(load => load !== undefined)
        .map(load => load.toFixed(1))
        .join(', ');
    return `# Bench

Written by \`./dev bench${quick ? ' --quick' : ''}\` (\`tests/bench/run.mjs\`); run it for the figures of your machine.
Ratios travel better than absolute figures: what stands side by side was measured by turns in the same run, and each
figure is a median.

Machine: ${machine.model}, ${machine.cores} cores, ${machine.memory_gib} GiB memory, Linux ${machine.kernel}.
Client and server share it, over loopback. Load average before each part, of which the later
hold what the parts before them left: ${loads}.
${versions.nginx}, SQLite ${versions.sqlite}, wrk ${versions.wrk},
Node.js ${versions.node}.

`;
}

function serving_row(name, { daymark, nginx }, memory) {
    return [
        name,
        whole(daymark.per_second),
        whole(nginx.per_second),
        times(daymark.per_second / nginx.per_second),
        `${round(daymark.cpu_us)} / ${round(nginx.cpu_us)}`,
        `${round(daymark.p99_ms)} / ${round(nginx.p99_ms)}`,
        memory ? `${whole(memory.daymark)} / ${whole(memory.nginx)}` : '',
        `${daymark.failed + daymark.refused} / ${nginx.failed + nginx.refused}`,
    ];
}

const serving_head = ['', 'Daymark req/s', 'nginx req/s', 'ratio', 'CPU µs/req', 'p99 ms', 'memory MiB', 'errors'];

function serving_rows(nginx) {
    const rows = Object.entries(nginx.at).map(([connections, both]) =>
        serving_row(`${whole(Number(connections))} connections`, both, nginx.memory[connections]),
    );
    if (nginx.pinned) rows.splice(1, 0, serving_row('64, one core for each side', nginx.pinned));
    return rows;
}

function history_text({ little, much, little_bytes, much_bytes, count, change }) {
    const cost = ({ ms, cpu_ms }) => `${round(ms)} ms (${round(cpu_ms)} ms of processor time)`;
    const ratio = times(much.per_second / little.per_second);
    return `With ${whole(count)} past incidents the page is served at ${ratio} the rate of one with 10 (64 connections;
${whole(much_bytes)} and ${whole(little_bytes)} bytes). A changed component is on the page after
${cost(change.much)} with much history, ${cost(change.little)} with little.`;
}

function inner_text({ open, private: inner }) {
    return `A private page, asked for with a visit's cookie, is served at ${times(inner.per_second / open.per_second)} the rate
of the same page when it is open (64 connections; ${round(inner.cpu_us)} and ${round(open.cpu_us)} µs of processor time a request,
p99 ${round(inner.p99_ms)} and ${round(open.p99_ms)} ms).`;
}

function big_text({ components, incidents, cpu_ms, bytes }) {
    return `A change of a page with ${whole(components)} components and ${whole(incidents)} incidents costs ${round(cpu_ms)} ms of processor
time, from the API's call to the last compressed form (${whole(bytes)} bytes of it as gzip).`;
}

function serving({ nginx, inner, history, big }, sizes) {
    const wrk = `wrk -t2 -c64 -d${sizes.seconds}s -H 'Host: sample.localhost' -H 'Accept-Encoding: gzip'`;
    return `## Pages

A page with 50 components in 8 groups, 90 days of bars and one open incident: ${whole(nginx.plain_bytes)} bytes of HTML,
${whole(nginx.body_bytes)} as gzip. nginx serves the same gzip bytes from one open file: one worker per core, no log,
fewer headers. Pairs are Daymark / nginx. CPU is the processor time of all processes of a server by the requests it
answered; memory is their proportional size after the run.

${table(serving_head, serving_rows(nginx))}
\`${wrk}\`,
and the same with \`-c10000 -d${sizes.long_seconds}s\`; ${sizes.turns} turns each. In the second row server and
client have a core of their own.

${inner_text(inner)}

${history_text(history)}

${big_text(big)}

`;
}

function publishing({ times: count, rest, busy, load_rate, faults }) {
    const row = (name, { visible, whole: all }) => [
        name,
        ...[visible.p50, visible.p99, visible.max, all.p50, all.p99].map(value => round(value)),
    ];
    const bodies = 'Every body that those readers got was whole, and equal to all others under its ETag.';
    return `## From publishing to readers

${count} incidents, one after another, on the page above: milliseconds until a reader's request gets a page that
shows it, asked for without pause on one connection.

${table(
    ['', 'from the answer: p50', 'p99', 'max', 'from sending: p50', 'p99'],
    [row('at rest', rest), row(`beside ${whole(load_rate)} page requests/s`, busy)],
)}
${faults === 0 ? bodies : `**${faults} faulty bodies were seen.**`}

`;
}

function live({ streams, times: count, idle_kib, told_kib, sent, answered, cost_us, lost }) {
    const row = (name, { p50, p99, max }) => [name, ...[p50, p99, max].map(whole)];
    return `## Live

${whole(streams)} readers who listen to the page above, each on a connection of its own, and ${count} incidents: milliseconds
until each of them was told, in the same process that publishes and receives all streams.

${table(['', 'p50', 'p99', 'max'], [row('from the answer', answered), row('from sending', sent)])}
A stream costs the server ${round(idle_kib, 2)} KiB of resident memory when it is idle, ${round(told_kib, 2)} KiB after all
these changes, and ${round(cost_us)} µs of processor time to be told of one, with its part in making the page anew.
${lost === 0 ? 'None was lost.' : `**${whole(lost)} were lost.**`}

`;
}

function writing({ sqlite, postgresql }, sizes) {
    const rows_of = (name, all) =>
        Object.entries(all).map(([clients, { daymark, bare }]) => [
            `${name}, ${clients} client${clients === '1' ? '' : 's'}`,
            whole(daymark.per_second),
            whole(bare),
            times(daymark.per_second / bare),
            round(daymark.p99_ms),
        ]);
    return `## Incidents written

Incidents created through the API of one page, per second: authorised, checked, stored with their first update and a
chained line in the activity log, durable before the answer, while the page is made anew. Beside them, one-row commits
of the bare database: \`sqlite3\` fed through a pipe (write-ahead log, \`synchronous=FULL\`, always one client), and
\`pgbench\` with as many clients.

${table(
    ['', 'incidents/s', 'bare commits/s', 'ratio', 'p99 ms'],
    [...rows_of('SQLite', sqlite), ...rows_of('PostgreSQL', postgresql)],
)}
${sizes.turns} turns of ${sizes.seconds} seconds each. On SQLite, writes that arrive together share one commit. On
PostgreSQL, writes to one page follow one another.

`;
}

function many_pages({ pages, idle, grown, restarted, made_s, with_snapshots, without }) {
    const memory = [
        ['no page', round(idle)],
        [`${whole(pages)} pages of 5 components, made in ${round(made_s, 0)} s`, round(grown)],
        ['after a restart with them', round(restarted)],
    ];
    const starts = [
        ["with the last run's snapshots", whole(with_snapshots.median), whole(with_snapshots.max)],
        ['without snapshots', whole(without.median), whole(without.max)],
    ];
    return `## Many pages

${table(['memory', 'MiB'], memory)}
${table([`from start to first page, ${whole(pages)} pages`, 'median ms', 'max ms'], starts)}
`;
}

const caveats = `## Read with care

* Client and server share the cores, so requests per second are those of the pair. Processor time per request says more
  of the server alone.
* Loopback has no network cards, no TLS and no packet loss. With 10,000 connections \`wrk\` itself takes much of
  the time.
* nginx reads a file and can do much besides; Daymark serves bytes from its memory. What the comparison says is that a
  status page needs no cache in front.
* Disks differ; the bare databases are there to compare with.
`;

/** figures as run.mjs collects them; sizes say how they were taken. */
function lists({ much, little, metrics, requests, rows }) {
    const size = of =>
        `${whole(of.incidents)} incidents, ${whole(of.components)} components, ${whole(of.subscribers)} subscribers and ` +
        `${whole(of.points)} points of ${metrics} metrics`;
    return `## Long lists

Lists over the API of a page with ${size(much)}, beside those of a page with ${size(little)}: SQLite, one client,
${whole(requests)} questions each, by turns. Page after page is how clients read a list; any page is a jump into its
middle.

${table(
    ['list', 'read', 'much: p50', 'p99 ms', 'little: p50', 'p99 ms', 'p99 ratio'],
    rows.map(({ list, way, much: one, little: other }) => [
        list,
        way,
        round(one.p50, 2),
        round(one.p99, 2),
        round(other.p50, 2),
        round(other.p99, 2),
        times(one.p99 / other.p99),
    ]),
)}
`;
}

function browser({ version, rows }, { times: runs }) {
    const best = runs > 1 ? `the best of up to ${runs} runs, since other work on the machine costs points` : 'one run';
    return `## In the browser

Lighthouse ${version} with Debian's Chromium on the page above, its first incident and its history: ${best}; slow
lines and processors are simulated. Accessibility, best practices and search engines are asked for in
\`tests/e2e/lighthouse.test.js\`.

${table(
    ['page', 'as', 'performance', 'first paint, ms', 'largest paint, ms', 'blocked, ms', 'layout shift'],
    rows.map(({ page, form, score, figures }) => [
        page,
        form,
        whole(score),
        whole(figures['first-contentful-paint']),
        whole(figures['largest-contentful-paint']),
        whole(figures['total-blocking-time']),
        round(figures['cumulative-layout-shift'], 3),
    ]),
)}
`;
}

export function report(figures, sizes) {
    const parts = { serving, publishing, live, writing, many_pages, lists, telling, browser };
    let text = opening(figures);
    for (const [name, write] of Object.entries(parts)) {
        if (figures[name]) text += write(figures[name], sizes[name]);
    }
    return wrapped(text + caveats);
}
