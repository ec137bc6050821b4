// What must hold for every copy of a page that a reader gets: it is whole, and all parts of it are of one moment.
import assert from 'node:assert/strict';

const unescaped = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const plain = html => html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, found => unescaped[found]);

/** What a page's HTML says: { headline, title, open: [{ id, name }] }. */
export function read_page(html) {
    const headline = /<h1 id="now">(.*?)<\/h1>/s.exec(html);
    const title = /<title>(.*?)<\/title>/s.exec(html);
    const open = [...html.matchAll(/<article class="card note[^>]*>\s*<h3><a href="([^"]*)"><bdi>(.*?)<\/bdi>/gs)].map(
        ([, url, name]) => ({ id: url.split('/').at(-1), name: plain(name) }),
    );
    return { headline: headline && plain(headline[1]), title: title && plain(title[1]), open };
}

/** Throws unless the answer is a whole page whose headline, title and incidents fit together. Gives what it says. */
export function pages_whole(answer) {
    assert.equal(answer.status, 200);
    const html = answer.text;
    assert.match(html, /^<!doctype html>/);
    assert.match(html, /<\/html>\s*$/, 'the page is cut');
    const said = read_page(html);
    assert.ok(
        said.headline && said.title.startsWith(said.headline),
        `title "${said.title}" over headline "${said.headline}"`,
    );
    const counted = Number(/(\d+) open incident/.exec(html)?.[1] ?? 0);
    assert.equal(
        counted,
        said.open.length,
        'the sentence under the headline counts other incidents than the page shows',
    );
    return said;
}

/** The same for summary.json; gives its ids of open incidents. */
export function summary_whole(answer) {
    assert.equal(answer.status, 200);
    const { page, activeIncidents = [] } = answer.json;
    assert.ok(page.id && page.name && page.url && page.status);
    for (const incident of activeIncidents) assert.ok(incident.id && incident.name && incident.status !== 'RESOLVED');
    return activeIncidents.map(incident => incident.id);
}
