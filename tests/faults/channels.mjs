// A server whose readers are behind other people's services, which are stood in for on loopback; and a clock to wait with.
import assert from 'node:assert/strict';
import { MovableClock } from '../support/clock.mjs';
import { Daymark, eventually, release_program } from '../support/daymark.mjs';
import { NamedHosts } from '../support/named_hosts.mjs';
import { discord } from '../support/vendors/discord.mjs';
import { esendex } from '../support/vendors/esendex.mjs';
import { google_chat } from '../support/vendors/google_chat.mjs';
import { messagebird } from '../support/vendors/messagebird.mjs';
import { microsoft_teams } from '../support/vendors/microsoft_teams.mjs';
import { microsoft_teams_connector } from '../support/vendors/microsoft_teams_connector.mjs';
import { slack } from '../support/vendors/slack.mjs';
import { sns } from '../support/vendors/sns.mjs';
import { twilio } from '../support/vendors/twilio.mjs';
import { Vendor } from '../support/vendors/vendor.mjs';
import { vonage } from '../support/vendors/vonage.mjs';
import { x } from '../support/vendors/x.mjs';

// By their names in the product; chats with the form by which they are subscribed.
const chats = {
    slack: [slack, 'slack'], discord: [discord, 'discord'], google_chat: [google_chat, 'google-chat'],
    microsoft_teams: [microsoft_teams, 'microsoft-teams'], microsoft_teams_connector: [microsoft_teams_connector, 'microsoft-teams'],
};
export const providers = { twilio, vonage, esendex, messagebird, sns };
const base_host = 'status.example.com';
export const every_way = [...Object.keys(chats), ...Object.keys(providers), 'x'];

export class Services {
    static async start() {
        const services = new Services();
        const clock = (services.clock = new MovableClock());
        services.vendors = {};
        const env = {
            ...clock.env, DAYMARK_ALLOW_NETWORKS: '127.0.0.0/8', DAYMARK_TRUSTED_PROXIES: '127.0.0.1', DAYMARK_SEND_DELAY: '0', DAYMARK_FLOOD_LIMIT: '0',
            // Services take no name for an address whose ending nobody knows.
            DAYMARK_BASE_URL: `https://${base_host}`, DAYMARK_BASE_HOST: base_host,
        };
        for (const [name, trade] of Object.entries({ ...providers, x })) {
            const vendor = await Vendor.start(trade, { secrets: trade.secrets, now: clock.now });
            services.vendors[name] = vendor;
            env[`DAYMARK_${name.toUpperCase()}_URL`] = vendor.url;
        }
        const takers = {};
        for (const [name, [trade]] of Object.entries(chats)) {
            const vendor = (services.vendors[name] = new Vendor(trade, { now: clock.now }));
            takers[trade.host] = (request, response) => vendor.take(request, response);
        }
        services.hosts = await NamedHosts.start(takers);
        // A certificate is not good before the second in which it was made.
        clock.forward_to(Date.now());
        services.server = await Daymark.start({ program: services.hosts.among(release_program), env });
        services.pages = 0;
        return services;
    }

    /** A new page of which one reader is told in this way: { id, vendor, components, way }. */
    async page_for(way, { names = ['API'], ...settings } = {}) {
        const vendor = this.vendors[way];
        const sms = way in providers && { smsService: way, subscribeBySms: true, sendSmsNotifications: true };
        const { id, subdomain, components } = await this.server.create_page(`p${(this.pages += 1)}`, names, {
            name: 'Kestrel & Söhne', ...sms, ...vendor.secrets, ...settings,
        });
        const page = { id, subdomain, way, vendor, components: components.map(component => component.id) };
        if (sms) await this.server.call('POST', `/v1/${id}/subscribers`, { phone: `+1 (415) 555-0${100 + this.pages}`, autoConfirm: true });
        if (way in chats) await this.subscribe_chat(page, chats[way][1]);
        return page;
    }

    /** As people do it, in the form on the page, each from a network of their own. */
    async subscribe_chat(page, form) {
        const answer = await this.visit(page, `/subscribe/${form}`, {
            method: 'POST', body: Buffer.from(`${new URLSearchParams({ address: page.vendor.give_address(), scope: 'all' })}`),
            headers: { 'x-forwarded-for': `198.51.${this.pages}.7`, 'content-type': 'application/x-www-form-urlencoded' },
        });
        assert.equal(answer.status, 200, 'a chat is subscribed');
    }

    /** A path of the page's own host, as readers ask for it. */
    visit(page, target, options = {}) {
        return this.server.page(page.subdomain, target, { ...options, headers: { host: `${page.subdomain}.${base_host}`, ...options.headers } });
    }

    report(page, draft = {}) {
        return this.server.call('POST', `/v1/${page.id}/incidents`, {
            name: 'Delayed webhook deliveries', message: 'Some webhooks are late.', status: 'INVESTIGATING', notify: true,
            components: page.components, statuses: page.components.map(id => ({ id, status: 'PARTIALOUTAGE' })), ...draft,
        });
    }

    update(page, incident, draft) {
        return this.server.call('POST', `/v1/${page.id}/incidents/${incident.id}/incident-updates`, { notify: true, ...draft });
    }

    /** The messages of the page's news, oldest news first. */
    async deliveries(page) {
        const events = (await this.server.call('GET', `/x/${page.id}/events?per_page=100`)).filter(event => event.kind.startsWith('INCIDENT'));
        const lists = events.reverse().map(event => this.server.call('GET', `/x/${page.id}/events/${event.id}/deliveries`));
        return (await Promise.all(lists)).flat();
    }

    /** The last message of the page once it has had so many attempts, and none is under way. */
    tried(page, attempts, messages = 1) {
        const what = `${page.way}: attempt ${attempts} of message ${messages}`;
        return eventually(what, async () => {
            const list = await this.deliveries(page);
            const last = list.at(-1);
            return list.length === messages && last.attempts.length === attempts && last.attempts.at(-1).finishedAt !== null && last.state !== 'SENDING' && last;
        }, { within_ms: 30_000, every_ms: 20 });
    }

    /** Waits until a message that failed is tried once more; the seconds that it was to wait, on the server's clock. */
    async try_again(page, delivery) {
        const begun = delivery.attempts.length;
        const waited = (Date.parse(delivery.dueAt) - Date.parse(delivery.attempts.at(-1).finishedAt)) / 1_000;
        await eventually(`${page.way}: attempt ${begun + 1}`, async () => {
            const last = (await this.deliveries(page)).at(-1);
            // It may be put off when much is being tried again.
            if (last.attempts.length === begun) this.clock.forward_to(Date.parse(last.dueAt));
            return last.attempts.length > begun;
        }, { within_ms: 30_000, every_ms: 50 });
        return { waited, delivery: await this.tried(page, begun + 1) };
    }

    /** Whether whoever is told of the page would still be: '' or why not, such as PAUSED. */
    async left_out(page) {
        const { total, leftOut } = await this.server.call('POST', `/x/${page.id}/events/forecast`, {});
        return total === 1 ? '' : leftOut.map(out => out.reason).join();
    }

    async dispose() {
        await this.server?.dispose();
        this.hosts?.close();
        for (const vendor of Object.values(this.vendors)) vendor.close();
        this.clock.close();
    }
}
