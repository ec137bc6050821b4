// A stand-in for somebody else's server: it keeps what it was sent, and answers as it was told to.
import { once } from 'node:events';
import http from 'node:http';

export class FakeInstatus {
    /**
     * `answers` maps "GET /v1/pages" to JSON, to a function of the request, or to { status, headers, text, destroy }.
     */
    static async start(answers = {}) {
        const fake = new FakeInstatus();
        fake.answers = answers;
        fake.requests = [];
        fake.server = http.createServer((request, response) => fake.answer(request, response));
        fake.server.listen(0, '127.0.0.1');
        await once(fake.server, 'listening');
        return fake;
    }

    get url() {
        return `http://127.0.0.1:${this.server.address().port}`;
    }

    async answer(request, response) {
        const parts = [];
        for await (const part of request) parts.push(part);
        const text = Buffer.concat(parts).toString();
        const url = new URL(request.url, this.url);
        const seen = {
            method: request.method,
            path: url.pathname,
            query: url.searchParams,
            headers: request.headers,
            body: text === '' ? undefined : JSON.parse(text),
        };
        this.requests.push(seen);
        let found = this.answers[`${request.method} ${url.pathname}`];
        if (typeof found === 'function') found = found(seen, this);
        if (found === undefined) found = { status: 404, text: '<h1>Not found</h1>' };
        // The statuses of the API's own things are words.
        const plain = typeof found.status !== 'number' && !found.destroy;
        const { status = 200, headers = {}, text: body, destroy } = plain ? { text: JSON.stringify(found) } : found;
        if (destroy) {
            response.writeHead(200, { 'content-length': 1000 });
            response.write('[{"id":');
            setTimeout(() => request.socket.destroy(), 20);
            return;
        }
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(body ?? '');
    }

    /** What was sent to a path with a method. */
    sent(method, path) {
        return this.requests.filter(request => request.method === method && request.path === path);
    }

    async stop() {
        this.server.closeAllConnections();
        this.server.close();
        await once(this.server, 'close');
    }
}

/** The answer to a list: the first hundred, and nothing on the pages behind. */
export const listed =
    all =>
    ({ query }) => {
        const page = Number(query.get('page') ?? 1);
        const size = Number(query.get('per_page') ?? 50);
        return all.slice((page - 1) * size, page * size);
    };
