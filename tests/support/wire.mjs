// HTTP from the outside: an ordinary client that may name any Host, and a raw socket for what no client would send.
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

/** Sends one request and reads the whole answer: { status, headers, bytes, text, json, ms }. */
export function send(port, { method = 'GET', path = '/', headers = {}, body, agent, timeout_ms = 30_000 } = {}) {
    const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const all = { ...headers };
    if (bytes !== undefined) {
        all['content-type'] ??= 'application/json';
        all['content-length'] = bytes.length;
    }
    const begun = performance.now();
    return new Promise((resolve, reject) => {
        const request = http.request({ host: '127.0.0.1', port, method, path, headers: all, agent }, response => {
            const parts = [];
            response.on('data', part => parts.push(part));
            response.on('error', reject);
            response.on('end', () => {
                if (!response.complete) return reject(new Error(`the answer to ${method} ${path} was cut short`));
                resolve(answer_of(response, Buffer.concat(parts), performance.now() - begun));
            });
        });
        request.setTimeout(timeout_ms, () =>
            request.destroy(new Error(`no answer to ${method} ${path} in ${timeout_ms} ms`)),
        );
        request.on('error', reject);
        request.end(bytes);
    });
}

function answer_of(response, bytes, ms) {
    return {
        status: response.statusCode,
        headers: response.headers,
        bytes,
        ms,
        get text() {
            return bytes.toString('utf8');
        },
        get json() {
            return JSON.parse(bytes.toString('utf8'));
        },
    };
}

/** A port of this machine that nobody uses at the moment. */
export async function free_port() {
    const server = net.createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address();
    await new Promise(done => server.close(done));
    return port;
}

/** A connection that says exactly these bytes and keeps what comes back. */
export class Raw {
    static async open(port) {
        const raw = new Raw();
        raw.socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
        raw.received = Buffer.alloc(0);
        raw.ended = false;
        raw.done = new Promise(resolve => {
            const finish = () => {
                raw.ended = true;
                resolve();
            };
            raw.socket.on('end', finish);
            raw.socket.on('close', finish);
            raw.socket.on('error', finish);
        });
        raw.socket.on('data', part => {
            raw.received = Buffer.concat([raw.received, part]);
        });
        await new Promise((resolve, reject) => {
            raw.socket.once('connect', resolve);
            raw.socket.once('error', reject);
        });
        return raw;
    }

    write(bytes) {
        if (!this.socket.destroyed) this.socket.write(bytes);
    }

    /** Waits until the server closed the connection; false when it did not in time. */
    async closed_within(ms) {
        let timer;
        const late = new Promise(resolve => {
            timer = setTimeout(resolve, ms);
        });
        await Promise.race([this.done, late]);
        clearTimeout(timer);
        return this.ended;
    }

    get text() {
        return this.received.toString('latin1');
    }
    /** The status codes of all answers, in order, found by their framing. */
    get statuses() {
        return split_answers(this.received).map(answer => answer.status);
    }

    destroy() {
        this.socket.destroy();
    }
}

/** Cuts a byte stream into answers by Content-Length. What is left over and no answer counts as one with status 0. */
export function split_answers(stream) {
    const answers = [];
    let rest = stream;
    while (rest.length > 0) {
        const end = rest.indexOf('\r\n\r\n');
        const head = end < 0 ? '' : rest.subarray(0, end).toString('latin1');
        const status = /^HTTP\/1\.[01] (\d{3}) /.exec(head);
        if (!status) {
            answers.push({ status: 0, head: rest.toString('latin1'), body: Buffer.alloc(0) });
            break;
        }
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
        const body = rest.subarray(end + 4, end + 4 + length);
        answers.push({ status: Number(status[1]), head, body });
        rest = rest.subarray(end + 4 + length);
    }
    return answers;
}
