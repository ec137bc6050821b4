// Runs of a server that tells people while it dies: who saw what, and whether that is what the promise allows.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark, eventually } from '../support/daymark.mjs';
import { start_http_sink, start_mail_sink } from '../support/sinks.mjs';

/** A page with readers by mail and by webhook, and the sinks where their messages arrive. */
export class Audience {
    static async start({ mails, hooks, env = {}, delay, ...options }) {
        const audience = new Audience();
        audience.mail_sink = await start_mail_sink({ delay });
        audience.hook_sink = await start_http_sink({ delay });
        audience.server = await Daymark.start({
            ...options,
            env: {
                DAYMARK_SMTP_URL: audience.mail_sink.url, DAYMARK_ALLOW_NETWORKS: '127.0.0.0/8',
                DAYMARK_SEND_DELAY: '0', DAYMARK_FLOOD_LIMIT: '0', ...env,
            },
        });
        const { server } = audience;
        audience.page = await server.create_page('acme', ['API']);
        const subscribe = body =>
            server.call('POST', `/v1/${audience.page.id}/subscribers`, { autoConfirm: true, ...body });
        audience.readers = new Map(); // by id: where what they are told arrives
        for (let n = 0; n < mails; ++n) {
            const to = `reader${n}@example.com`;
            audience.readers.set((await subscribe({ email: to })).id, to);
        }
        for (let n = 0; n < hooks; ++n) {
            const path = `/hook/${n}`;
            audience.readers.set((await subscribe({ webhook: audience.hook_sink.url + path })).id, path);
        }
        return audience;
    }

    /** Reports an incident of this name of which all are told; false when nobody knows whether it is there. */
    async report(name) {
        try {
            const answer = await this.server.api('POST', `/v1/${this.page.id}/incidents`, {
                name, message: 'm', status: 'INVESTIGATING', notify: true, components: [this.page.components[0].id],
            });
            return answer.status === 200;
        } catch {
            return false;
        }
    }

    /** Until so many more messages have arrived; half a second at most. */
    async some_arrive(count) {
        const arrived = () => this.mail_sink.received.length + this.hook_sink.received.length;
        const enough = arrived() + count;
        for (let turn = 0; turn < 250 && arrived() < enough; ++turn) await sleep(2);
    }

    async list(path) {
        const all = [];
        for (let number = 1; ; ++number) {
            const part = await this.server.call('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${number}`);
            all.push(...part);
            if (part.length < 100) return all;
        }
    }

    /** Waits until nothing is owed any more. */
    async settled(wait_ms = 60_000) {
        await eventually('everybody is told', async () =>
            (await this.list(`/x/${this.page.id}/events`)).every(event => ['DONE', 'CANCELLED'].includes(event.state)),
            { within_ms: wait_ms, every_ms: 100 },
        );
    }

    /** What arrived, by "<name> <where>": the ids of the messages. */
    seen() {
        const seen = new Map();
        const note = (name, where, id) => {
            const key = `${name} ${where}`;
            seen.set(key, [...(seen.get(key) ?? []), id]);
        };
        for (const mail of this.mail_sink.received) note(mail.subject.split(': ').at(-1), mail.to, mail.id);
        for (const { path, headers, body } of this.hook_sink.received)
            note(JSON.parse(body).incident.name, path, headers['webhook-id']);
        return seen;
    }

    /** Everybody heard these, once each, and nothing else. */
    assert_heard(names) {
        const expected = names.flatMap(name => [...this.readers.values()].map(where => `${name} ${where}`)).sort();
        assert.deepEqual([...this.seen().keys()].sort(), expected);
        for (const [key, ids] of this.seen()) assert.equal(ids.length, 1, key);
    }

    /**
     * 1 ≤ seen ≤ 1 + attempts of which nobody knows what came of them, for every message that was owed; equal ids; nothing else.
     * The numbers of messages, of repetitions, and of attempts that nobody knows of.
     */
    async check(acknowledged) {
        const seen = this.seen();
        const totals = { messages: 0, repeated: 0, unknown: 0 };
        const told = new Set();
        for (const event of await this.list(`/x/${this.page.id}/events`)) {
            const incident = await this.server.call('GET', `/v1/${this.page.id}/incidents/${event.noticeId}`);
            told.add(incident.name);
            const deliveries = await this.list(`/x/${this.page.id}/events/${event.id}/deliveries`);
            assert.equal(deliveries.length, this.readers.size, `${incident.name}: everybody is listed once`);
            for (const delivery of deliveries) {
                const key = `${incident.name} ${this.readers.get(delivery.subscriberId)}`;
                const ids = seen.get(key) ?? [];
                const unknown = delivery.attempts.filter(
                    attempt => attempt.finishedAt === null || attempt.result === 'UNKNOWN',
                ).length;
                assert.equal(delivery.state, 'SENT', key);
                assert.ok(ids.length >= 1, `${key} was never told`);
                assert.ok(ids.length <= 1 + unknown, `${key} was told ${ids.length} times with ${unknown} unknown attempts`);
                assert.equal(new Set(ids).size, 1, `${key}: every repetition has the same id`);
                totals.messages += 1;
                totals.repeated += ids.length - 1;
                totals.unknown += unknown;
                seen.delete(key);
            }
        }
        assert.deepEqual([...seen.keys()], [], 'nobody was told of anything else');
        for (const name of acknowledged) assert.ok(told.has(name), `${name} was acknowledged and is not there`);
        return totals;
    }

    async dispose() {
        await this.server?.dispose();
        this.mail_sink.close();
        this.hook_sink.close();
    }
}
