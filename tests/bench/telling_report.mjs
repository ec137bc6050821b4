// Figures of telling → docs/bench.md.
import { round, table, times, whole } from './words.mjs';

const databases = [
    ['SQLite', 'sqlite'],
    ['PostgreSQL', 'postgresql'],
];
const seconds = ms => round(ms / 1000, 2);

const demands = ({ readers, hooks }) => [
    {
        name: `${whole(readers)} mails are owed for good, seconds from the incident`,
        words: '≤ 5 on SQLite, ≤ 10 on PostgreSQL',
        most: { sqlite: 5000, postgresql: 10_000 },
        value: on => on.listed_ms,
        text: seconds,
    },
    { name: 'mails a second', words: '≥ 3,000', least: 3000, value: on => on.mails },
    { name: `webhooks a second, of ${whole(hooks)}`, words: '≥ 5,000', least: 5000, value: on => on.webhooks },
    {
        name: 'a hundred readers of another page have all heard, seconds: slowest',
        words: '≤ 2',
        most: 2000,
        value: on => on.all.hearing.max,
        text: seconds,
    },
    { name: 'an incident is published, ms: p99', words: '≤ 300', most: 300, value: on => on.all.publishing.p99 },
    {
        name: 'the page with the million is served, ms: p99',
        words: '≤ 20',
        most: 20,
        value: on => on.all.reading.p99,
        text: round,
    },
];

/** A figure; in bold when it misses what is asked of it. */
function judged({ most, least, value, text = whole }, on, of) {
    const figure = value(on);
    if (figure === undefined || figure === null) return '**never**';
    const met = least === undefined ? figure <= (most[of] ?? most) : figure >= least;
    return met ? text(figure) : `**${text(figure)}**`;
}

function demand_rows(figures) {
    return demands(figures).map(demand => [
        demand.name,
        demand.words,
        ...databases.map(([, of]) => judged(demand, figures[of], of)),
    ]);
}

function reference_rows(figures) {
    const row = (name, rate, reference) => [name, whole(rate), whole(reference), times(rate / reference)];
    return databases.flatMap(([name, of]) => [
        row(`mails, ${name}`, figures[of].mails, figures[of].reference.mails),
        row(`webhooks, ${name}`, figures[of].webhooks, figures[of].reference.hooks),
    ]);
}

const phase_names = {
    rest: 'nothing is sent',
    listing: 'messages are listed',
    sending: 'mails go out',
    hooks: 'webhooks go out',
};

function phase_rows(figures) {
    return databases.flatMap(([name, of]) =>
        Object.entries(phase_names).map(([phase, while_]) => {
            const { publishing, hearing, reading, cores } = figures[of].phases[phase];
            const sinks = cores.mail_sink + cores.hook_sink;
            return [
                `${name}: ${while_}`,
                whole(publishing.count),
                ...[publishing.p50, publishing.p99, publishing.max].map(whole),
                `${seconds(hearing.max)}`,
                ...[reading.p50, reading.p99].map(value => round(value)),
                [cores.daymark, cores.postgres, sinks, cores.client]
                    .filter(value => value !== undefined)
                    .map(value => round(value, 2))
                    .join(' + '),
            ];
        }),
    );
}

function troubles(figures) {
    const sum = name => databases.reduce((total, [, of]) => total + figures[of].all[name], 0);
    const found = [
        [sum('refused'), 'incidents were refused'],
        [sum('faults'), 'faulty bodies of the page were seen'],
        [sum('skipped'), 'requests for the page were not sent because fifty waited'],
    ].filter(([count]) => count > 0);
    return found.length === 0
        ? 'No incident was refused, and every body of the page was whole.'
        : `**${found.map(([count, what]) => `${whole(count)} ${what}`).join('; ')}.**`;
}

export function telling(figures) {
    const { readers, hooks, readers_rate, window_s, connections, sqlite, postgresql } = figures;
    const { mail_bytes, hook_bytes } = sqlite.reference;
    return `## Telling a million

A page with ${whole(readers)} readers by mail, beside one with ${whole(hooks)} webhooks and one with a hundred readers
by mail. An incident of the first: every mail is owed for good when the event says so over the API. Then mails go out
for ${window_s} seconds, at the rate that the sink counts; the page is stopped before all have theirs. Then the
webhooks. All the while incidents are published and deleted on the page with the million, untold; the hundred hear of another
incident a second after the last; and readers ask for the page with the million ${whole(readers_rate)} times a second.
What is missed stands in bold.

${table(['', 'demand', 'SQLite', 'PostgreSQL'], demand_rows(figures))}
The incident of which the million hear was published in ${whole(sqlite.publish_ms)} ms on SQLite and
${whole(postgresql.publish_ms)} ms on PostgreSQL, and its page stopped in ${whole(sqlite.stop_ms)} and
${whole(postgresql.stop_ms)} ms. ${troubles(figures)}

Mails go to Postfix's \`smtp-sink\` over ${connections} connections, webhooks to nginx with one worker, which answers
204, at 32 addresses. Beside them, clients that do nothing else, alone on the machine: \`smtp-source\` with one of
those mails (${whole(mail_bytes)} bytes) over ${connections} connections, \`wrk\` with one of those webhooks
(${whole(hook_bytes)} bytes of JSON) over 64.

${table(['per second', 'Daymark', 'alone', 'ratio'], reference_rows(figures))}
What others notice, in milliseconds but for the hundred, who hear within seconds; and how many cores were busy with
Daymark, PostgreSQL (where it is the database), the sinks and the client:

${table(
    ['while', 'incidents', 'p50', 'p99', 'max', 'hundred, slowest', 'page p50', 'p99', 'cores busy'],
    phase_rows(figures),
)}
`;
}
