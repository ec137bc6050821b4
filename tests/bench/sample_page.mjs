// The page that is measured, made over the API: components in 8 groups, 90 days of history, one open incident.
const day = 86_400_000;
const groups = ['Website', 'Dashboard', 'API', 'Webhooks', 'Data centres', 'Payments', 'Mail', 'Integrations'];

async function add_components(server, page, count) {
    const parts = [];
    const parents = [];
    const start = new Date(Date.now() - 120 * day).toISOString();
    for (const name of groups)
        parents.push(await server.call('POST', `/v1/${page.id}/components`, { name, startDate: start }));
    for (let n = 0; n < count; ++n) {
        const draft = {
            name: `${groups[n % 8]} part ${n + 1}`,
            description: `Serves **customers** of region ${n + 1}.`,
            group: parents[n % 8].id,
            startDate: start,
        };
        parts.push(await server.call('POST', `/v1/${page.id}/components`, draft));
    }
    return parts;
}

/** An incident that takes this component down now. */
export function open_incident(server, page, part, name) {
    return server.call('POST', `/v1/${page.id}/incidents`, {
        name,
        status: 'INVESTIGATING',
        message: 'Text',
        notify: false,
        components: [part],
        statuses: [{ id: part, status: 'MAJOROUTAGE' }],
    });
}

/** An incident that began `hours_ago` and was over `hours` later. */
export async function past_incident(server, page_id, { name, part, status, hours_ago, hours }) {
    const at = ago => new Date(Date.now() - ago * 3_600_000).toISOString();
    const incident = await server.call('POST', `/v1/${page_id}/incidents`, {
        name,
        status: 'INVESTIGATING',
        notify: false,
        started: at(hours_ago),
        message: 'We see **errors** and are looking into the cause.',
        components: [part.id],
        statuses: [{ id: part.id, status }],
    });
    await server.call('POST', `/v1/${page_id}/incidents/${incident.id}/incident-updates`, {
        status: 'RESOLVED',
        notify: false,
        message: 'The cause was found and removed.',
        started: at(hours_ago - hours),
        statuses: [{ id: part.id, status: 'OPERATIONAL' }],
    });
}

const bad = ['DEGRADEDPERFORMANCE', 'PARTIALOUTAGE', 'MINOROUTAGE', 'MAJOROUTAGE'];

/** Gives the page with its components as `parts` and its open incident. */
export async function make_sample_page(server, subdomain, count = 50) {
    const page = await server.create_page(subdomain);
    const parts = await add_components(server, page, count);
    // Oldest first, as it happened; some within the last week, which the page lists.
    for (let n = 0; n < 40; ++n) {
        await past_incident(server, page.id, {
            name: `Trouble number ${n + 1}`,
            part: parts[(n * 7) % count],
            status: bad[n % 4],
            hours_ago: 89 * 24 - n * 53,
            hours: 1 + (n % 5),
        });
    }
    const open = await server.call('POST', `/v1/${page.id}/incidents`, {
        name: 'Slow answers',
        status: 'IDENTIFIED',
        notify: false,
        components: [parts[3].id],
        message: 'Some answers take longer than usual.',
        statuses: [{ id: parts[3].id, status: 'PARTIALOUTAGE' }],
    });
    return { ...page, parts, open };
}

/** Resolved incidents spread over two years up to ten days ago, by eight clients at once. */
export async function add_history(server, page, count) {
    let next = 0;
    const client = async () => {
        for (let n = next++; n < count; n = next++) {
            const started = new Date(Date.now() - 10 * day - ((count - n) / count) * 720 * day).toISOString();
            await server.call('POST', `/v1/${page.id}/incidents`, {
                name: `Old trouble ${n}`,
                status: 'RESOLVED',
                message: 'Long over.',
                notify: false,
                started,
                components: [page.parts[n % 50].id],
            });
        }
    };
    await Promise.all(Array.from({ length: 8 }, client));
}
