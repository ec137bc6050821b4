// Who asks, when a proxy stands in front: the activity log tells whom the server took for the caller.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Daymark } from '../support/daymark.mjs';

async function noted(args) {
    const server = await Daymark.start({ args });
    try {
        const page = await server.create_page('acme');
        const body = { email: 'kim@example.com' };
        await server.api('POST', `/v2/${page.id}/subscribers`, body, { headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' } });
        const { json } = await server.api('GET', `/x/${page.id}/activity`);
        return json.find(entry => entry.event === 'subscribers.add').remoteAddress;
    } finally {
        await server.dispose();
    }
}

test('nobody is believed who was not named', async () => {
    assert.equal(await noted([]), '127.0.0.1');
});

test('a trusted proxy tells who asks, and only the last word counts', async () => {
    assert.equal(await noted(['--trusted-proxies', '127.0.0.1']), '203.0.113.9');
});
