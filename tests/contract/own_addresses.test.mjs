// Webhooks reach neither this machine by its public address, nor the mail server, unless the operator says so. In a network
// of its own, where a public address is the machine's: it needs root, as Postfix does.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { Daymark, eventually, run } from '../support/daymark.mjs';
import { start_name_server } from '../support/name_server.mjs';

const own = '8.8.4.7', mail_server = '8.8.4.8', nobody = '8.8.4.9';

/** What becomes of a message to each of these, in one attempt: SENT, FAILED for what is refused, AGAIN. */
async function results(urls, env, names) {
    const server = await Daymark.start({ env: { DAYMARK_SEND_DELAY: '0', ...env } });
    try {
        const page = await server.create_page('acme', ['API']);
        await eventually('the mail server looked up', () => names.asked.splice(0).includes('AAAA relay.example.net'));
        const readers = {};
        for (const webhook of urls) {
            const { id } = await server.call('POST', `/v1/${page.id}/subscribers`, { autoConfirm: true, webhook });
            readers[id] = webhook;
        }
        await server.call('POST', `/v1/${page.id}/incidents`, {
            name: 'Slow', message: 'm', status: 'INVESTIGATING', notify: true, components: [page.components[0].id],
        });
        const [event] = await server.call('GET', `/x/${page.id}/events`);
        const deliveries = await eventually('an attempt for each', async () => {
            const list = await server.call('GET', `/x/${page.id}/events/${event.id}/deliveries`);
            return list.length === urls.length && list.every(one => one.attempts[0]?.result) && list;
        }, { within_ms: 60_000 });
        const found = {};
        for (const one of deliveries) found[readers[one.subscriberId]] = one.attempts[0].result;
        return found;
    } finally {
        await server.dispose();
    }
}

if (process.env.DAYMARK_TEST_INSIDE) {
    test('what is ours is refused', async t => {
        const hooks = [];
        const sink = createServer((request, response) => {
            hooks.push(request.url);
            response.end();
        });
        await new Promise(resolve => sink.listen(8080, own, resolve));
        const names = await start_name_server({ 'A relay.example.net': [mail_server] });
        t.after(() => {
            names.close();
            sink.close();
            sink.closeAllConnections();
        });
        const hook = `http://${own}:8080/hook`, relay = `http://${mail_server}/`, other = `http://${nobody}/`;
        const ours = { DAYMARK_SMTP_URL: 'smtp://relay.example.net', DAYMARK_DNS_SERVERS: names.server };
        assert.deepEqual(await results([hook, relay, other], ours, names), { [hook]: 'FAILED', [relay]: 'FAILED', [other]: 'AGAIN' });
        assert.deepEqual(hooks, []);
        const opened = { ...ours, DAYMARK_ALLOW_NETWORKS: `${own},${mail_server}` };
        assert.deepEqual(await results([hook, relay], opened, names), { [hook]: 'SENT', [relay]: 'AGAIN' });
        assert.deepEqual(hooks, ['/hook']);
    });
} else {
    // Not where the kernel gives no namespaces, as in some containers.
    const possible = process.getuid() === 0 && (await run('unshare', ['--net', 'true'])).code === 0;
    test('in a network of its own', { skip: !possible }, async () => {
        const inside = `ip link set lo up && ip address add ${own}/32 dev lo && exec "$@"`;
        const file = fileURLToPath(import.meta.url);
        const { code, stdout, stderr } = await run('unshare', ['--net', 'sh', '-c', inside, 'sh', process.execPath, file], {
            env: { ...process.env, DAYMARK_TEST_INSIDE: '1', NODE_TEST_CONTEXT: '' },
        });
        assert.equal(code, 0, stdout + stderr);
    });
}
