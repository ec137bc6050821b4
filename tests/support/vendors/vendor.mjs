// What stands in for somebody else's service: takes its requests, checks each against the service's published rules, and
// answers as the service does.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

/** A package of the browser tests, which have the only node_modules there is. */
export const package_of = createRequire(new URL('../../e2e/package.json', import.meta.url));

/**
 * A trade is { name, check(request, must, vendor), taken(told, vendor) }. `check` gets { method, url, headers, body }, calls
 * `must(fact, rule)` for each rule, and gives what the request says: { to, from, text } with providers of SMS, what is
 * `shown` with chats. `taken` gives the answer to that: { status, headers, body }, where a body that is no text becomes JSON.
 * `answers`, when there are any, are given instead, one after the other; 'lost' means that the request is taken and its
 * answer never arrives. `secrets` are the account's, `now` its clock.
 */
export class Vendor {
    constructor(trade, { secrets = {}, now = Date.now } = {}) {
        Object.assign(this, { trade, secrets, now, given: [], received: [], broken: [], answers: [] });
    }

    /** The address of one more webhook. */
    give_address() {
        this.given.push(new URL(this.trade.address(this.given.length)));
        return this.given.at(-1).href;
    }

    /** Whether this is the path of such an address. */
    gave({ pathname }) {
        return this.given.some(address => address.pathname === pathname);
    }

    /** The same listening on loopback by itself; `url` is where. */
    static async start(trade, options) {
        const vendor = new Vendor(trade, options);
        vendor.server = createServer((request, response) => vendor.take(request, response));
        vendor.server.keepAliveTimeout = 60_000;
        await new Promise(done => vendor.server.listen(0, '127.0.0.1', done));
        vendor.url = `http://127.0.0.1:${vendor.server.address().port}`;
        return vendor;
    }

    async take(incoming, outgoing) {
        const parts = [];
        incoming.on('error', () => {});
        for await (const part of incoming) parts.push(part);
        const request = {
            method: incoming.method, url: new URL(incoming.url, `http://${incoming.headers.host}`), headers: incoming.headers,
            body: Buffer.concat(parts).toString(),
        };
        const before = this.broken.length;
        const must = (fact, rule) => fact || this.broken.push(`${this.trade.name}: ${rule}`);
        try {
            request.told = this.trade.check(request, must, this);
        } catch (error) {
            this.broken.push(`${this.trade.name}: what came could not be read: ${error.stack}`);
        }
        this.received.push(request);
        const obeyed = this.broken.length === before;
        const instead = this.answers.shift();
        const usual = () => (obeyed ? this.trade.taken(request.told, this) : { status: 400, body: this.broken.at(-1) });
        const answer = instead === undefined || instead === 'lost' ? usual() : instead;
        if (instead === 'lost') incoming.socket.destroy();
        else reply(outgoing, answer);
    }

    /** Throws with the rules that were broken since it was last asked. */
    assert_obeyed() {
        assert.deepEqual(this.broken.splice(0), [], `${this.trade.name}'s rules are kept`);
    }

    /** Whether a secret of the account's is what the request shows. */
    knows(name, shown) {
        return this.secrets[name] === shown;
    }

    close() {
        this.server?.closeAllConnections();
        this.server?.close();
    }
}

export function reply(outgoing, { status = 200, headers = {}, body = '' }) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
    outgoing.writeHead(status, { 'content-type': type, ...headers }).end(text);
}

// What most services say in one way.
export const throttled = (seconds, body = '') => ({ status: 429, headers: { 'retry-after': `${seconds}` }, body });
export const broken_down = (status = 503) => ({
    status, headers: { 'content-type': 'text/html' }, body: '<html><body><h1>Service Unavailable</h1></body></html>',
});

// --- reading ---------------------------------------------------------------------------------------------------------

export function json_of({ method, headers, body }, must) {
    must(method === 'POST', 'messages are POSTed');
    must(/^application\/json(; *charset=utf-8)?$/i.test(headers['content-type'] ?? ''), 'a body of JSON says so');
    return JSON.parse(body);
}

export function form_of({ method, headers, body }, must) {
    must(method === 'POST', 'messages are POSTed');
    must(/^application\/x-www-form-urlencoded/.test(headers['content-type'] ?? ''), 'a form says that it is one');
    const form = new URLSearchParams(body);
    must(new Set(form.keys()).size === form.size, 'no field comes twice');
    return Object.fromEntries(form);
}

/** Fields that nobody knows would be dropped or refused, and what was meant by them is lost. */
export function known_fields(object, names, where, must) {
    for (const name of Object.keys(object ?? {})) must(names.includes(name), `${where} has no field "${name}"`);
}

export const is_web_address = text => {
    try {
        return ['http:', 'https:'].includes(new URL(text).protocol);
    } catch {
        return false;
    }
};

export const basic = (user, password) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

// --- SMS -------------------------------------------------------------------------------------------------------------

export const is_e164 = text => /^\+[1-9]\d{6,14}$/.test(text);
/** The same without the plus. */
export const is_msisdn = text => is_e164(`+${text}`);
export const is_sender_name = text => /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(text);

const gsm = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
    'abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€');
/** Whether every phone shows it in the alphabet of GSM 03.38. */
export const in_gsm = text => [...text].every(character => gsm.has(character));
/** The parts that a text is sent in, each of which is paid for. */
export function sms_parts(text) {
    const [alone, each] = in_gsm(text) ? [160, 153] : [70, 67];
    const length = in_gsm(text) ? text.length + (text.match(/[\f^{}\\[~\]|€]/g)?.length ?? 0) : text.length;
    return length <= alone ? 1 : Math.ceil(length / each);
}
