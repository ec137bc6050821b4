// The main job from end to end with the real program, on both databases: sign up, make a page, report, resolve; every
// command, and a second server that must refuse.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Daymark, eventually, run } from '../support/daymark.mjs';
import { Postgres } from '../support/postgres.mjs';

const outage = { status: 'INVESTIGATING', message: 'We are **looking** into it.', notify: false };

let postgres;
after(() => postgres?.dispose());

async function databases() {
    postgres ??= await Postgres.start();
    return postgres.create_database(`smoke_${process.hrtime.bigint()}`);
}

for (const kind of ['sqlite', 'postgresql']) {
    describe(`on ${kind}`, () => {
        let server;
        let page;
        after(() => server?.dispose());

        test('a user signs up and makes a page', async () => {
            server = await Daymark.make(kind === 'sqlite' ? {} : { database: await databases() });
            const user = await server.create_user('owner@acme.example', 'Owner');
            assert.deepEqual(Object.keys(user), ['id', 'email', 'apiKey']);
            await server.start();
            page = await server.create_page('acme', ['Website', 'API']);
            assert.deepEqual(
                page.components.map(component => component.name),
                ['Website', 'API'],
            );
            const first = await eventually('the page', async () => {
                const answer = await server.page('acme');
                return answer.status === 200 && answer;
            });
            assert.match(first.text, /<h1[^>]*>All systems operational<\/h1>/);
            assert.match(first.text, /<\/html>\s*$/);
        });

        test('an incident shows, is updated, and is resolved', async () => {
            const [website] = page.components;
            const incident = await server.call('POST', `/v1/${page.id}/incidents`, {
                ...outage,
                name: 'Lines <down>',
                components: [website.id],
                statuses: [{ id: website.id, status: 'MAJOROUTAGE' }],
            });
            const shown = await eventually('the incident', async () => {
                const answer = await server.page('acme');
                return answer.text.includes('Lines &lt;down&gt;') && answer;
            });
            assert.match(shown.text, /<h1[^>]*><bdi>Website<\/bdi> experiencing major outage<\/h1>/);
            assert.match(shown.text, /We are <strong>looking<\/strong> into it/);
            const summary = (await server.page('acme', '/v3/summary.json')).json;
            assert.equal(summary.page.status, 'HASISSUES');
            assert.deepEqual(
                summary.activeIncidents.map(active => active.id),
                [incident.id],
            );
            assert.equal((await server.page('acme', `/${incident.id}`)).status, 200);
            assert.equal((await server.page('acme', `/incident/${incident.id}`)).status, 200);

            await server.call('POST', `/v1/${page.id}/incidents/${incident.id}/incident-updates`, {
                status: 'RESOLVED',
                message: 'Over.',
                notify: false,
                statuses: [{ id: website.id, status: 'OPERATIONAL' }],
            });
            await eventually('the end', async () =>
                (await server.page('acme')).text.includes('>All systems operational</h1>'),
            );
            assert.equal((await server.page('acme', '/summary.json')).json.activeIncidents, undefined);
            assert.equal((await server.call('GET', `/v2/${page.id}/incidents/${incident.id}`)).status, 'RESOLVED');
        });

        test('both addresses give the page; HEAD, 304 and both compressions agree with it', async () => {
            // Brotli takes its time: until it is there, gzip stands in.
            await eventually('brotli', async () => {
                const packed = await server.page('acme', '/', { headers: { 'accept-encoding': 'br' } });
                return packed.headers['content-encoding'] === 'br';
            });
            const plain = await server.page('acme');
            assert.equal(plain.headers['content-encoding'], undefined);
            assert.deepEqual((await server.get('/p/acme/')).bytes, plain.bytes);
            const moved = await server.get('/p/acme?x=1');
            assert.deepEqual([moved.status, moved.headers.location], [301, '/p/acme/?x=1']);

            const head = await server.page('acme', '/', { method: 'HEAD' });
            assert.deepEqual(
                [head.status, head.bytes.length, head.headers['content-length']],
                [200, 0, String(plain.bytes.length)],
            );
            assert.equal(head.headers.etag, plain.headers.etag);

            const tags = new Set([plain.headers.etag]);
            for (const [coding, unpack] of [
                ['gzip', gunzipSync],
                ['br', brotliDecompressSync],
            ]) {
                const packed = await server.page('acme', '/', { headers: { 'accept-encoding': coding } });
                assert.equal(packed.headers['content-encoding'], coding);
                assert.match(packed.headers.vary, /accept-encoding/i);
                assert.deepEqual(unpack(packed.bytes), plain.bytes);
                tags.add(packed.headers.etag);
                const again = await server.page('acme', '/', {
                    headers: { 'accept-encoding': coding, 'if-none-match': packed.headers.etag },
                });
                assert.deepEqual([again.status, again.bytes.length, again.headers.etag], [304, 0, packed.headers.etag]);
            }
            assert.equal(tags.size, 3, 'each encoding has a tag of its own');
            const changed = await server.page('acme', '/', { headers: { 'if-none-match': '"something-else"' } });
            assert.equal(changed.status, 200);
        });

        test('what is not there says so: 404 on pages and hosts, 410 for a deleted page', async () => {
            assert.equal((await server.page('acme', '/nothing')).status, 404);
            assert.equal((await server.page('nobody')).status, 404);
            assert.equal((await server.get('/p/nobody/')).status, 404);
            const wrong = await server.api('GET', `/v1/${page.id}/incidents/nothing`);
            assert.deepEqual([wrong.status, wrong.json.error.code], [404, 'not_found']);
            const stranger = await server.api('GET', '/v1/pages', undefined, { key: 'wrong' });
            assert.deepEqual([stranger.status, stranger.json.error.code], [403, 'forbidden']);

            const passing = await server.create_page('passing');
            await eventually('the second page', async () => (await server.page('passing')).status === 200);
            await server.call('DELETE', `/v2/${passing.id}`);
            await eventually('the page to be gone', async () => (await server.page('passing')).status === 410);
            await eventually(
                'its JSON to be gone',
                async () => (await server.page('passing', '/summary.json')).status === 410,
            );
        });

        test('commands work while the server runs', async () => {
            const second = await server.create_user('second@acme.example', 'Second');
            assert.equal((await server.api('GET', '/v1/pages', undefined, { key: second.apiKey })).status, 200);
            const seeds = [await server.command('seed'), await server.command('seed')];
            assert.deepEqual(
                seeds.map(seed => seed.code),
                [0, 0],
                seeds.map(seed => seed.stderr).join(),
            );
            const audit = await server.command('audit', 'verify');
            assert.deepEqual([audit.code, JSON.parse(audit.stdout || '{}').intact], [0, true], audit.stderr);
            const health = await run(server.program, ['healthcheck', '--listen', `127.0.0.1:${server.port}`]);
            assert.deepEqual([health.code, health.stdout], [0, 'ok\n']);
        });

        test('the page is there again after a restart', async () => {
            const before = await server.page('acme', '/summary.json');
            await server.restart();
            assert.deepEqual((await server.page('acme', '/summary.json')).json, before.json);
        });
    });
}

test('the commands that need no server', async () => {
    const server = await Daymark.make();
    try {
        const version = await server.command('version');
        assert.match(version.stdout, /^daymark \d+\.\d+\.\d+\n$/);
        const routes = await server.command('routes');
        assert.match(routes.stdout, /^POST\s+\/v1\/:page_id\/incidents\s/m);
        const openapi = JSON.parse((await server.command('openapi')).stdout);
        assert.match(openapi.openapi, /^3\./);
        const steps = [];
        for (let i = 0; i < 2; ++i) steps.push(JSON.parse((await server.command('migrate')).stdout).steps);
        assert.ok(steps[0] > 0 && steps[1] === 0, `migrations did ${steps} steps`);
        const seeds = [];
        for (let i = 0; i < 2; ++i) seeds.push(JSON.parse((await server.command('seed')).stdout).created);
        assert.deepEqual(seeds, [true, false]);
        const unhealthy = await run(server.program, ['healthcheck', '--listen', '127.0.0.1:1']);
        assert.deepEqual([unhealthy.code, unhealthy.stdout], [1, '']);
        const unknown = await server.command('fly');
        assert.equal(unknown.code, 2);
        assert.match(unknown.stderr, /--help/);
    } finally {
        await server.dispose();
    }
});

test('a second server on the same data folder refuses, and harms nothing', async () => {
    const server = await Daymark.start();
    try {
        const words = ['serve', '--listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0', ...server.where];
        const second = await run(server.program, words, { timeout: 10_000 });
        assert.equal(second.code, 1);
        assert.match(second.stderr, /^Another process is using the database .+\.\n$/m);
        await server.create_page('still-here');
        assert.equal((await server.command('user', 'create', '--email', 'third@acme.example')).code, 0);
    } finally {
        await server.dispose();
    }
});
