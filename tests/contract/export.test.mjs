// A page as files, behind file servers as owners have them: every link, image, feed and JSON address resolves, and what
// needs a server leads to it.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';
import { bucket, has_nginx, nginx, python } from '../support/file_servers.mjs';
import { free_port } from '../support/wire.mjs';

let server, place, folder, live, incident;
before(async () => {
    const port = await free_port();
    place = await mkdtemp(path.join(tmpdir(), 'daymark-export-'));
    folder = path.join(place, 'acme');
    server = await Daymark.make({ port, args: ['--base-url', `http://localhost:${port}`] });
    await server.start();
    live = `http://acme.localhost:${port}`;
    const seeded = await server.command('seed', '--email', 'owner@acme.example');
    assert.equal(seeded.code, 0, seeded.stderr);
    const key = await server.command('key', 'create', '--email', 'owner@acme.example', '--name', 'test');
    server.key = JSON.parse(key.stdout).apiKey;
    const [page] = await server.call('GET', '/v2/pages');
    const [first] = await server.call('GET', `/v1/${page.id}/components`);
    await server.call('PUT', `/v1/${page.id}/components/${first.id}`, { translations: { name: { ar: 'بحث', de: 'Suche' } } });
    const months_ago = n => new Date(Date.now() - n * 31 * 864e5);
    for (let i = 0; i < 33; ++i) await report(page, `Old trouble ${i}`, months_ago(2));
    await report(page, 'Very old trouble', months_ago(14));
    incident = await report(page, 'Trouble <now> & "here"');
    const done = await server.command('export', 'acme', '--to', folder, '--compressed', '--base-url', `http://localhost:${port}`);
    assert.equal(done.code, 0, done.stderr);
    assert.ok(JSON.parse(done.stdout).files > 300);
});
after(async () => {
    await server?.dispose();
    await rm(place, { recursive: true, force: true });
});

function report(page, name, started) {
    return server.call('POST', `/v1/${page.id}/incidents`, { name, message: 'Looking', status: 'INVESTIGATING', started });
}

const unescaped = text => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** What a document leads to: { links, forms }, as they stand in it. */
function found_in(type, text) {
    if (type.includes('html')) {
        const links = [...text.matchAll(/<(?:a|link|img|source|script|iframe)\b[^>]*?\s(?:href|src|srcset)="([^"]*)"/g)].map(hit => unescaped(hit[1]));
        const forms = [...text.matchAll(/<form\b([^>]*)>/g)].map(hit => /action="([^"]*)"/.exec(hit[1])?.[1] ?? (hit[1].includes('id="view"') ? 'none' : ''));
        return { links, forms };
    }
    if (/xml|json|calendar/.test(type)) return { links: [...text.matchAll(/https?:\/\/acme\.localhost[^\s"'<>\\]*/g)].map(hit => unescaped(hit[0])), forms: [] };
    return { links: [], forms: [] };
}

const by_ending = { html: /^text\/html/, json: /^application\/(feed\+)?json/, svg: /^image\/svg\+xml/, js: /javascript/, txt: /^text\/plain/, xml: /xml/ };

/** Walks from `/` over everything; the addresses that were answered. Absolute ones of the page are asked for here. */
async function crawl({ name, origin }) {
    const seen = new Set(['/']), waiting = ['/'];
    while (waiting.length) {
        const at = waiting.pop();
        const answer = await fetch(origin + at, { redirect: 'manual' });
        const redirected = answer.status === 301 || answer.status === 302;
        assert.ok(answer.ok || redirected, `${name}: ${at} answered ${answer.status}`);
        if (redirected) {
            const next = new URL(answer.headers.get('location'), origin + at);
            assert.equal(next.origin, origin, `${name}: ${at} leads away`);
            if (!seen.has(next.pathname)) seen.add(next.pathname), waiting.push(next.pathname);
            continue;
        }
        const type = answer.headers.get('content-type') ?? '';
        const file = at.endsWith('/') ? 'index.html' : at;
        const expected = by_ending[file.slice(file.lastIndexOf('.') + 1)];
        if (expected) assert.match(type, expected, `${name}: ${at}`);
        const text = await answer.text();
        const known = at.endsWith('.rss') || at.endsWith('.atom') ? 'xml' : at.endsWith('.ics') ? 'calendar' : type;
        const { links, forms } = found_in(known, text);
        for (const form of forms) assert.ok(form === 'none' || form.startsWith(`${live}/`), `${name}: the form "${form}" in ${at} leads to no server`);
        for (const link of links) {
            if (/^(data:|mailto:|webcal:|#)/.test(link)) continue;
            const url = new URL(link.replace(live, origin), origin + at);
            if (url.origin !== origin) continue;
            const relative = !link.startsWith(live);
            const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
            if (relative && known.includes('html')) assert.ok(last === '' || last.includes('.'), `${name}: ${link} in ${at} costs a redirect`);
            assert.equal(url.search, '', `${name}: ${link} in ${at} asks files a question`);
            if (!seen.has(url.pathname)) seen.add(url.pathname), waiting.push(url.pathname);
        }
    }
    return seen;
}

const servers = [bucket, python, ...(has_nginx() ? [nginx] : [])];
for (const open of servers) {
    test(`every link holds: ${open.name}`, async () => {
        const files = await open(folder);
        try {
            const seen = await crawl(files);
            for (const address of ['/de/', '/ar/history/', `/incident/${incident.id}/`, `/${incident.id}`, '/de/calendar.ics', '/summary.json', '/history/2/', '/subscribe/webhook/', '/calendar/']) {
                if (address !== '/summary.json') assert.ok(seen.has(address), `${address} was not reached`);
            }
            // What no link leads to, but sites of others and programs do.
            for (const address of ['/widget/script.js', '/de/widget/script.js', '/widget.json', '/fr/widget.json', '/v3/summary.json', '/badge.svg', '/embed-status/light-md', '/de/embed-status/dark', '/robots.txt', '/history', '/calendar', '/public-api', `/notices/${incident.id}/subscribe`]) {
                assert.equal((await fetch(files.origin + address)).status, 200, address);
            }
            assert.equal((await fetch(`${files.origin}/nothing-here`)).status, 404);
        } finally {
            await files.close();
        }
    });
}

test('the manifest lists what is there, with what the server says of it', async () => {
    const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
    const listed = new Map(manifest.files.map(file => [file.path, file]));
    for (const file of listed.values()) assert.equal((await stat(path.join(folder, file.path))).size, file.size);
    const answer = await server.page('acme', '/summary.json');
    assert.equal(listed.get('summary.json').etag, answer.headers.etag);
    assert.equal(listed.get('summary.json').contentType, answer.headers['content-type']);
    assert.equal(listed.get('index.html.gz').contentEncoding, 'gzip');
});

test('the command works without a server, refuses private pages and what is not its own', async () => {
    const refused = await server.command('export', 'acme', '--to', place);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /not empty and holds no export/);
    const [page] = await server.call('GET', '/v2/pages');
    await server.stop();
    const again = await server.command('export', page.id, '--to', folder);
    assert.equal(again.code, 0, again.stderr);
    await server.start();
    await server.call('PUT', `/v2/${page.id}`, { private: true });
    const hidden = await server.command('export', 'acme', '--to', folder);
    assert.equal(hidden.code, 1);
    assert.match(hidden.stderr, /private/);
});

test('a folder that is kept: changes come, a hidden page goes', async () => {
    const kept = path.join(place, 'all');
    const own = await Daymark.start({ args: ['--export-dir', kept] });
    try {
        const page = await own.create_page('kestrel', ['Search']);
        const home = () => readFile(path.join(kept, 'kestrel/index.html'), 'utf8');
        await eventually('the copy', home);
        await own.call('POST', `/v1/${page.id}/incidents`, { name: 'Search is slow', message: 'Looking', status: 'INVESTIGATING' });
        await eventually('the incident', async () => (await home()).includes('Search is slow'));
        await own.call('PUT', `/v2/${page.id}`, { private: true });
        await eventually('its end', () => stat(path.join(kept, 'kestrel')).then(() => false, () => true));
    } finally {
        await own.dispose();
    }
});
