// Feeds through a strict XML parser, whatever people write, and read as clients of Instatus feeds read them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';

const hostile = [
    'plain',
    '<script>alert(1)</script>',
    ']]> & &amp; &nbsp; &#0; &#xFFFE;',
    'bell \u0007, no character \uFFFE \uFFFF, astral \u{1F9E8}',
    '# head\n\n* one\n* two\n\n```\ncode <b>\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    '![x](https://a.example/"onerror="y) [y](javascript:alert(1)) **_`',
];

// Each feed as JSON by Python's expat, which refuses whatever is not well-formed.
const reader = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
atom, html = '{http://www.w3.org/2005/Atom}', '{http://www.w3.org/1999/xhtml}'
if root.tag == 'rss':
    print(json.dumps([{c.tag: c.text for c in item} for item in root.iter('item')]))
else:
    print(json.dumps([{'title': e.findtext(atom + 'title'), 'id': e.findtext(atom + 'id'),
        'updates': [[p.find(html + 'strong').text, ''.join(p.itertext())] for p in e.iter(html + 'p')]}
        for e in root.iter(atom + 'entry')]))
`;

let server;
let page;
before(async () => {
    server = await Daymark.start();
    page = await server.create_page('acme', ['Website', 'Café & <b>Bar</b>']);
    for (const [i, text] of hostile.entries()) {
        const incident = await server.call('POST', `/v1/${page.id}/incidents`, {
            name: text,
            status: 'INVESTIGATING',
            message: text,
            started: new Date(Date.now() - (hostile.length - i) * 60_000),
            components: page.components.map(part => part.id),
        });
        await server.call('POST', `/v1/${page.id}/incidents/${incident.id}/incident-updates`, {
            status: 'RESOLVED',
            message: `done\n\n${text}`,
        });
    }
    await eventually('the last incident', async () => (await read('/history.rss')).length === hostile.length);
});
after(() => server?.dispose());

async function read(path) {
    const answer = await server.page('acme', path);
    assert.equal(answer.status, 200);
    const run = spawnSync('python3', ['-c', reader], { input: answer.text, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout);
}

for (const prefix of ['', '/de', '/ar']) {
    test(`RSS ${prefix || '/'}: one item for each notice, its id last in the guid`, async () => {
        const items = await read(`${prefix}/history.rss`);
        assert.equal(items.length, hostile.length);
        for (const item of items) {
            assert.match(item.guid, /\/[a-z0-9]{20,}$/);
            assert.equal(item.link, item.guid);
            assert.ok(Date.parse(item.pubDate) > 0);
        }
    });
    test(`Atom ${prefix || '/'}: one paragraph for each update`, async () => {
        for (const entry of await read(`${prefix}/history.atom`)) assert.equal(entry.updates.length, 2, entry.title);
    });
}

test('names come through as they were written', async () => {
    const kept = hostile.map(text => text.replace(/[\u0007\uFFFE\uFFFF]/g, '\uFFFD').replace(/\s+/g, ' '));
    const titles = (await read('/history.rss')).map(item => item.title.replace(/\s+/g, ' '));
    assert.deepEqual(titles.reverse(), kept);
});

test('the text of a description reads in the lines that clients cut at', async () => {
    for (const item of await read('/history.rss')) {
        const lines = item.description.replace(/<br\/>\n/g, '\n').replace(/<[^>]*>/g, '').split('\n');
        assert.equal(lines[0], 'Type: Incident');
        assert.match(lines[1], /^Duration: /);
        assert.equal(lines[2], 'Affected Components: Website, Café &amp; &lt;b&gt;Bar&lt;/b&gt;');
        assert.match(lines[3], /^[A-Z][a-z]{2,3} \d{1,2}, \d\d:\d\d:\d\d GMT\+0 - Investigating - /);
        assert.match(lines.at(-2), / - Resolved - done/);
    }
});

test('the last paragraph of an entry is the latest', async () => {
    for (const { updates } of await read('/history.atom')) {
        assert.deepEqual(updates.map(([status]) => status), ['Investigating', 'Resolved']);
    }
});
