// A real mail server writes that mails did not arrive, and hands that to the command as docs/notifications.md says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Daymark, eventually, release_program } from '../support/daymark.mjs';
import { Postfix } from '../support/postfix.mjs';

let postfix, server, acme;
before(async () => {
    // Postfix runs no command as root, and the server listens to its own user only.
    const [uid, gid] = ['-u', '-g'].map(flag => Number(execFileSync('id', [flag, 'nobody'])));
    server = await Daymark.make({
        user: { uid, gid },
        env: { DAYMARK_MAIL_FROM: 'status@mail.example', DAYMARK_MAIL_BOUNCES: 'bounces@mail.example', DAYMARK_SEND_DELAY: '0' },
    });
    chownSync(server.data, uid, gid);
    const program = path.join(server.data, 'daymark');
    copyFileSync(release_program, program);
    const routes = {
        'bounces@mail.example': 'daymark:',
        // It takes these mails, and finds out later that they go nowhere.
        'nobody.example': 'error:5.1.1 No such user',
        'full.example': 'error:5.2.2 Mailbox full',
        'strict.example': 'error:5.7.1 We do not like you',
    };
    postfix = await Postfix.start_with({
        readers: ['nan'],
        settings: {
            smtpd_reject_unlisted_recipient: 'no', recipient_delimiter: '+',
            transport_maps: `inline:{ ${Object.entries(routes).map(([to, way]) => `{ ${to} = ${way} }`).join(', ')} }`,
        },
        services: [
            'daymark unix - n n - 10 pipe',
            `  flags=q user=nobody argv=${program} bounce --data ${server.data} --to \${original_recipient}`,
        ],
    });
    server.env.DAYMARK_SMTP_URL = postfix.url;
    await server.start();
    await server.create_user('owner@acme.example');
    acme = await server.create_page('acme', ['API']);
});
after(async () => {
    await server?.dispose();
    await postfix?.dispose();
});

const report = name =>
    server.call('POST', `/v1/${acme.id}/incidents`, {
        name, message: 'm', status: 'INVESTIGATING', notify: true, components: [acme.components[0].id],
    });
const newest = async () => (await server.call('GET', `/x/${acme.id}/events`))[0];
const deliveries = id => server.call('GET', `/x/${acme.id}/events/${id}/deliveries`);
const come_back = (id, count) =>
    eventually(`${count} mails that came back`, async () => {
        const list = await deliveries(id);
        return list.filter(one => one.state === 'DEAD').length === count && list;
    }, { within_ms: 60_000, every_ms: 100 });

test('a mail that comes back pauses whose mailbox is not there, and nobody else', async () => {
    for (const email of ['kim@nobody.example', 'lee@full.example', 'max@strict.example', 'nan@reader.example'])
        await server.call('POST', `/v1/${acme.id}/subscribers`, { autoConfirm: true, email });
    await report('First');
    const first = await newest();
    const said = Object.fromEntries((await come_back(first.id, 3)).map(one => [one.address, one.reason]));
    assert.match(said['kim@nobody.example'], /^Came back: .*No such user/);
    assert.match(said['lee@full.example'], /^Came back: .*Mailbox full/);
    assert.match(said['max@strict.example'], /^Came back: .*We do not like you/);
    assert.equal(said['nan@reader.example'], null);

    await report('Second');
    const second = await newest();
    assert.notEqual(second.id, first.id);
    const again = await come_back(second.id, 2);
    assert.deepEqual(again.map(one => one.address).sort(), ['lee@full.example', 'max@strict.example', 'nan@reader.example']);
    await eventually('both mails', () => postfix.mails_to('nan@reader.example').length === 2, { within_ms: 20_000, every_ms: 100 });
    assert.match(postfix.mails_to('nan@reader.example')[0].toString(), /^Return-Path: <bounces\+[a-z0-9]{41}@mail\.example>/m);
});

test('they are counted by what they say', async () => {
    const text = await (await fetch(`${server.admin_url}/metrics`)).text();
    for (const [kind, count] of Object.entries({ hard: 1, soft: 2, policy: 2 }))
        assert.match(text, new RegExp(`^daymark_bounces_total\\{kind="${kind}"\\} ${count}$`, 'm'));
    assert.ok(server.log.join('').includes('"status":"5.7.1"'), 'the operator is told who objects to us');
});
