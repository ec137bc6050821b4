// The program as a client of a server that is not ours and not always well: what is sent, what is sent again, and what
// each trouble is called.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';

import { assert_code, run_client } from '../support/client.mjs';
import { FakeInstatus, listed } from '../support/fake_instatus.mjs';

const folder = await mkdtemp(path.join(tmpdir(), 'daymark-client-'));
after(() => rm(folder, { recursive: true, force: true }));

describe('against somebody else’s server', () => {
    let fake;
    let run;
    const site = { id: 'cpage', subdomain: 'acme', name: 'Acme', status: 'UP' };
    const parts = Array.from({ length: 130 }, (_, i) => ({ id: `c${i}`, name: `Part ${i}`, groupId: null }));
    const incident = {
        id: 'cinc',
        name: 'Slow',
        status: 'IDENTIFIED',
        started: '2026-01-01T00:00:00.000Z',
        components: [{ id: 'c7', name: 'Part 7' }],
    };

    async function serve(answers) {
        await fake?.stop();
        fake = await FakeInstatus.start({
            'GET /v1/pages': listed([site]),
            'GET /v1/cpage/components': listed(parts),
            'GET /v1/cpage/incidents': listed([{ ...incident, id: 'cold', status: 'RESOLVED' }, incident]),
            ...answers,
        });
        run = words => run_client({ DAYMARK_URL: fake.url, DAYMARK_API_KEY: 'secret0' }, words);
    }
    after(() => fake?.stop());

    test('every request is honest and complete', async () => {
        await serve({ 'POST /v1/cpage/incidents': ({ body }) => ({ id: 'cnew', ...body }) });
        assert_code(
            await run([
                'incident',
                'open',
                '--name',
                'Slow',
                '--message',
                'M',
                '--component',
                'Part 129=degraded',
                '--component',
                'c3',
                '--no-notify',
            ]),
            0,
        );
        for (const { headers } of fake.requests) {
            assert.equal(headers.authorization, 'Bearer secret0');
            assert.match(headers['user-agent'], /^daymark\/\d+\.\d+/);
            assert.equal(headers['content-type'], 'application/json');
        }
        const [sent] = fake.sent('POST', '/v1/cpage/incidents');
        assert.deepEqual(sent.body, {
            status: 'INVESTIGATING',
            notify: false,
            name: 'Slow',
            message: 'M',
            components: ['c129', 'c3'],
            statuses: [{ id: 'c129', status: 'DEGRADEDPERFORMANCE' }],
        });
        assert.match(sent.headers['idempotency-key'], /^cli-\w{24}$/);
        assert.equal(fake.sent('GET', '/v1/cpage/components').length, 2, 'all pages of the list');
    });

    test('an update names the components that the incident has', async () => {
        await serve({ 'POST /v1/cpage/incidents/cinc/incident-updates': ({ body }) => ({ id: 'cup', ...body }) });
        assert_code(await run(['incident', 'update', 'latest', '--message', 'M']), 0);
        const [sent] = fake.sent('POST', '/v1/cpage/incidents/cinc/incident-updates');
        assert.deepEqual(sent.body, { status: 'IDENTIFIED', message: 'M', components: ['c7'], statuses: [] });
        assert.equal(fake.sent('GET', '/v1/cpage/incidents')[0].query.get('!status'), 'RESOLVED');
    });

    test('a list that has no pages ends all the same', async () => {
        const all = Array.from({ length: 60 }, (_, i) => ({ ...site, id: `c${i}` }));
        await serve({ 'GET /v1/pages': () => all });
        const shown = await run(['page', 'list', '--json']);
        assert.equal(shown.json.length, 60);
        assert.equal(fake.sent('GET', '/v1/pages').length, 2);
        await serve({ 'GET /v1/pages': listed(all) });
        assert.equal((await run(['page', 'list', '--json'])).json.length, 60);
    });

    test('a busy server is asked again, under the same key', async () => {
        let asked = 0;
        await serve({
            'POST /v1/cpage/incidents': ({ body }) =>
                ++asked < 3
                    ? { status: asked === 1 ? 429 : 503, headers: { 'retry-after': '1' }, text: '{}' }
                    : { id: 'c', ...body },
        });
        assert_code(await run(['incident', 'open', '--name', 'A']), 0);
        const sent = fake.sent('POST', '/v1/cpage/incidents');
        assert.equal(sent.length, 3);
        assert.equal(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size, 1);
    });

    test('but not for ever, not when it says nothing of when, and not after an accident', async () => {
        for (const [answer, times, said] of [
            [{ status: 429, headers: { 'retry-after': '1' }, text: '{}' }, 3, /\(429\)/],
            [{ status: 503, text: '' }, 1, /\(503\)/],
            [{ status: 429, headers: { 'retry-after': '3600' }, text: '{}' }, 1, /asks to wait 3600 s/],
            [
                { status: 500, text: '{"error":{"code":"x","message":"Broken"}}' },
                1,
                /\(500\)\. Broken\. Try again later/,
            ],
            [{ destroy: true }, 1, /No answer from/],
        ]) {
            await serve({ 'POST /v1/cpage/incidents': () => answer });
            const failed = await run(['incident', 'open', '--name', 'A']);
            assert_code(failed, 3);
            assert.match(failed.stderr, said);
            assert.equal(fake.sent('POST', '/v1/cpage/incidents').length, times);
        }
    });

    test('refusals, redirects and nonsense each have their code', async () => {
        for (const [answer, code, said] of [
            [
                { status: 401, text: '{"error":{"code":"unauthorized","message":"No key"}}' },
                1,
                /No key\. Put an API key/,
            ],
            [
                { status: 403, text: '{"error":{"code":"forbidden","message":"Not authorized"}}' },
                1,
                /Not authorized\. Is it/,
            ],
            [{ status: 422, text: 'oh no' }, 1, /refused it \(422\)/],
            [
                { status: 400, text: '{"error":{"message":"Bad\\u001b[31m thing","field":"x"}}' },
                1,
                /^Bad \[31m thing\. \(x\)\n$/,
            ],
            [{ status: 404, text: '' }, 4, /refused it \(404\)/],
            [
                { status: 302, headers: { location: 'https://elsewhere.example/' }, text: '' },
                3,
                /redirects are not followed/,
            ],
            [{ status: 200, text: '[{"id":"c' }, 3, /no whole JSON/],
            [{ status: 200, text: '<html>' }, 3, /no whole JSON/],
            [{ status: 200, text: '{"id":"c"}' }, 3, /did not answer \/v1\/pages/],
            [{ destroy: true }, 3, /No answer from/],
        ]) {
            await serve({ 'GET /v1/pages': () => answer });
            const failed = await run(['page', 'list']);
            assert_code(failed, code);
            assert.match(failed.stderr, said);
            assert.equal(failed.stdout, '');
        }
    });

    test('a closed port is told with the address', async () => {
        await serve({});
        const url = fake.url;
        await fake.stop();
        fake = undefined;
        const failed = await run_client({ DAYMARK_URL: url, DAYMARK_API_KEY: 'k' }, ['page', 'list']);
        assert_code(failed, 3);
        assert.ok(failed.stderr.includes(url), failed.stderr);
    });

    test('a certificate that nobody vouches for gets no key', async () => {
        const names = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') };
        execFileSync(
            'openssl',
            [
                'req',
                '-x509',
                '-newkey',
                'rsa:2048',
                '-nodes',
                '-days',
                '1',
                '-subj',
                '/CN=127.0.0.1',
                '-addext',
                'subjectAltName=IP:127.0.0.1',
                '-keyout',
                names.key,
                '-out',
                names.cert,
            ],
            { stdio: 'ignore' },
        );
        let asked = 0;
        const secure = https.createServer(
            { key: await readFile(names.key), cert: await readFile(names.cert) },
            (_, response) => {
                ++asked;
                response.end('[]');
            },
        );
        secure.listen(0, '127.0.0.1');
        await once(secure, 'listening');
        const environment = { DAYMARK_URL: `https://127.0.0.1:${secure.address().port}`, DAYMARK_API_KEY: 'k' };
        const untrusted = await run_client(environment, ['page', 'list']);
        assert_code(untrusted, 3);
        assert.match(untrusted.stderr, /certificate/);
        assert.equal(asked, 0);
        secure.close();
    });

    test('structures need a Daymark server', async () => {
        await serve({});
        const file = path.join(folder, 'acme.yaml');
        await writeFile(file, 'page: acme\n');
        for (const words of [['dump'], ['plan', file], ['apply', file]]) {
            const failed = await run(words);
            assert_code(failed, 1);
            assert.match(failed.stderr, /This needs a Daymark server/);
        }
    });

    test('what is typed cannot leave its place in a path', async () => {
        await serve({ 'GET /v1/cpage/incidents/cother': { status: 403, text: '{}' } });
        assert_code(await run(['incident', 'update', 'cother', '--message', 'M']), 4);
        assert_code(await run(['incident', 'update', '../../x?y#z', '--message', 'M']), 4);
        assert.ok(fake.requests.some(({ path: asked }) => asked === '/v1/cpage/incidents/%2E%2E%2F%2E%2E%2Fx%3Fy%23z'));
    });
});
