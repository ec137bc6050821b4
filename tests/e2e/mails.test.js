// Real mails by a real mail server: what arrives is read and checked by programs that are not ours.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import PostalMime from 'postal-mime';
import { Webhook } from 'standardwebhooks';
import { Daymark, eventually } from '../support/daymark.mjs';
import { Postfix } from '../support/postfix.mjs';
import { start_http_sink } from '../support/sinks.mjs';

let postfix, server, acme, hooks, public_key;
before(async () => {
    postfix = await Postfix.start('kim', 'lee');
    hooks = await start_http_sink();
    server = await Daymark.make({
        env: {
            DAYMARK_SMTP_URL: postfix.url, DAYMARK_MAIL_FROM: 'status@mail.example', DAYMARK_SEND_DELAY: '0',
            DAYMARK_ALLOW_NETWORKS: '127.0.0.0/8',
        },
    });
    const key = path.join(server.data, 'dkim.pem');
    execFileSync('openssl', ['genrsa', '-out', key, '2048'], { stdio: 'ignore' });
    public_key = execFileSync('openssl', ['rsa', '-in', key, '-pubout', '-outform', 'DER'], { stdio: ['ignore', 'pipe', 'ignore'] })
        .toString('base64');
    server.env.DAYMARK_DKIM_KEY_FILE = key;
    await server.start();
    await server.create_user('owner@acme.example');
    acme = await server.create_page('acme', ['API'], { name: 'Acmé & Söhne' });
});
after(async () => {
    await server?.dispose();
    await postfix?.dispose();
    hooks?.close();
});

const subscribe = body => server.call('POST', `/v1/${acme.id}/subscribers`, { autoConfirm: true, ...body });
const report = (name, message) =>
    server.call('POST', `/v1/${acme.id}/incidents`, {
        name, message, status: 'INVESTIGATING', notify: true, components: [acme.components[0].id],
        statuses: [{ id: acme.components[0].id, status: 'PARTIALOUTAGE' }],
    });
const arrived = async to => {
    const bytes = await eventually(`a mail to ${to}`, () => postfix.mails_to(to)[0], { within_ms: 20_000, every_ms: 100 });
    return { bytes, mail: await PostalMime.parse(bytes) };
};

test('a mail arrives by Postfix, and is what it was meant to be', async () => {
    await subscribe({ email: 'kim@reader.example', language: 'de' });
    const message = 'Wir *suchen*.\n\n.Eine Zeile mit Punkt davor\n..und zwei';
    await report('Äußerst träge – 日本', message);
    const { mail, bytes } = await arrived('kim@reader.example');
    assert.match(mail.subject, /^\[Acmé & Söhne\] .*: Äußerst träge – 日本$/);
    assert.deepEqual(mail.from, { name: 'Acmé & Söhne', address: 'status@mail.example' });
    assert.ok(mail.text.includes('\n.Eine Zeile mit Punkt davor'), mail.text);
    assert.ok(mail.text.includes('\n..und zwei'), mail.text);
    assert.ok(mail.html.includes('<em>suchen</em>'), mail.html);
    assert.ok(Buffer.byteLength(mail.html) < 12 * 1024);
    assert.ok(bytes.toString('latin1').split('\n').every(line => line.length <= 998));
    const header = name => mail.headers.find(one => one.key === name)?.value;
    assert.equal(header('auto-submitted'), 'auto-generated');
    assert.equal(header('list-id'), `<updates.acme.localhost:${server.port}>`);
    assert.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
    assert.ok(header('references'));
});

test('its signature is good, and no longer once anything changed', async () => {
    const { bytes } = await arrived('kim@reader.example');
    const resolver = async (name, type) => {
        assert.deepEqual([name, type], ['daymark._domainkey.mail.example', 'TXT']);
        return [[`v=DKIM1; k=rsa; p=${public_key}`]];
    };
    const verdict = async mail => (await dkimVerify(mail, { resolver })).results[0];
    const good = await verdict(bytes);
    assert.equal(good.status.result, 'pass', JSON.stringify(good.status));
    const signed = good.signingHeaders.keys.toLowerCase();
    for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post'])
        assert.ok(signed.includes(name), `${name} is signed: ${signed}`);
    const changed = Buffer.from(bytes.toString('latin1').replace('List-Unsubscribe: <', 'List-Unsubscribe: <x'), 'latin1');
    assert.equal((await verdict(changed)).status.result, 'fail');
});

test('one click ends the subscription, and a look at the same address does not', async () => {
    const { mail } = await arrived('kim@reader.example');
    const link = new URL(mail.headers.find(one => one.key === 'list-unsubscribe').value.slice(1, -1));
    const target = link.pathname + link.search;
    assert.equal((await server.page('acme', target)).status, 200);
    const list = () => server.call('GET', `/v1/${acme.id}/subscribers`);
    assert.equal((await list()).length, 1, 'scanners of mails look at every link');
    const clicked = await server.page('acme', target, {
        method: 'POST', body: Buffer.from('List-Unsubscribe=One-Click'), headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    assert.equal(clicked.status, 200);
    assert.equal((await list()).length, 0);
});

test('a subscription is confirmed by the link in its mail', async () => {
    await server.call('POST', `/v1/${acme.id}/subscribers`, { email: 'lee@reader.example' });
    const { mail } = await arrived('lee@reader.example');
    assert.equal(mail.headers.find(one => one.key === 'list-unsubscribe'), undefined);
    const link = new URL(/http\S*\/confirm\/\S+/.exec(mail.text)[0]);
    assert.equal((await server.page('acme', link.pathname)).status, 200);
    assert.equal((await server.page('acme', link.pathname, { method: 'POST' })).status, 200);
    assert.equal((await server.call('GET', `/v1/${acme.id}/subscribers`))[0].confirmed, true);
});

test('a webhook is signed for both kinds of receivers', async () => {
    const said = await server.page('acme', '/subscribe/webhook', {
        method: 'POST', body: Buffer.from(`${new URLSearchParams({ address: `${hooks.url}/hook`, scope: 'all' })}`),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const secret = /[0-9a-f]{64}/.exec(said.text)[0];
    assert.ok(said.text.includes(`whsec_${Buffer.from(secret, 'hex').toString('base64')}`), 'in the form of libraries too');
    await report('Signed "quotes" \u2028 </b>', 'Ünï');
    const [request] = await eventually('a request', () => hooks.received.length && hooks.received, { within_ms: 10_000 });
    const own = createHmac('sha256', secret).update(request.body).digest('hex');
    assert.equal(request.headers['x-instatus-webhook-signature'], own);
    assert.equal(JSON.stringify(JSON.parse(request.body)), request.body, 'receivers may write it anew');
    const standard = new Webhook(`whsec_${Buffer.from(secret, 'hex').toString('base64')}`);
    assert.equal(standard.verify(request.body, request.headers).incident.name, 'Signed "quotes" \u2028 </b>');
    assert.throws(() => standard.verify(request.body.replace('Ünï', 'Uni'), request.headers));
    assert.throws(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(request.body, request.headers));
});
