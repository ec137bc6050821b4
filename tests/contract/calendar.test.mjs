// The calendar through a strict reader, whatever people write, and through one that keeps copies as programs do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Daymark, eventually } from '../support/daymark.mjs';

// Events as Python's icalendar understands them: Debian's package is for Debian's Python.
const reader = `
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
print(json.dumps([{**{name.lower(): str(event[name]) for name in ('UID', 'SUMMARY', 'SEQUENCE', 'STATUS', 'DESCRIPTION')
    if name in event}, 'start': event['DTSTART'].dt.isoformat(), 'errors': event.errors} for event in calendar.walk('VEVENT')]))
`;

const names = [
    'plain',
    'semi; comma, back\\slash "quote" : colon',
    'first\nBEGIN:VEVENT\nsecond',
    'Ünïcödé 💥 '.repeat(12).trim(),
    'BEGIN:VALARM\r\nTRIGGER:-PT1M',
];

let server;
let page;
let planned;
before(async () => {
    server = await Daymark.start();
    page = await server.create_page('acme', ['API']);
    planned = [];
    for (const [i, name] of names.entries()) {
        const start = new Date(Date.UTC(2031, 4, 1 + i, 12));
        planned.push(await server.call('POST', `/v1/${page.id}/maintenances`, { name, message: name, start, end: new Date(+start + 3_600_000) }));
    }
    await eventually('the last maintenance', async () => (await read('/calendar.ics')).length === names.length);
});
after(() => server?.dispose());

async function read(path) {
    const answer = await server.page('acme', path);
    assert.equal(answer.status, 200);
    for (const line of answer.text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.ok(!/[^\r]\n/.test(answer.text), 'lines end in CRLF');
    const run = spawnSync('/usr/bin/python3', ['-c', reader], { input: answer.text, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout);
}

for (const prefix of ['', '/de', '/ar']) {
    test(`names come through as they were written ${prefix}`, async () => {
        const events = await read(`${prefix}/calendar.ics`);
        const found = events.map(event => event.summary).sort();
        assert.deepEqual(found, names.map(name => name.replaceAll('\r', '')).sort());
        for (const event of events) assert.deepEqual(event.errors, []);
    });
}

test('a copy follows a move and a removal', async () => {
    const [moved, removed] = planned;
    const kept = new Map((await read('/calendar.ics')).map(event => [event.uid, event]));
    await new Promise(done => setTimeout(done, 1100)); // SEQUENCE counts seconds
    await server.call('PUT', `/v1/${page.id}/maintenances/${moved.id}`, { start: '2031-06-01T12:00:00Z', end: '2031-06-01T13:00:00Z' });
    await server.call('DELETE', `/v1/${page.id}/maintenances/${removed.id}`);
    await eventually('the removal', async () => (await read('/calendar.ics')).some(event => event.status === 'CANCELLED'));
    for (const event of await read('/calendar.ics')) {
        const known = kept.get(event.uid);
        assert.ok(known, 'the same event has the same UID');
        if (Number(event.sequence) > Number(known.sequence)) kept.set(event.uid, event);
    }
    const of = notice => [...kept.values()].find(event => event.uid.startsWith(notice.id));
    assert.equal(of(moved).start, '2031-06-01T12:00:00+00:00');
    assert.equal(of(removed).status, 'CANCELLED');
    assert.equal([...kept.values()].filter(event => event.status === 'CONFIRMED').length, names.length - 1);
});
