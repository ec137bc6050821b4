// Intercom's requests to the main host, signed as Intercom signs them.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Daymark } from '../support/daymark.mjs';

let server;
before(async () => {
    server = await Daymark.start({ env: { DAYMARK_INTERCOM_CLIENT_SECRET: 'app-secret' } });
    await server.create_page('acme', ['Website']);
});
after(() => server?.dispose());

function ask(step, body, secret = 'app-secret') {
    const bytes = Buffer.from(JSON.stringify(body));
    const signature = createHmac('sha256', secret).update(bytes).digest('hex');
    return server.get(`/integrations/intercom/${step}`, { method: 'POST', body: bytes, headers: { 'x-body-signature': signature, 'content-type': 'application/json' } });
}

test('from the question to the card and what is on it', async () => {
    const question = await ask('configure', { workspace_id: 'w', admin: { id: '1' }, context: { location: 'home', locale: 'en' } });
    assert.equal(question.json.canvas.content.components[0].id, 'page');
    const { results } = (await ask('configure', { workspace_id: 'w', component_id: 'save', input_values: { page: 'acme' }, current_canvas: question.json.canvas })).json;
    assert.deepEqual(results, { page: 'acme' });
    const { canvas } = (await ask('initialize', { workspace_id: 'w', card_creation_options: results, context: { location: 'home' } })).json;
    assert.match(canvas.content_url, /\/integrations\/intercom\/content$/);
    const { content } = (await ask('content', { workspace_id: 'w', canvas, context: { location: 'home', locale: 'de' } })).json;
    assert.equal(content.components[0].text, 'Alle Systeme in Betrieb');
});

test('others are refused, and nothing is there to read', async () => {
    assert.equal((await ask('configure', {}, 'guess')).status, 401);
    assert.equal((await server.get('/integrations/intercom/configure')).status, 405);
    assert.equal((await ask('anything', {})).status, 404);
});

test('without a secret there is no such address', async () => {
    const other = await Daymark.start();
    try {
        assert.equal((await other.get('/integrations/intercom/configure', { method: 'POST', body: {} })).status, 404);
    } finally {
        await other.dispose();
    }
});
