// Calls every operation of a running server's OpenAPI document and holds each answer against the schema that the
// document gives for it.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { Daymark } from '../support/daymark.mjs';
import { one_pixel_gif } from '../support/pictures.mjs';

const modules = new URL('../e2e/node_modules/', import.meta.url);
const { default: Ajv } = await import(new URL('ajv/dist/2020.js', modules));
const daymark = await Daymark.start({ env: { DAYMARK_X_CLIENT_ID: 'app', DAYMARK_X_CLIENT_SECRET: 'secret' } });
after(() => daymark.stop());
const server = daymark.url;
const key = daymark.key;

const document = await (await fetch(`${server}/openapi.json`)).json();
const checker = new Ajv.default({ strict: false, allErrors: true, validateFormats: false });
checker.addSchema(document, 'document');

/** operationId without its version → [{ version, method, path, operation }] */
const operations = new Map();
for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
        const [, name, version] = operation.operationId.match(/^(.*)_(\w+)$/);
        operations.set(name, [...(operations.get(name) ?? []), { version, method, path, operation }]);
    }
}
const tried = new Set();

const escaped = (part) => part.replaceAll('~', '~0').replaceAll('/', '~1');

function assert_fits(pointer, value, what) {
    const check = checker.compile({ $ref: `document#/${encodeURI(pointer)}` });
    assert.ok(check(value), `${what}: ${checker.errorsText(check.errors)}\n${JSON.stringify(value)}`);
}

async function send(method, path, body, headers = { authorization: `Bearer ${key}` }) {
    const request = { method: method.toUpperCase(), headers, body: Buffer.isBuffer(body) ? body : body && JSON.stringify(body) };
    const response = await fetch(server + path, request);
    return { status: response.status, answer: await response.json() };
}

const required_query = ({ parameters = [] }, ids) => parameters
    .filter(parameter => parameter.in === 'query' && parameter.required)
    .map(({ name }, i) => `${i ? '&' : '?'}${name}=${encodeURIComponent(ids[name])}`).join('');

/** Calls one operation under one of its versions and gives its checked answer. */
async function call(name, version, ids = {}, body = undefined, as = key) {
    const found = operations.get(name)?.find((operation) => operation.version === version);
    assert.ok(found, `${name} is not in the document`);
    tried.add(found.operation.operationId);
    const path = found.path.replace(/\{(\w+)\}/g, (_, parameter) => ids[parameter] ?? assert.fail(`no ${parameter}`))
        + required_query(found.operation, ids);
    const { status, answer } = await send(found.method, path, body, { authorization: `Bearer ${as}` });
    assert.equal(status, 200, `${name}: ${JSON.stringify(answer)}`);
    const place = `paths/${escaped(found.path)}/${found.method}`;
    assert_fits(`${place}/responses/200/content/application~1json/schema`, answer, name);
    if (body && !Buffer.isBuffer(body)) assert_fits(`${place}/requestBody/content/application~1json/schema`, body, `the body of ${name}`);
    return answer;
}

/** An answer that is a table instead. */
async function table(name, ids) {
    const [{ path, operation }] = operations.get(name);
    tried.add(operation.operationId);
    const response = await fetch(server + path.replace('{page_id}', ids.page_id), { headers: { authorization: `Bearer ${key}` } });
    assert.match(response.headers.get('content-type'), /^text\/csv/);
    assert.ok(operation.responses[200].content['text/csv'], name);
    return await response.text();
}

test('every reference of the document leads somewhere', () => {
    const places = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, place] of places) {
        const target = place.split('/').reduce((inside, name) => inside?.[name], document);
        assert.ok(target, place);
    }
});

async function make_page(version) {
    const word = `contract-${version}-${Date.now().toString(36)}`;
    const page = await call('pages.create', version, {}, {
        email: 'you@example.com', name: 'Contract', subdomain: word, components: ['Website'],
        websiteUrl: 'https://example.com', translations: { name: { fr: 'Contrat' } },
    });
    return { page_id: page.id, workspace_id: page.workspaceId };
}

for (const version of ['v1', 'v2']) {
    test(`answers under ${version} fit the document`, async () => {
        const ids = await make_page(version);
        await call('user.show', version);
        await call('pages.index', version);
        await call('pages.show', version, ids);
        await call('pages.update', version, ids,
            { brandColor: '#102030', launchDate: 1700000000000, smsService: null });

        await call('pages.renew_secure_link', version, ids);

        const group = await call('components.create', version, ids, { name: 'Group' });
        const part = await call('components.create', version, ids, {
            name: 'Part', description: '*x*', group: group.id, startDate: '2024-01-01',
            translations: { name: { de: 'Teil' } },
        });
        ids.component_id = part.id;
        await call('components.index', version, ids);
        await call('components.show', version, ids);
        await call('components.update', version, ids, { status: 'PARTIALOUTAGE', archived: null });

        const incident = await call('incidents.create', version, ids, {
            name: 'Slow', status: 'INVESTIGATING', message: 'We **look**.', components: [part.id], notify: false,
            started: '2024-05-07 15:03:47.550', statuses: [{ id: part.id, status: 'MAJOROUTAGE' }],
        });
        ids.incident_id = incident.id;
        const template = await call('templates.create', version, ids, {
            type: 'INCIDENT', name: 'Outage', message: 'We **look**.', status: 'IDENTIFIED', notify: false,
            components: [{ id: part.id, status: 'MAJOROUTAGE' }], translations: { message: { de: 'Wir schauen.' } },
        });
        ids.template_id = template.id;
        await call('templates.index', version, ids);
        await call('templates.show', version, ids);
        await call('templates.update', version, ids, { components: [{ id: part.id, status: 'OPERATIONAL' }] });
        // In the document, a path has one name for each of its parameters.
        await call('incidents.create_from_template', version, { ...ids, incident_id: template.id });
        await call('incident_updates.create_from_template', version, { ...ids, update_id: template.id });
        await call('templates.destroy', version, ids);

        await call('incidents.index', version, ids);
        await call('incidents.show', version, ids);
        const update = await call('incident_updates.create', version, ids,
            { status: 'MONITORING', message: 'Better.' });
        await call('incident_updates.create_misspelt', version, ids, { status: 'IDENTIFIED', message: 'Found.' });
        ids.update_id = update.id;
        await call('incident_updates.show', version, ids);
        await call('incident_updates.update', version, ids, { message: 'Much better.' });
        await call('incident_updates.destroy', version, ids);
        await call('incidents.update', version, ids, { status: 'RESOLVED' });
        if (version === 'v1') {
            await call('postmortems.update', 'x', ids, { message: 'A **disk**.', notify: true, shouldPublish: true });
            await call('postmortems.show', 'x', ids);
            await call('postmortems.destroy', 'x', ids);
        }
        await call('incidents.destroy', version, ids);
        const maintenance = await call('maintenances.create', version, ids, {
            name: 'Upgrade', message: 'Soon.', components: [part.id], start: '2030-03-01T02:00:00Z', duration: 60,
            notifyEarly: true, expandAt: 1900000000000, statuses: [{ id: part.id, status: 'PARTIALOUTAGE' }],
        });
        ids.maintenance_id = maintenance.id;
        await call('maintenances.index', version, ids);
        await call('maintenances.show', version, ids);
        await call('maintenances.update', version, ids, { end: '2030-03-01T04:00:00Z' });
        await call('maintenances.update_by_post', version, ids, { status: 'INPROGRESS' });
        const progress = await call('maintenance_updates.create', version, ids, { message: 'Half done.' });
        ids.maintenance_update_id = progress.id;
        await call('maintenance_updates.show', version, ids);
        await call('maintenance_updates.update', version, ids, { status: 'COMPLETED' });
        await call('maintenance_updates.destroy', version, ids);
        await call('maintenances.destroy', version, ids);
        await call('components.destroy', version, ids);

        const metric = await call('metrics.create', version, ids, { name: 'Response time', suffix: 'ms' });
        ids.metric_id = metric.id;
        await call('metrics.index', version, ids);
        await call('metric_points.create', version, ids, { timestamp: 1770107415250, value: 182.5 });
        await call('metric_points.create_many', version, ids,
            { data: [{ timestamp: 1770107475250, value: 3 }, { timestamp: '2026-02-03 08:32:15', value: -0.25 }] });
        await call('metrics.show', version, ids);
        await call('metrics.update', version, ids, { active: false, order: 2 });
        await call('metric_points.destroy_all', version, ids);
        await call('metrics.destroy', version, ids);

        await call('team.create', version, ids, { email: `kim-${version}@acme.example`, permission: 'MEMBER' });
        const team = await call('team.index', version, ids);
        ids.member_id = team[1].id;
        const group_of_readers = await call('audience_groups.create', version, ids,
            { name: 'Partners', components: [group.id], teammates: [ids.member_id] });
        ids.audience_group_id = group_of_readers.id;
        await call('audience_groups.index', version, ids);
        await call('audience_groups.show', version, ids);
        await call('audience_groups.update', version, ids, { components: [] });
        await call('audience_groups.destroy', version, ids);
        await call('team.destroy', version, ids);
        const subscriber = await call('subscribers.create', version, ids,
            { email: 'lee@acme.example', components: [group.id], language: 'de' });
        await call('subscribers.index', version, ids);
        if (version === 'v1') {
            ids.subscriber_id = subscriber.id;
            await call('subscribers.pause', 'x', ids, { reason: 'On leave' });
            await call('subscribers.resume', 'x', ids);
            await call('suppressions.create', 'x', ids, { address: '+1 415 555 0100', reason: 'Asked us' });
            await call('suppressions.index', 'x', ids);
            await call('channels.update', 'x', { ...ids, channel: 'twilio' }, { twilioSid: 'AC1', chosen: true });
            await call('channels.index', 'x', ids);
            await call('channels.test', 'x', { ...ids, channel: 'email' }, { to: 'kim@acme.example' });
            await call('subscribers.test', 'x', ids);
            await call('suppressions.destroy', 'x', { ...ids, address: '14155550100' });
            const [confirmation] = await call('events.index', 'x', ids);
            ids.event_id = confirmation.id;
            await call('events.show', 'x', ids);
            await call('deliveries.index', 'x', ids);
            await call('deliveries.to_address', 'x', { ...ids, address: 'lee@acme.example' });
            await call('deliveries.to_subscriber', 'x', ids);
            await call('subscribers.import', 'x', ids, Buffer.from('email,nick\nnan@acme.example,n\nnobody,n\n'));
            assert.match(await table('subscribers.export', ids), /nan@acme\.example/);
            await call('people.erase', 'x', ids, { address: 'nan@acme.example', suppress: true });
            await call('events.send_again', 'x', ids, { subscriberId: subscriber.id });
            await call('events.forecast', 'x', ids, { components: [group.id] });
            const told = { name: 'Told', status: 'IDENTIFIED', message: 'm', notify: true };
            await call('previews.incident', 'x', ids, told);
            await call('previews.general_notice', 'x', ids, { name: 'Told', message: 'm' });
            await call('previews.maintenance', 'x', ids, { name: 'Told', notify: true });
            const { id: incident_id } = await call('incidents.create', version, ids, told);
            await call('previews.incident_update', 'x', { ...ids, incident_id }, { status: 'MONITORING', notify: true });
            const { id: maintenance_id } = await call('maintenances.create', version, ids, { name: 'Told' });
            await call('previews.maintenance_update', 'x', { ...ids, maintenance_id }, { message: 'Soon.', notify: true });
            await call('incidents.create', version, ids, told);
            const [newest] = await call('events.index', 'x', ids);
            await call('events.destroy', 'x', { ...ids, event_id: newest.id });
            await call('sending.update', 'x', ids, { state: 'STOPPED', reason: 'We move' });
            await call('sending.show', 'x', ids);
            await call('sending.deliverability', 'x', ids);
            await call('sending.update', 'x', ids, { state: 'RUNNING', drop: true });
            await call('my_notifications.update', 'x', ids, { weeklyReportsNotifications: false });
            await call('my_notifications.show', 'x', ids);
        }
        await call('subscribers.destroy', version, { ...ids, subscriber_id: subscriber.id });
        if (version === 'v1') {
            const weekly = await call('recurring_maintenances.create', 'x', ids, {
                name: 'Backup', every: 'WEEKLY', start: '2030-03-01T02:00:00Z', duration: 60, until: '2031-01-01',
                statuses: [{ id: group.id, status: 'DEGRADEDPERFORMANCE' }],
            });
            ids.recurring_maintenance_id = weekly.id;
            await call('recurring_maintenances.index', 'x', ids);
            await call('recurring_maintenances.show', 'x', ids);
            await call('recurring_maintenances.update', 'x', ids, { every: 'YEARLY', until: null });
            await call('recurring_maintenances.destroy', 'x', ids);
            const general = await call('general_notices.create', 'x', ids, {
                name: 'New office', message: 'We **moved**.', components: [group.id], ends: '2099-01-01',
                translations: { name: { de: 'Umzug' } },
            });
            ids.general_notice_id = general.id;
            await call('general_notices.index', 'x', ids);
            await call('general_notices.show', 'x', ids);
            await call('general_notices.update', 'x', ids, { ends: null, shouldPublish: false });
            await call('general_notices.destroy', 'x', ids);
            await call('visits.create', 'x', ids);
            await call('x_connection.create', 'x', ids);
            await call('x_connection.show', 'x', ids);
            await call('x_connection.destroy', 'x', ids);
            const document = {
                settings: { brandColor: '#112233', websiteUrl: null },
                components: [{ name: 'Group', children: [{ name: 'Part', was: 'Part', startDate: 1700000000000 }] }],
                templates: [{
                    type: 'INCIDENT', name: 'Outage', status: 'IDENTIFIED',
                    components: [{ component: 'Group / Part', status: 'MAJOROUTAGE' }],
                }],
                metrics: [{ name: 'Load', suffix: '%' }],
            };
            await call('structure.plan', 'x', ids, document);
            await call('structure.update', 'x', ids, document);
            await call('structure.show', 'x', ids);
            ids.upload_id = (await call('uploads.create', 'x', ids, one_pixel_gif)).id;
            await call('uploads.index', 'x', ids);
            await call('uploads.destroy', 'x', ids);
            await call('activity.index', 'x', ids);
        }
        await call('pages.destroy', version, ids);
        await call('workspaces.destroy', 'v1', ids);
        const guest = await daymark.create_user(`guest-${version}@acme.example`);
        await call('user.destroy', version, {}, undefined, guest.apiKey);
    });
}

test('answers about workspaces and keys fit the document', async () => {
    const workspace = await call('workspaces.create', 'v1', {}, { name: 'Contract' });
    await call('workspaces.index', 'v1');
    await call('workspaces.destroy', 'v1', { workspace_id: workspace.id });
    const made = await call('keys.create', 'x', {},
        { name: 'Contract', expiresAt: '2099-01-01T00:00:00Z', scope: 'read' });
    await call('keys.index', 'x');
    await call('keys.destroy', 'x', { key_id: made.id });
    for (const name of ['session.create', 'session.show', 'session.destroy']) await call(name, 'x');
});

test('every operation was tried', () => {
    const all = [...operations.values()].flat().map(({ operation }) => operation.operationId);
    const missing = all.filter((id) => !tried.has(id));
    assert.deepEqual(missing, [], 'add a call to this file');
});

test('refusals fit the document, whatever is missing', async () => {
    for (const { method, path, operation } of [...operations.values()].flat()) {
        const address = path.replace(/\{\w+\}/g, 'nothing');
        const unknown = { authorization: 'Bearer dmk_0000000000000000000000000000000000000000' };
        for (const headers of [{}, unknown, undefined]) {
            const { status, answer } = await send(method, address, undefined, headers);
            if (status === 200) continue;
            assert.ok(operation.responses[status], `${operation.operationId} answered ${status}`);
            assert_fits('components/schemas/Error', answer, operation.operationId);
        }
    }
});
