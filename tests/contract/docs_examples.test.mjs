// Every example of /docs works as printed: the curl, Python and JavaScript of each call, run by those programs.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { Daymark } from '../support/daymark.mjs';
import { one_pixel_gif } from '../support/pictures.mjs';

const x_app = { DAYMARK_X_CLIENT_ID: 'app', DAYMARK_X_CLIENT_SECRET: 'secret' };
let daymark = await Daymark.start({ env: x_app });
const folder = mkdtempSync(path.join(tmpdir(), 'daymark-examples-'));
writeFileSync(path.join(folder, 'logo.png'), one_pixel_gif);
writeFileSync(path.join(folder, 'people.csv'), 'email,name\nnan@acme.example,Nan\n');
after(() => daymark.dispose());
after(() => rmSync(folder, { recursive: true }));
const html = (await daymark.get('/docs')).text;

const plain = text =>
    text
        .replace(/<[^>]+>/g, '')
        .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&');

/** { call: "incidents-create", language, text } of each example. */
const examples = [...html.matchAll(/<article class="card" id="([^"]+)">(.*?)<\/article>/gs)].flatMap(([, call, inside]) =>
    [...inside.matchAll(/<pre class="command" data-language="(\w+)"><code>(.*?)<\/code>/gs)].map(
        // The page's own script puts in the address by which the reader came.
        ([, language, text]) => ({
            call, language, text: url => plain(text.replace(/<span class="base">[^<]*<\/span>/, url)),
        }),
    ),
);

const runs = {
    curl: text => ['bash', ['-c', text.replace('curl', 'curl -sS')]],
    Python: text => ['python3', ['-c', text]],
    JavaScript: text => ['node', ['--input-type=module', '-e', text]],
};

function run(language, text, variables) {
    const [program, words] = runs[language](text);
    const env = { ...process.env, ...variables };
    return new Promise(resolve => {
        execFile(program, words, { env, cwd: folder, timeout: 30_000 }, (error, stdout, stderr) => resolve({ error, stdout, stderr }));
    });
}

let number = 0;
/** Fresh things for an example to work on, named as the examples name them. */
async function things() {
    number += 1;
    const post = (path, body) => daymark.call('POST', path, body);
    const page = await post('/v1/pages', {
        email: 'a@acme.example', name: 'Acme', subdomain: `acme-${number}`, components: ['API'],
    });
    const at = `/v1/${page.id}`;
    const incident = await post(`${at}/incidents`, { name: 'A', status: 'RESOLVED' });
    await daymark.call('PUT', `/x/${page.id}/incidents/${incident.id}/postmortem`, { message: 'A disk was full.' });
    const maintenance = await post(`${at}/maintenances`, { name: 'A' });
    await post(`${at}/team`, { email: `kim${number}@acme.example` });
    const [, member] = await daymark.call('GET', `${at}/team`);
    const template = await post(`${at}/templates`, { type: 'INCIDENT', name: 'Outage', status: 'IDENTIFIED' });
    const metric = await post(`${at}/metrics`, { name: 'Load', suffix: 'ms' });
    const group = await post(`${at}/audience-groups`, {});
    const subscriber = await post(`${at}/subscribers`, { email: 'lee@acme.example' });
    const recurring = await post(`/x/${page.id}/recurring-maintenances`, {
        name: 'A', every: 'DAILY', start: '2030-01-01T00:00:00Z', duration: 5,
    });
    const general = await post(`/x/${page.id}/general-notices`, { name: 'A' });
    const upload = await post(`/x/${page.id}/uploads`, one_pixel_gif);
    const key = await post('/x/keys', { name: 'spare' });
    await post(`${at}/incidents`, { name: 'B', status: 'IDENTIFIED', message: 'm', notify: true });
    const [event] = await daymark.call('GET', `/x/${page.id}/events`);
    const suppression = await post(`/x/${page.id}/suppressions`, { address: 'max@acme.example' });
    return {
        DAYMARK_KEY: daymark.key, PAGE_ID: page.id, WORKSPACE_ID: page.workspaceId,
        COMPONENT_ID: page.components[0].id, INCIDENT_ID: incident.id, UPDATE_ID: incident.updates[0].id,
        MAINTENANCE_ID: maintenance.id, MAINTENANCE_UPDATE_ID: maintenance.updates[0].id, MEMBER_ID: member.id,
        TEMPLATE_ID: template.id, TEMPLATE: template.id, METRIC_ID: metric.id, AUDIENCE_GROUP_ID: group.id,
        SUBSCRIBER_ID: subscriber.id, RECURRING_MAINTENANCE_ID: recurring.id,
        GENERAL_NOTICE_ID: general.id, UPLOAD_ID: upload.id, KEY_ID: key.id,
        CHANNEL: 'email', EVENT_ID: event.id, ADDRESS: suppression.address,
    };
}

async function variables_for(call) {
    const variables = await things();
    if (call === 'user-destroy') {
        variables.DAYMARK_KEY = (await daymark.create_user(`guest${number}@acme.example`)).apiKey;
    }
    // In the document, a path has one name for each of its parameters.
    if (call === 'incidents-create_from_template') variables.INCIDENT_ID = variables.TEMPLATE_ID;
    if (call === 'incident_updates-create_from_template') variables.UPDATE_ID = variables.TEMPLATE_ID;
    return variables;
}

test('every call has its three examples', () => {
    const calls = new Set(examples.map(example => example.call));
    assert.ok(calls.size > 60, `${calls.size} calls`);
    assert.equal(examples.length, 3 * calls.size);
});

for (const language of Object.keys(runs)) {
    test(`the examples in ${language} work`, async () => {
        const bad = [];
        await daymark.dispose();
        daymark = await Daymark.start({ env: x_app });
        for (const { call, text: text_at } of examples.filter(example => example.language === language)) {
            const text = text_at(daymark.url);
            const { error, stdout, stderr } = await run(language, text, await variables_for(call));
            const shown = stdout.trim();
            const works = !error && shown.length > 1 && !/"?error"?:|'error'/.test(shown);
            if (!works) bad.push(`${call}\n${text}\n${shown}${stderr}`);
        }
        assert.deepEqual(bad, []);
    });
}
