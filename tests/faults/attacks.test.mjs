// Hostile bytes on raw sockets, against the program with sanitizers where it is built: refused with one answer and a
// closed connection, and nobody else notices.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark, eventually, release_program, strict_program } from '../support/daymark.mjs';
import { dice, between, seed } from '../support/dice.mjs';
import { pages_whole } from '../support/pages.mjs';
import { Raw, split_answers } from '../support/wire.mjs';
import { bad_targets, escapes, framings, garbage, odd_hosts } from './attack_cases.mjs';

// Sanitizers keep freed memory for a while, which says nothing of the program.
const memory_counts = strict_program === release_program;

let server;
let page;

before(async () => {
    server = await Daymark.start({ program: strict_program });
    page = await server.create_page('acme', ['Website']);
    await eventually('the page', async () => (await server.page('acme')).status === 200);
});

after(async () => {
    // Whatever was thrown at it, it ends as it should; sanitizers speak at the latest here.
    const ended = await server?.stop();
    const said = server?.log.join('') ?? '';
    await server?.dispose();
    assert.deepEqual(ended, { code: 0, signal: null }, said.slice(-3000));
    assert.doesNotMatch(said, /Sanitizer|runtime error/);
});

async function page_still_answers(limit_ms = 1000) {
    const answer = await server.page('acme');
    pages_whole(answer);
    assert.ok(answer.ms < limit_ms, `the page took ${answer.ms} ms`);
}

/** Sends bytes on a connection of its own and waits for its end. */
async function say(bytes, { ms = 3000 } = {}) {
    const raw = await Raw.open(server.port);
    raw.write(bytes);
    raw.closed = await raw.closed_within(ms);
    raw.destroy();
    return raw;
}

test('requests that can be read in two ways: one refusal, then the end', async t => {
    for (const [name, bytes] of framings()) {
        await t.test(name, async () => {
            const raw = await say(bytes);
            assert.equal(raw.statuses.length, 1, `several answers: ${raw.text}`);
            assert.ok([400, 501].includes(raw.statuses[0]), `answered ${raw.statuses[0]}`);
            assert.ok(raw.closed, 'left open');
            assert.match(split_answers(raw.received)[0].head, /\r\nconnection: close/i);
        });
    }
});

test('the same requests in single bytes and in random pieces', async t => {
    t.diagnostic(`seed ${seed}`);
    const roll = dice();
    let answered = 0;
    await Promise.all(
        framings().map(async ([name, bytes]) => {
            const raw = await Raw.open(server.port);
            for (let at = 0; at < bytes.length && !raw.ended;) {
                const size = between(roll, 1, 9);
                raw.write(Buffer.from(bytes.slice(at, at + size), 'latin1'));
                at += size;
                await sleep(1);
            }
            assert.ok(await raw.closed_within(3000), `${name}: left open`);
            // A late piece may meet a connection already reset, which can take the answer with it.
            assert.ok(
                raw.statuses.every(status => [400, 501].includes(status)) && raw.statuses.length <= 1,
                `${name}: ${raw.statuses}`,
            );
            answered += raw.statuses.length;
        }),
    );
    assert.ok(answered > 30, `only ${answered} were told why`);
    await page_still_answers();
});

test('garbage, other protocols, nothing at all', async t => {
    t.diagnostic(`seed ${seed}`);
    const roll = dice();
    for (const [name, bytes] of garbage(() => between(roll, 0, 255))) {
        const raw = await say(bytes, { ms: 500 });
        assert.ok(raw.statuses.length <= 1, `${name}: ${raw.text.slice(0, 200)}`);
        if (raw.statuses.length === 1)
            assert.ok([400, 405, 414, 431, 501, 505].includes(raw.statuses[0]), `${name}: ${raw.statuses[0]}`);
    }
    await page_still_answers();
});

test('too much of everything is refused by name', async () => {
    const host = `Host: localhost\r\n`;
    const big = await say(`GET /healthz HTTP/1.1\r\n${host}X-Big: ${'a'.repeat(70_000)}\r\n\r\n`);
    assert.deepEqual(big.statuses, [431]);
    const many = await say(`GET /healthz HTTP/1.1\r\n${host}${'X-Many: a\r\n'.repeat(5000)}\r\n`);
    assert.deepEqual(many.statuses, [431]);
    const long = await say(`GET /${'a'.repeat(70_000)} HTTP/1.1\r\n${host}\r\n`);
    assert.deepEqual(long.statuses, [414]);
    const declared = await say(
        `POST /v2/pages HTTP/1.1\r\n${host}Authorization: Bearer ${server.key}\r\nContent-Length: ${10 << 20}\r\n\r\n`,
    );
    assert.deepEqual([declared.statuses, declared.closed], [[413], true]);
    const chunk = `10000\r\n${'a'.repeat(65536)}\r\n`;
    const chunked = await say(
        `POST /v2/pages HTTP/1.1\r\n${host}Authorization: Bearer ${server.key}\r\n` +
            `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(160)}0\r\n\r\n`,
    );
    assert.deepEqual([chunked.statuses, chunked.closed], [[413], true]);
    await page_still_answers();
});

test('a 10 MB body is refused before it is read', async () => {
    const before_kib = await server.resident_kib();
    const answer = await server.api('POST', '/v2/pages', Buffer.alloc(10 << 20, 'a')).catch(error => error);
    // The client may still be sending when the connection ends.
    assert.ok(answer.status === 413 || ['EPIPE', 'ECONNRESET'].includes(answer.code), String(answer.status ?? answer));
    if (memory_counts) assert.ok((await server.resident_kib()) - before_kib < 12_000, 'it was kept in memory');
});

test('targets that are no paths, and bytes that are no text', async () => {
    for (const [target, allowed] of bad_targets) {
        for (const host of ['localhost', 'acme.localhost']) {
            const raw = await say(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
            assert.equal(raw.statuses.length, 1, `${target} on ${host}`);
            assert.ok(allowed.includes(raw.statuses[0]), `${target} on ${host}: ${raw.statuses[0]}`);
        }
    }
    for (const bytes of [
        Buffer.from('{"name":"\xff\xfe"}', 'latin1'),
        Buffer.from('{"name":"a\0b"}', 'latin1'),
        Buffer.from('[['.repeat(50_000)),
        Buffer.from('{"a":1e999}'),
    ]) {
        const answer = await server.api('POST', `/v1/${page.id}/incidents`, bytes);
        assert.equal(answer.status, 400, bytes.subarray(0, 20).toString('latin1'));
    }
});

test('no path leads out of a page', async () => {
    for (const target of escapes(page.id)) {
        for (const line of [
            `GET ${target} HTTP/1.1\r\nHost: acme.localhost`,
            `GET /p/acme${target} HTTP/1.1\r\nHost: localhost`,
        ]) {
            const raw = await say(`${line}\r\nConnection: close\r\n\r\n`);
            assert.equal(raw.statuses.length, 1, line);
            assert.ok([301, 400, 404].includes(raw.statuses[0]), `${line}: ${raw.statuses[0]}`);
            assert.doesNotMatch(raw.text, /root:|SQLite format|daymark snapshot/, line);
        }
    }
});

/** One answer as bytes, without the date. */
async function bytes_of(lines) {
    const raw = await say(`GET / HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`);
    return raw.text.replace(/\r\ndate: [^\r]*/i, '');
}

test('hosts we do not know lead to no page, and forwarded ones change not one byte', async () => {
    const own = await bytes_of('Host: localhost\r\n');
    const acme = await bytes_of('Host: acme.localhost\r\n');
    assert.match(acme, /^HTTP\/1\.1 200 /);
    assert.notEqual(own, acme);
    for (const host of odd_hosts) {
        const answer = await bytes_of(`Host: ${host}\r\n`);
        assert.doesNotMatch(answer, /Page acme/, host);
        assert.ok(!answer.includes(host), `${host} is repeated in the answer`);
    }
    for (const header of [
        'X-Forwarded-Host',
        'X-Forwarded-Server',
        'X-Host',
        'X-Original-URL',
        'X-Rewrite-URL',
        'X-Forwarded-For',
        'X-Forwarded-Proto',
        'X-HTTP-Method-Override',
        'Forwarded',
    ]) {
        for (const value of ['evil.example', '/p/acme/', 'host=evil.example;proto=https']) {
            assert.equal(await bytes_of(`Host: localhost\r\n${header}: ${value}\r\n`), own, header);
            assert.equal(await bytes_of(`Host: acme.localhost\r\n${header}: ${value}\r\n`), acme, header);
        }
    }
});

test('300 idle connections, and clients that never read, leave room for readers', async () => {
    const idle = await Promise.all(Array.from({ length: 300 }, () => Raw.open(server.port)));
    await page_still_answers();
    const before_kib = await server.resident_kib();
    const deaf = await Promise.all(Array.from({ length: 20 }, () => Raw.open(server.port)));
    for (const raw of deaf) {
        raw.socket.pause();
        raw.write('GET / HTTP/1.1\r\nHost: acme.localhost\r\n\r\n'.repeat(2000));
    }
    await sleep(500);
    await page_still_answers();
    if (memory_counts)
        assert.ok((await server.resident_kib()) - before_kib < 100_000, 'answers that nobody reads pile up in memory');
    for (const raw of [...idle, ...deaf]) raw.destroy();
    await page_still_answers();
});

test('slow heads and slow bodies are ended in time, 40 at once', async t => {
    const started = performance.now();
    const drip = async (first, piece, every_ms) => {
        const raw = await Raw.open(server.port);
        raw.write(first);
        while (!raw.ended && performance.now() - started < 20_000) {
            await Promise.race([sleep(every_ms), raw.done]);
            raw.write(piece);
        }
        return { seconds: (performance.now() - started) / 1000, statuses: raw.statuses };
    };
    const heads = Array.from({ length: 20 }, () => drip('GET / HTTP/1.1\r\nHost: acme.localhost\r\nX: ', 'a', 500));
    const body_head =
        `POST /v2/pages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${server.key}\r\n` +
        'Content-Length: 100000\r\n\r\n';
    const bodies = Array.from({ length: 20 }, () => drip(body_head, '          ', 500));
    await sleep(3000);
    await page_still_answers();
    const [slow_heads, slow_bodies] = [await Promise.all(heads), await Promise.all(bodies)];
    for (const one of slow_heads)
        assert.ok(one.seconds > 8 && one.seconds < 13, `a head was ended after ${one.seconds} s`);
    for (const one of slow_bodies)
        assert.ok(one.seconds > 4 && one.seconds < 10, `a body was ended after ${one.seconds} s`);
    for (const one of [...slow_heads, ...slow_bodies])
        assert.ok(
            one.statuses.every(status => status === 408),
            String(one.statuses),
        );
    t.diagnostic(
        `heads ended after ${slow_heads[0].seconds.toFixed(1)} s, bodies after ${slow_bodies[0].seconds.toFixed(1)} s`,
    );
});
