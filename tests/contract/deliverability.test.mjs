// Will mails arrive? The real program asks a name server and a mail server, by command and by the API.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';
import { start_name_server } from '../support/name_server.mjs';
import { start_mail_sink } from '../support/sinks.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'daymark-dkim-'));
const key_file = path.join(folder, 'dkim.pem');
const records = {};
let names, mails, server;

/** By openssl, as docs/notifications.md says. */
function public_half() {
    const der = execFileSync('openssl', ['rsa', '-in', key_file, '-pubout', '-outform', 'DER'], { stdio: ['ignore', 'pipe', 'ignore'] });
    return der.toString('base64');
}

before(async () => {
    execFileSync('openssl', ['genrsa', '-out', key_file, '2048'], { stdio: 'ignore' });
    names = await start_name_server(records);
    mails = await start_mail_sink();
    const env = {
        DAYMARK_SMTP_URL: mails.url, DAYMARK_MAIL_FROM: 'status@example.com', DAYMARK_MAIL_BOUNCES: 'returns@bounces.example.com',
        DAYMARK_DKIM_KEY_FILE: key_file, DAYMARK_DKIM_SELECTOR: 'day1', DAYMARK_DNS_SERVERS: names.server,
    };
    server = await Daymark.start({ env });
});
after(async () => {
    await server.dispose();
    names.close();
    mails.close();
    rmSync(folder, { recursive: true });
});

function publish() {
    Object.assign(records, {
        'TXT bounces.example.com': ['v=spf1 include:relay.example.net -all'],
        'TXT relay.example.net': ['v=spf1 ip4:192.0.2.0/24 -all'],
        'TXT day1._domainkey.example.com': [[`v=DKIM1; k=rsa; p=${public_half().slice(0, 200)}`, public_half().slice(200)]],
        'TXT _dmarc.example.com': ['v=DMARC1; p=none'],
        'MX example.com': [[10, 'mx.example.com']],
        'MX bounces.example.com': [[10, 'mx.example.com']],
        'A mx.example.com': ['8.8.4.4'],
    });
}

const check = async () => {
    const { code, stdout, stderr } = await server.command('mail', 'check', '--json');
    const { fine, findings } = JSON.parse(stdout || assert.fail(stderr));
    const verdicts = {};
    for (const { topic, verdict } of findings) verdicts[topic] = verdicts[topic] && verdicts[topic] !== verdict ? 'BOTH' : verdict;
    return { code, fine, verdicts, findings, of: topic => findings.find(finding => finding.topic === topic) };
};

test('with an empty DNS it says what to publish', async () => {
    const { code, fine, verdicts, of } = await check();
    assert.equal(code, 1);
    assert.equal(fine, false);
    assert.deepEqual(verdicts, {
        RELAY: 'GOOD', SPF: 'BAD', DKIM: 'BAD', DMARC: 'BAD', ALIGNMENT: 'BAD', RETURNS: 'BAD', REVERSE_NAME: verdicts.REVERSE_NAME,
    });
    assert.deepEqual(of('DKIM').record, {
        name: 'day1._domainkey.example.com', type: 'TXT', value: `v=DKIM1; k=rsa; p=${public_half()}`,
    });
    assert.deepEqual(of('DMARC').record, { name: '_dmarc.example.com', type: 'TXT', value: 'v=DMARC1; p=none' });
});

test('with the records that it asked for it is content, and claims no pass', async () => {
    publish();
    const { code, fine, verdicts, findings } = await check();
    // Whether the machine of the tests has a public address, and a name for it, is its own affair.
    const bad = findings.filter(({ topic, verdict }) => verdict === 'BAD' && topic !== 'REVERSE_NAME');
    assert.deepEqual(bad, []);
    assert.equal(code, fine ? 0 : 1);
    assert.equal(verdicts.DKIM, 'GOOD');
    assert.equal(verdicts.DMARC, 'GOOD');
    assert.equal(verdicts.ALIGNMENT, 'GOOD');
    assert.equal(verdicts.RETURNS, 'GOOD');
    assert.notEqual(verdicts.SPF, 'BAD');
    assert.equal(mails.received.length, 0, 'looking sends nothing');
});

test('for people it prints lines that a zone file takes', async () => {
    publish();
    delete records['TXT day1._domainkey.example.com'];
    const { code, stdout } = await server.command('mail', 'check');
    assert.equal(code, 1);
    const line = stdout.match(/publish: +(day1\._domainkey\.example\.com\. TXT .*)$/m)?.[1];
    const parts = [...line.matchAll(/"([^"]*)"/g)].map(([, part]) => part);
    assert.ok(parts.every(part => part.length <= 255));
    assert.equal(parts.join(''), `v=DKIM1; k=rsa; p=${public_half()}`);
    assert.match(stdout, /^BAD +DKIM$/m);
    assert.match(stdout, /^ok +DMARC$/m);
});

test('a dashboard reads the same, and cannot make the server ask again and again', async () => {
    publish();
    const page = await server.create_page('acme');
    const target = `/x/${page.id}/sending/deliverability`;
    const before_it = names.asked.length;
    const first = await server.call('GET', target);
    assert.equal(first.state, 'CHECKING');
    assert.deepEqual(first.findings, []);
    const seen = await eventually('a report', async () => {
        const answer = await server.call('GET', target);
        return answer.state === 'DONE' && answer;
    }, { within_ms: 60_000 });
    assert.equal(seen.fine, seen.findings.every(({ verdict }) => verdict !== 'BAD'));
    assert.equal(seen.findings.find(({ topic }) => topic === 'DKIM').verdict, 'GOOD');
    const asked = names.asked.length;
    assert.ok(asked > before_it);
    await Promise.all(Array.from({ length: 200 }, () => server.call('GET', target)));
    assert.equal(names.asked.length, asked);
});

test('a setting that is no name server is refused', async () => {
    const { code, stderr } = await server.command('mail', 'check', '--dns-servers', 'dns.example.com');
    assert.equal(code, 2);
    assert.match(stderr, /--dns-servers must be addresses of name servers/);
});
