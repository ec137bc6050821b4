// The program as a client of its own server: every command, what it prints, its exit code.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { assert_code, run_client } from '../support/client.mjs';
import { Daymark } from '../support/daymark.mjs';

const folder = await mkdtemp(path.join(tmpdir(), 'daymark-client-'));
after(() => rm(folder, { recursive: true, force: true }));

async function file(name, text) {
    const whole = path.join(folder, name);
    await writeFile(whole, text);
    return whole;
}

describe('against a server of ours', () => {
    let server;
    let run;
    before(async () => {
        server = await Daymark.start();
        run = (words, input) => run_client({ DAYMARK_URL: server.url, DAYMARK_API_KEY: server.key }, words, input);
    });
    after(() => server.dispose());

    const component = async name => (await server.call('GET', `/v1/${page}/components`)).find(one => one.name === name);
    const incidents = () => server.call('GET', `/v1/${page}/incidents`);
    let page;

    test('without a page there is nothing to do it to', async () => {
        const nothing = await run(['component', 'set', 'API=up']);
        assert_code(nothing, 4);
        assert.match(nothing.stderr, /reaches no page/);
        assert.match((await run(['page', 'list'])).stdout, /reaches no page/);
    });

    test('page list shows what the key reaches', async () => {
        page = (await server.create_page('acme', ['Website', 'API', 'Web'])).id;
        const web = await component('Web');
        await server.call('POST', `/v1/${page}/components`, { name: 'Checkout', group: web.id });
        const shown = await run(['page', 'list']);
        assert_code(shown, 0);
        assert.equal(shown.stdout, `acme  Page acme  up  ${page}\n`);
        assert.deepEqual(
            (await run(['page', 'list', '--json'])).json.map(one => one.id),
            [page],
        );
    });

    test('an incident is opened, followed and resolved', async () => {
        const opened = await run([
            'incident',
            'open',
            '--page',
            'acme',
            '--name',
            'API is slow',
            '--status',
            'Investigating',
            '--message',
            'We **look**.',
            '--component',
            'API=degraded',
            '--component',
            'Web / Checkout=major-outage',
        ]);
        assert_code(opened, 0);
        assert.match(
            opened.stdout,
            /^Opened "API is slow" on acme, now investigating: c\w+\. Components: API degraded performance, Web \/ Checkout major outage\.\n$/,
        );
        assert.equal((await component('API')).status, 'DEGRADEDPERFORMANCE');
        assert.equal((await component('Checkout')).status, 'MAJOROUTAGE');

        const updated = await run([
            'incident',
            'update',
            'latest',
            '--page',
            'Page acme',
            '--status',
            'monitoring',
            '--message',
            'Better.',
            '--component',
            'API=operational',
            '--json',
        ]);
        assert_code(updated, 0);
        assert.equal(updated.json.status, 'MONITORING');
        assert.equal(updated.stdout.split('\n').length, 2, 'one line');
        assert.equal((await component('API')).status, 'OPERATIONAL');
        assert.equal((await component('Checkout')).status, 'MAJOROUTAGE');

        const resolved = await run(['incident', 'resolve', 'latest', '--message', 'Well again.']);
        assert_code(resolved, 0);
        assert.match(resolved.stdout, /^Updated "API is slow" on acme, now resolved/);
        const [incident] = await incidents();
        assert.deepEqual(
            incident.updates.map(update => [update.status, update.message]),
            [
                ['INVESTIGATING', 'We **look**.'],
                ['MONITORING', 'Better.'],
                ['RESOLVED', 'Well again.'],
            ],
        );
        assert.equal(incident.components.length, 2);
        assert.equal((await component('Checkout')).status, 'OPERATIONAL');
        const again = await run(['incident', 'resolve', 'latest']);
        assert_code(again, 4);
        assert.match(again.stderr, /No incident is open/);
        assert_code(await run(['incident', 'update', incident.id, '--message', 'Afterword']), 0);
        assert_code(await run(['incident', 'update', incident.id, '--status', 'resolved', '--message', 'Over']), 0);
    });

    test('resolving leaves alone what another incident holds', async () => {
        for (const name of ['First', 'Second']) {
            assert_code(
                await run(['incident', 'open', '--name', name, '--component', 'API=partial', '--no-notify']),
                0,
            );
        }
        const first = await run(['incident', 'resolve', 'First']);
        assert_code(first, 0);
        assert.match(first.stderr, /API stays as it is: it is also part of "Second"/);
        assert.equal((await component('API')).status, 'PARTIALOUTAGE');
        assert_code(await run(['incident', 'resolve', 'Second', '--keep-components']), 0);
        assert.equal((await component('API')).status, 'PARTIALOUTAGE');
        assert.equal((await incidents())[0].notify, false);
    });

    test('a template is a beginning that options override', async () => {
        const api = await component('API');
        await server.call('POST', `/v1/${page}/templates`, {
            type: 'INCIDENT',
            name: 'API outage',
            message: 'We see errors.',
            status: 'IDENTIFIED',
            notify: false,
            components: [{ id: api.id, status: 'MAJOROUTAGE' }],
        });
        const opened = await run([
            'incident',
            'open',
            '--template',
            'API outage',
            '--message',
            'My own words.',
            '--json',
        ]);
        assert_code(opened, 0);
        assert.equal(opened.json.name, 'API outage');
        assert.equal(opened.json.status, 'IDENTIFIED');
        assert.equal(opened.json.updates[0].message, 'My own words.');
        assert.equal(opened.json.notify, false);
        assert.equal((await component('API')).status, 'MAJOROUTAGE');
        assert_code(await run(['incident', 'open', '--template', 'No such']), 4);
        assert_code(await run(['incident', 'resolve', opened.json.id]), 0);
        assert.equal((await component('API')).status, 'OPERATIONAL');
    });

    test('components are set, all names found before the first', async () => {
        const set = await run(['component', 'set', 'API=degraded', 'Web / Checkout=partial', '--page', page]);
        assert_code(set, 0);
        assert.equal(
            set.stdout,
            'API on acme is now degraded performance.\nWeb / Checkout on acme is now partial outage.\n',
        );
        const wrong = await run(['component', 'set', 'API=up', 'Chekout=up']);
        assert_code(wrong, 4);
        assert.match(wrong.stderr, /There is no component "Chekout"; there are Website, API, Web, Web \/ Checkout\./);
        assert.equal((await component('API')).status, 'DEGRADEDPERFORMANCE', 'nothing was set');
        const both = await run(['component', 'set', 'API=up', 'Checkout=up', '--json']);
        assert.deepEqual(
            both.json.map(one => one.status),
            ['OPERATIONAL', 'OPERATIONAL'],
        );
    });

    test('a maintenance is planned', async () => {
        const planned = await run([
            'maintenance',
            'schedule',
            '--name',
            'Upgrade',
            '--start',
            '2030-03-01T02:00:00Z',
            '--duration',
            '1h30m',
            '--message',
            'Short.',
            '--component',
            'API',
            '--no-auto-start',
        ]);
        assert_code(planned, 0);
        assert.match(
            planned.stdout,
            /^Planned "Upgrade" on acme from 2030-03-01T02:00:00\.000Z to 2030-03-01T03:30:00\.000Z/,
        );
        const [maintenance] = await server.call('GET', `/v1/${page}/maintenances`);
        assert.equal(maintenance.duration, 90);
        assert.equal(maintenance.autoStart, false);
        assert.equal(maintenance.autoEnd, true);
        assert.equal(maintenance.components[0].name, 'API');
        for (const wrong of [
            ['--start', 'soon', '--duration', '5m'],
            ['--start', '2030-01-01'],
            ['--start', '2030-01-01', '--end', '2029-01-01'],
            ['--start', '2030-01-01', '--end', '2030-01-02', '--duration', '5'],
        ]) {
            assert_code(await run(['maintenance', 'schedule', '--name', 'A', ...wrong]), 2);
        }
    });

    test('a structure is dumped, compared, applied to another page', async () => {
        await server.call('POST', `/v1/${page}/metrics`, { name: 'Load', suffix: '%' });
        const dumped = await run(['dump', 'acme']);
        assert_code(dumped, 0);
        assert.match(dumped.stdout, /^page: acme\nsettings:\n {2}name: Page acme\n/);
        const name = await file('acme.yaml', dumped.stdout);
        const same = await run(['plan', name]);
        assert_code(same, 0);
        assert.equal(same.stdout, 'Nothing to do: the page is as the file says.\n');

        const second = await server.create_page('second', ['Old']);
        const plan = await run(['plan', name, '--page', 'second']);
        assert_code(plan, 10);
        assert.match(plan.stdout, /^~ settings: name "Page second" → "Page acme"\n\+ component Website\n/);
        assert.match(plan.stdout, /\n {2}component Old is on the page and not in the file; --remove removes it\n/);
        assert.match(plan.stdout, /\n6 to add, 1 to change, 0 to remove\.\n$/);
        const applied = await run(['apply', name, '--page', 'second', '--remove', '--json']);
        assert_code(applied, 0);
        assert.ok(applied.json.changes.some(change => change.action === 'remove' && change.name === 'Old'));
        const copy = await run(['dump', 'second']);
        assert.equal(copy.stdout.replace('page: second', 'page: acme'), dumped.stdout);
        const twice = await run(['apply', '-', '--page', 'second', '--remove'], dumped.stdout);
        assert.equal(twice.stdout, 'Nothing to do: the page is as the file says.\n');
        assert_code(await run(['dump', '--json', second.id]), 0);
        await server.call('DELETE', `/v2/${second.id}`);
    });

    test('errors of a file name its line', async () => {
        const typo = await file('typo.yaml', 'page: acme\ncomponents:\n  - name: API\n    descripton: x\n');
        const refused = await run(['apply', typo]);
        assert_code(refused, 1);
        assert.match(
            refused.stderr,
            /typo\.yaml:4: components\[0\]\.descripton is not known here; known are id, was, name/,
        );
        const broken = await run(['plan', await file('broken.yaml', 'page: acme\ncomponents: [\n')]);
        assert_code(broken, 2);
        assert.match(broken.stderr, /broken\.yaml:\d+: /);
        const bomb = await run(['plan', await file('bomb.yaml', 'page: acme\nmetrics: &a [*a, *a]\n')]);
        assert_code(bomb, 2);
        assert_code(await run(['plan', path.join(folder, 'none.yaml')]), 2);
        assert_code(await run(['plan', await file('elsewhere.yaml', 'page: nowhere\n')]), 4);
    });

    test('refusals say what and why', async () => {
        const wrong = await run_client({ DAYMARK_URL: server.url, DAYMARK_API_KEY: 'dmk_nonsense' }, ['page', 'list']);
        assert_code(wrong, 1);
        assert.match(wrong.stderr, /API key does not belong to a user\. Is it the right key/);
        const long = await run(['incident', 'open', '--name', 'x'.repeat(300)]);
        assert_code(long, 1);
        assert.match(long.stderr, /^name must be at most 255 bytes long\.\n$/);
        for (const words of [
            ['incident', 'open'],
            ['incident', 'update', 'latest'],
            ['component', 'set', 'API'],
            ['component', 'set', 'API=dwon'],
            ['incident', 'open', '--name', 'A', '--status', 'open'],
            ['page'],
            ['page', 'list', '--listen', '1.2.3.4:5'],
        ]) {
            assert_code(await run(words), 2);
        }
    });

    test('the key comes from a file or the environment', async () => {
        const key = await file('key', `${server.key}\n`);
        assert_code(await run_client({ DAYMARK_URL: `${server.url}/` }, ['page', 'list', '--key-file', key]), 0);
        const none = await run_client({ DAYMARK_URL: server.url }, ['page', 'list']);
        assert_code(none, 2);
        assert.match(none.stderr, /DAYMARK_API_KEY/);
        assert_code(await run_client({ DAYMARK_URL: server.url }, ['page', 'list', '--key-file', `${key}x`]), 2);
        assert_code(await run_client({ DAYMARK_URL: server.url, DAYMARK_API_KEY: 'a\r\nX: b' }, ['page', 'list']), 2);
        for (const url of ['ftp://127.0.0.1', '127.0.0.1', 'http://a b', 'http://a/?x=']) {
            assert_code(await run_client({ DAYMARK_URL: url, DAYMARK_API_KEY: 'k' }, ['page', 'list']), 2);
        }
    });

    test('two open incidents of one name are told apart by their ids', async () => {
        for (let i = 0; i < 2; ++i) assert_code(await run(['incident', 'open', '--name', 'Twin']), 0);
        const which = await run(['incident', 'resolve', 'Twin']);
        assert_code(which, 4);
        assert.match(which.stderr, /could be several incidents: c\w+ \(Twin\), c\w+ \(Twin\)/);
        const [newest] = await incidents();
        assert_code(await run(['incident', 'resolve', 'latest']), 0);
        assert.equal((await server.call('GET', `/v1/${page}/incidents/${newest.id}`)).status, 'RESOLVED');
    });
});
