// Lighthouse finds nothing to mend; its figures of speed, which depend on the machine, are in docs/bench.md.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forms, open_lighthouse } from './lighthouse.js';
import { tell_story } from './story.js';

let story, visitor;

before(async () => {
    story = await tell_story();
    visitor = await open_lighthouse();
});
after(async () => {
    await visitor?.close();
    await story?.server.dispose();
});

// Nobody is to find it by a search engine.
for (const form of forms) {
    test(`Lighthouse gives the dashboard everything but a place in search engines, ${form}`, async () => {
        const { scores, lost } = await visitor.audit(`${story.server.url}/app/`, form, ['accessibility', 'best-practices']);
        assert.deepEqual({ scores, lost }, { scores: { accessibility: 100, 'best-practices': 100 }, lost: [] });
    });
}

const categories = ['accessibility', 'best-practices', 'seo'];
const pages = { home: () => '', incident: acme => `incident/${acme.open}`, history: () => 'history' };

for (const form of forms) {
    for (const [name, path] of Object.entries(pages)) {
        test(`Lighthouse gives ${name} everything, ${form}`, async () => {
            const { scores, lost } = await visitor.audit(`${story.server.url}/p/acme/${path(story.acme)}`, form, categories);
            assert.deepEqual({ scores, lost }, { scores: { accessibility: 100, 'best-practices': 100, seo: 100 }, lost: [] });
        });
    }
}
