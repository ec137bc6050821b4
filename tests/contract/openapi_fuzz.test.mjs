// Requests made from the OpenAPI document by chance: every operation, with fitting, nearly fitting, wild and broken
// bodies and parameters. Whatever comes, the answer is JSON, is never the server's fault, and what was written is read
// back the same.
//
// DAYMARK_FUZZ_REQUESTS sets how many for each database; DAYMARK_SEED plays a run again.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Daymark } from '../support/daymark.mjs';
import { between, dice, seed } from '../support/dice.mjs';
import { Postgres } from '../support/postgres.mjs';
import { SchemaValues } from '../support/schema_values.mjs';

const requests = Number(process.env.DAYMARK_FUZZ_REQUESTS ?? 100_000);
const workers = 6;
const methods_of_a_path = ['get', 'post', 'put', 'delete'];

/** What shows a thing that a write made or changed: its operation's name without the verb, and "show". */
const shown_by = operation_id => operation_id.replace(/\.(create|update)_/, '.show_');
const is_write = operation_id => /\.(create|update)_/.test(operation_id);

/** A maintenance that begins or ends by itself between the two answers changes these. */
const moved_by_the_clock = new Set(['status', 'internalStatus', 'mainStatus', 'updatedAt', 'group', 'components', 'incident']);

/** One client with a page of its own, so that what it reads is what it wrote. */
class Walker {
    constructor(server, document, number) {
        this.server = server;
        this.document = document;
        this.number = number;
        this.roll = dice(seed + number);
        this.ids = {};
        this.statuses = {};
        this.looked_again = 0;
        this.values = new SchemaValues(document, name => this.known_for(name), this.roll);
        this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
            methods_of_a_path
                .filter(method => item[method])
                .map(method => ({ path, method, operation: item[method], id: item[method].operationId })),
        );
        this.by_id = new Map(this.operations.map(operation => [operation.id, operation]));
    }

    async settle() {
        const user = await this.server.create_user(`fuzz${this.number}@acme.example`);
        this.key = user.apiKey;
        const page = await this.must('POST', '/v1/pages', {
            email: 'a@acme.example', name: 'Fuzz', subdomain: `fuzz-${this.number}`, components: ['A', 'B', 'C'],
        });
        this.page_id = page.id;
        this.ids = { page_id: [page.id], workspace_id: [page.workspaceId] };
        for (const component of page.components) this.remember('component_id', component.id);
    }

    async must(method, path, body) {
        const answer = await this.server.api(method, path, body, { key: this.key });
        assert.equal(answer.status, 200, answer.text);
        return answer.json;
    }

    remember(parameter, id) {
        const list = (this.ids[parameter] ??= []);
        list.push(id);
        if (list.length > 8) list.shift();
    }

    known_for(name) {
        if (/^(group|groupId|componentId)$/.test(name) || name === 'components') return this.ids.component_id;
        if (name === 'id') return this.roll() < 0.5 ? this.ids.component_id : [];
        if (name === 'teammates') return this.ids.member_id ?? [];
        if (name === 'audienceGroups') return this.ids.audience_group_id ?? [];
        if (/email/i.test(name)) return [`reader${between(this.roll, 0, 500)}@acme.example`];
        if (/color/i.test(name)) return ['#102030', 'rgb(1, 2, 3)'];
        if (/Url$|webhook/.test(name)) return ['https://example.com/x'];
        if (name === 'phone') return ['+14155550100'];
        if (name === 'timezone') return ['UTC', 'Europe/Berlin', 'Nowhere/Town'];
        if (name === 'language') return ['en', 'de', 'xx'];
        return [];
    }

    parameter(name) {
        const known = this.ids[name] ?? [];
        const roll = this.roll();
        if (known.length > 0 && roll < 0.85) return this.values.pick(known);
        return roll < 0.95 ? 'cml6fghs000iik4dl1nicwqjx' : this.values.odd_text();
    }

    address(path) {
        const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(this.parameter(name)));
        if (this.roll() < 0.8) return filled || '/';
        const name = this.values.pick(['page', 'per_page', 'status', '!status', 'search', 'unknown', '', '%', '[]']);
        return `${filled}?${encodeURIComponent(name)}=${encodeURIComponent(this.values.odd_text())}`;
    }

    body_for(operation) {
        const schema = operation.requestBody?.content['application/json']?.schema;
        if (!schema) return this.roll() < 0.8 ? undefined : this.values.wild();
        const roll = this.roll();
        if (roll < 0.55) return this.values.fitting(schema);
        if (roll < 0.85) return this.values.nearly(schema);
        return roll < 0.93 ? this.values.wild() : this.values.broken(schema);
    }

    /** What ends the walk for its walker is left out most of the time, and made good otherwise. */
    choose() {
        for (;;) {
            const chosen = this.values.pick(this.operations);
            // Things must live for a while, or there is nothing to work on.
            if (/\.destroy/.test(chosen.id) && this.roll() < 0.7) continue;
            if (/^(user\.destroy|pages\.destroy|workspaces\.destroy|keys\.|workspaces\.create|pages\.create)/.test(chosen.id)) {
                if (this.roll() < 0.95) continue;
                if (/^(user|pages)\.destroy|^workspaces\.destroy|^keys\.destroy/.test(chosen.id)) continue;
            }
            return chosen;
        }
    }

    async step() {
        const { path, method, operation, id } = this.choose();
        const address = this.address(path);
        const body = this.body_for(operation);
        const what = `${method} ${address} ${Buffer.isBuffer(body) ? body.toString('latin1') : JSON.stringify(body)}`;
        const answer = await this.server.api(method.toUpperCase(), address, body, { key: this.key });
        this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
        assert.ok(
            answer.status < 500,
            `${what.slice(0, 3000)}\n${answer.status} ${answer.text.slice(0, 500)}\n${this.server.log.join('').slice(-2000)}`,
        );
        if (id.startsWith('subscribers.export') && answer.status === 200) return;
        assert.match(answer.headers['content-type'] ?? '', /^application\/json/, what);
        const told = answer.json;
        if (answer.status !== 200) {
            assert.equal(typeof told.error?.code, 'string', what);
            assert.equal(typeof told.error?.message, 'string', what);
            return;
        }
        await this.look_again(id, path, address, told, what);
    }

    /** What a write answers is what a read gives right after it. */
    async look_again(id, path, address, told, what) {
        const show = this.by_id.get(shown_by(id));
        if (!is_write(id) || !show || typeof told.id !== 'string') return;
        const parameter = /\{(\w+)\}$/.exec(show.path)?.[1];
        if (/\.create_/.test(id) && parameter) this.remember(parameter, told.id);
        const place = address.split('?')[0];
        const target = /\.create_/.test(id) && !path.endsWith('}') ? `${place}/${told.id}` : place;
        if (!show.path.startsWith(path)) return;
        const seen = await this.server.api('GET', target, undefined, { key: this.key });
        assert.equal(seen.status, 200, `${what}\nthen GET ${target}: ${seen.text}`);
        this.looked_again += 1;
        const moves = /maintenance/.test(id);
        const names = moves
            ? ['id', 'name', 'message', 'every']
            : Object.keys(told).filter(name => name in seen.json && !moved_by_the_clock.has(name));
        for (const name of names) assert.deepEqual(seen.json[name], told[name], `${what}\n${name}`);
    }
}

async function walk(server, name, t) {
    const document = (await server.get('/openapi.json')).json;
    const walkers = Array.from({ length: workers }, (_, number) => new Walker(server, document, number));
    for (const walker of walkers) await walker.settle();
    let left = requests;
    const begun = Date.now();
    await Promise.all(
        walkers.map(async walker => {
            while (left-- > 0) await walker.step();
        }),
    );
    const statuses = {};
    for (const walker of walkers) {
        for (const [status, count] of Object.entries(walker.statuses)) statuses[status] = (statuses[status] ?? 0) + count;
    }
    const looked_again = walkers.reduce((sum, walker) => sum + walker.looked_again, 0);
    t.diagnostic(`seed ${seed}; ${requests} requests on ${name} in ${Math.round((Date.now() - begun) / 1000)} s: ` +
        Object.entries(statuses).map(([status, count]) => `${count} × ${status}`).join(', ') +
        `; ${looked_again} writes read back`);
    assert.ok(statuses[200] > requests / 5, 'enough of them do something');
    assert.ok(looked_again > requests / 50, 'enough of them are read back');
    for (const walker of walkers) {
        const page = await server.page(`fuzz-${walker.number}`);
        // It may have become private, or got another name.
        assert.ok([200, 401, 404].includes(page.status), `the page answers ${page.status}`);
        await walker.must('GET', `/v1/${walker.page_id}/components`);
    }
    const checked = await server.command('audit', 'verify');
    assert.equal(checked.code, 0, checked.stderr);
}

test('requests made by chance on SQLite', async t => {
    const server = await Daymark.start({ args: ['--log-level', 'warning'] });
    t.after(() => server.dispose());
    await walk(server, 'SQLite', t);
});

test('requests made by chance on PostgreSQL', async t => {
    const postgres = await Postgres.start();
    t.after(() => postgres.dispose());
    const database = await postgres.create_database('fuzz');
    const server = await Daymark.start({ database, args: ['--log-level', 'warning'] });
    t.after(() => server.dispose());
    await walk(server, 'PostgreSQL', t);
});
