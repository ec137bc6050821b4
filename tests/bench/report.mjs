// Figures → docs/bench.md.
const round = (number, digits = 1) => number.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
const whole = number => round(number, 0);
const times = number => `${number.toFixed(2)} ×`;
const table = (head, rows) => `| ${head.join(' | ')} |\n|${head.map((_, i) => i ? ' ---: |' : ' --- |').join('')}\n${rows.map(row => `| ${row.join(' | ')} |\n`).join('')}\n`;

function opening(figures) {
    const { machine, versions, quick } = figures;
    const loads = Object.values(figures).map(part => part.load_before).filter(load => load !== undefined);
    return `# Bench

Written by \`./dev bench\`${quick ? ' --quick' : ''} (\`tests/bench/run.mjs\`); run it to have the figures of your own machine. Ratios travel better than
absolute figures: what stands beside each other was measured by turns in the same run, and each figure is a median.

Machine: ${machine.model}, ${machine.cores} cores, ${machine.memory_gib} GiB memory, Linux ${machine.kernel}. Load average before the parts: ${loads.map(load => load.toFixed(1)).join(', ')}
(other work on the machine; ${machine.cores} would be all of it).
${versions.nginx}, SQLite ${versions.sqlite}, wrk ${versions.wrk}, Node.js ${versions.node}. Client and server share the machine, over loopback.

`;
}

function serving_row(name, { daymark, nginx }, memory) {
    return [name, whole(daymark.per_second), whole(nginx.per_second), times(daymark.per_second / nginx.per_second), round(daymark.cpu_us), round(nginx.cpu_us),
        `${round(daymark.p99_ms)} / ${round(nginx.p99_ms)}`, memory ? `${whole(memory.daymark)} / ${whole(memory.nginx)}` : '',
        `${daymark.failed + daymark.refused} / ${nginx.failed + nginx.refused}`];
}

function serving({ nginx, history }, sizes) {
    const rows = Object.entries(nginx.at).map(([connections, both]) => serving_row(`${whole(Number(connections))} connections`, both, nginx.memory[connections]));
    if (nginx.pinned) rows.splice(1, 0, serving_row('64 connections, one core for the server, one for the client', nginx.pinned));
    const ratio = history.much.per_second / history.little.per_second;
    return `## Pages

A page with 50 components in 8 groups, 90 days of bars and one open incident: ${whole(nginx.plain_bytes)} bytes of HTML, ${whole(nginx.body_bytes)} as gzip. nginx serves the same
gzip bytes from one open file, with one worker per core, no log, and fewer headers. CPU is the processor time of all processes of a server
by the requests it answered; memory is their proportional size after the run.

${table(['', 'Daymark req/s', 'nginx req/s', 'ratio', 'Daymark CPU µs', 'nginx CPU µs', 'p99 ms', 'memory MiB', 'errors'], rows)}
\`wrk -t2 -c64 -d${sizes.seconds}s -H 'Host: sample.localhost' -H 'Accept-Encoding: gzip'\`, and the same with \`-c10000 -d${sizes.long_seconds}s\`; ${sizes.turns} turns each.

History costs readers nothing: with ${whole(history.count)} past incidents the page is served at ${times(ratio)} the rate of one with 10 (64 connections;
${whole(history.much_bytes)} and ${whole(history.little_bytes)} bytes). A change of the page is on it after ${round(history.change.much.ms)} ms and ${round(history.change.much.cpu_ms)} ms of processor time with much history,
${round(history.change.little.ms)} ms and ${round(history.change.little.cpu_ms)} ms with little.

`;
}

function publishing({ times: count, rest, busy, load_rate, faults }) {
    const row = (name, figures) => [name, round(figures.visible.p50), round(figures.visible.p99), round(figures.visible.max), round(figures.whole.p50), round(figures.whole.p99)];
    return `## From publishing to readers

${count} incidents, one after another, on the page above: milliseconds from the API's answer, and from sending the request, until a reader's request
gets a page that shows it (asked for without pause on one connection).

${table(['', 'from the answer: p50', 'p99', 'max', 'from sending: p50', 'p99'], [row('at rest', rest), row(`beside ${whole(load_rate)} page requests/s`, busy)])}
${faults === 0 ? 'Every body that the readers got was whole, and equal to all others under its ETag.' : `**${faults} faulty bodies were seen.**`}

`;
}

function writing({ sqlite, postgresql }, sizes) {
    const rows = [['SQLite', sqlite], ['PostgreSQL', postgresql]].flatMap(([name, all]) => Object.entries(all).map(([clients, { daymark, bare }]) =>
        [`${name}, ${clients} client${clients === '1' ? '' : 's'}`, whole(daymark.per_second), whole(bare), times(daymark.per_second / bare), round(daymark.p99_ms)]));
    return `## Incidents written

Incidents created through the API per second: authorised, validated, stored with their first update and a chained line in the activity log, durable
before the answer, the page made anew meanwhile. Beside it, what the bare database does in one-row commits with one client's worth of nothing else:
\`sqlite3\` fed through a pipe (write-ahead log, \`synchronous=FULL\`, always one client), \`pgbench\` with as many clients.

${table(['', 'incidents/s', 'bare commits/s', 'ratio', 'p99 ms'], rows)}
${sizes.turns} turns of ${sizes.seconds} seconds each, through \`wrk\`. Commits that arrive together on SQLite share one write to disk, hence a ratio that grows with the clients.

`;
}

function many_pages({ pages, idle, grown, restarted, made_s, with_snapshots, without }) {
    return `## Many pages

${table(['', 'MiB'], [['memory, no page', round(idle)], [`after making ${whole(pages)} pages of 5 components in ${round(made_s, 0)} s`, round(grown)], ['after a restart with them', round(restarted)]])}
${table([`from start to first page, ${whole(pages)} pages`, 'median ms', 'max ms'],
        [['with the snapshots of the last run', whole(with_snapshots.median), whole(with_snapshots.max)], ['without any snapshot', whole(without.median), whole(without.max)]])}
`;
}

const caveats = `## Read with care

* Client and server share the cores, so requests per second are those of the pair; processor time per request tells more of the server alone.
* Loopback has no network cards, no TLS and no packet loss. With 10,000 connections \`wrk\` itself takes most of the time.
* nginx reads a file and can do much besides; Daymark serves bytes from its memory. The comparison says that a status page needs no cache in front.
* Disks differ: the bare databases beside are there to be compared with.
`;

/** figures as run.mjs collects them; sizes say how they were taken. */
export function report(figures, sizes) {
    const parts = { serving, publishing, writing, many_pages };
    let text = opening(figures);
    for (const [name, write] of Object.entries(parts)) if (figures[name]) text += write(figures[name], sizes[name]);
    return text + caveats;
}
