// A private page on the running server: its hosts, its neighbours on the API's host, and a shared cache in front of it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';
import { free_port, send } from '../support/wire.mjs';

const secret = 'canary-of-the-page';
const documents = [
    '/', '/de/', '/summary.json', '/v2/summary.json', '/v3/components.json', '/status.json', '/history', '/history.rss',
    '/history.atom', '/history.json', '/calendar', '/calendar.ics', '/subscribe', '/subscribe/rss', '/badge.svg', '/widget.json',
    '/embed-status/light-sm', '/robots.txt', '/sitemap.xml', '/site.webmanifest', '/public-api', '/no/such', '/x.css',
    '/summary.json/x.css', '/..%2fsummary.json', '/index.html%00.css', '/summary.json;a.css', '//summary.json',
];

let server;
let page;
let reader;
let programs;
before(async () => {
    server = await Daymark.start();
    page = await server.create_page('inner', [secret], { private: true, password: 'correct horse' });
    await server.call('PUT', `/v2/${page.id}`, { name: secret });
    await server.call('POST', `/v1/${page.id}/incidents`, {
        name: secret, message: secret, status: 'INVESTIGATING', components: [page.components[0].id],
        statuses: [{ id: page.components[0].id, status: 'MAJOROUTAGE' }],
    });
    const visit = await server.call('POST', `/x/${page.id}/visits`);
    programs = visit.token;
    const entry = await server.page('inner', new URL(visit.url).pathname);
    assert.equal(entry.status, 303);
    reader = entry.headers['set-cookie'][0].split(';')[0];
    await eventually('the incident', async () => (await server.page('inner', '/', { headers: { cookie: reader } })).text.includes(secret));
});
after(() => server?.dispose());

const everything = answer => JSON.stringify(answer.headers) + answer.text;

test('a stranger meets no word of it, whatever is asked for', async () => {
    for (const target of documents) {
        for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) {
            for (const headers of [{}, { 'if-none-match': '*' }, { range: 'bytes=0-10' }, { cookie: 'daymark-visit=x' },
                { 'x-forwarded-host': 'acme', 'x-original-url': '/summary.json', 'x-forwarded-for': '127.0.0.1' }]) {
                const answer = await server.page('inner', target, { method, headers });
                assert.ok([400, 401, 404, 405].includes(answer.status), `${method} ${target} ${answer.status}`);
                assert.ok(!everything(answer).includes(secret), target);
                assert.ok(!/public|max-age/.test(answer.headers['cache-control'] ?? ''), target);
            }
        }
    }
});

test('the reader meets it, on its own host and in no cache', async () => {
    for (const target of ['/', '/summary.json', '/history.rss', '/history']) {
        const answer = await server.page('inner', target, { headers: { cookie: reader } });
        assert.equal(answer.status, 200, target);
        assert.ok(answer.text.includes(secret), target);
        assert.equal(answer.headers['cache-control'], 'private, no-store');
        const again = await server.page('inner', target, { headers: { cookie: reader, 'if-none-match': answer.headers.etag } });
        assert.equal(again.status, 304);
        const stranger = await server.page('inner', target, { headers: { 'if-none-match': answer.headers.etag } });
        assert.ok([401, 404].includes(stranger.status));
    }
    const feed = await server.page('inner', `/history.rss?token=${programs}`);
    assert.ok(feed.status === 200 && feed.text.includes(secret));
    const bearer = await server.page('inner', '/summary.json', { headers: { authorization: `Bearer ${programs}` } });
    assert.ok(bearer.status === 200 && bearer.text.includes(secret));
});

test('other doors stay shut, with the pass too', async () => {
    const headers = { cookie: reader, authorization: `Bearer ${programs}` };
    for (const target of ['/public/inner', '/public/inner/incidents', '/public/inner/summary.json', '/metrics'])
        assert.ok(!everything(await server.get(target, { headers: { cookie: reader } })).includes(secret), target);
    for (const host of ['other.localhost', 'localhost', 'inner.example.com', '127.0.0.1'])
        assert.ok(!everything(await server.get('/summary.json', { headers: { host, ...headers } })).includes(secret), host);
    const other = await server.create_page('outer', [], { private: true });
    assert.equal((await server.page('outer', '/', { headers: { cookie: reader } })).status, 401);
    assert.equal((await server.page('outer', `/summary.json?token=${programs}`)).status, 404);
    await server.call('DELETE', `/v2/${other.id}`);
});

test('the form lets in who knows the password, and leads back', async () => {
    const form = (password) => server.page('inner', '/history', {
        method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(`password=${password}`),
    });
    assert.equal((await form('wrong+horse')).status, 401);
    const entry = await form('correct+horse');
    assert.equal(entry.status, 303);
    assert.equal(new URL(entry.headers.location, `http://inner.localhost/history`).pathname, '/history');
    const [cookie] = entry.headers['set-cookie'];
    assert.match(cookie, /HttpOnly; SameSite=Lax$/);
    const answer = await server.page('inner', '/history', { headers: { cookie: cookie.split(';')[0] } });
    assert.ok(answer.text.includes(secret));
});

test('a shared cache in front mixes nobody up', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'daymark-cache-'));
    const port = await free_port();
    await writeFile(path.join(folder, 'nginx.conf'), `
        ${process.getuid() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
        events {}
        http {
            access_log off;
            client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f;
            uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
            proxy_cache_path ${folder}/cache keys_zone=all:1m;
            server {
                listen 127.0.0.1:${port};
                location / {
                    proxy_pass http://127.0.0.1:${server.port}; proxy_set_header Host $http_host;
                    proxy_cache all; proxy_cache_key $http_host$request_uri; add_header X-Cache $upstream_cache_status;
                }
            }
        }`);
    const nginx = spawn('nginx', ['-c', path.join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
    try {
        const through = (host, target, headers = {}) => send(port, { path: target, headers: { host: `${host}.localhost:${server.port}`, ...headers } });
        await server.create_page('open', ['Website']);
        await eventually('the cache', async () => (await through('open', '/')).status === 200);
        await eventually('a hit', async () => (await through('open', '/')).headers['x-cache'] === 'HIT');
        for (let i = 0; i < 100; ++i) {
            const target = ['/', '/summary.json', '/history.rss', '/badge.svg'][i % 4];
            const known = (i * 7) % 3 === 0;
            const answer = await through('inner', target, known ? { cookie: reader } : {});
            assert.equal(answer.status === 200, known, target);
            assert.notEqual(answer.headers['x-cache'], 'HIT');
            if (!known) assert.ok(!everything(answer).includes(secret));
        }
    } finally {
        nginx.kill();
        await rm(folder, { recursive: true, force: true });
    }
});

test('a right that ends, ends within a second', async () => {
    const status = async (headers, target = '/') => (await server.page('inner', target, { headers })).status;
    await server.call('PUT', `/v2/${page.id}`, { private: false });
    await eventually('the open page', async () => (await status({})) === 200, { within_ms: 1000 });
    const public_tag = (await server.page('inner', '/')).headers.etag;
    await server.call('PUT', `/v2/${page.id}`, { private: true });
    await eventually('the closed page', async () => (await status({})) === 401, { within_ms: 1000 });
    assert.equal(await status({ 'if-none-match': public_tag }), 401);
    assert.equal(await status({ cookie: reader }), 200);
});
