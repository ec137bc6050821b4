// Receivers of webhooks that behave as nobody should: each is a server of its own on loopback that says any bytes.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The request at the front of these bytes: { head, headers, body }; nothing while it is not whole. */
function whole_request(bytes) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [head, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
    const length = Number(headers['content-length'] ?? 0);
    if (bytes.length < end + 4 + length) return undefined;
    return { head, headers, body: bytes.subarray(end + 4, end + 4 + length).toString() };
}

export class Receiver {
    /** `behave(socket, request, n)` is called for each whole request, the first with 1. */
    static async start(behave) {
        const receiver = new Receiver();
        Object.assign(receiver, { received: [], sockets: new Set(), connections: 0 });
        receiver.server = createServer(socket => {
            ++receiver.connections;
            receiver.sockets.add(socket);
            let bytes = Buffer.alloc(0);
            socket.on('error', () => {});
            socket.on('close', () => receiver.sockets.delete(socket));
            socket.on('data', part => {
                bytes = Buffer.concat([bytes, part]);
                const request = whole_request(bytes);
                if (!request) return;
                bytes = Buffer.alloc(0);
                receiver.received.push(request);
                behave(socket, request, receiver.received.length);
            });
        });
        await once(receiver.server.listen(0, '127.0.0.1'), 'listening');
        receiver.url = `http://127.0.0.1:${receiver.server.address().port}/hook`;
        return receiver;
    }

    close() {
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
    }
}

/** An answer as it should be. */
export const says = (status, headers = {}, body = '') => socket => {
    const lines = Object.entries({ 'content-length': Buffer.byteLength(body), ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n`);
    socket.write(body);
};

/** The first answers, then a healthy one for ever. */
export const first = (...behaviours) => (socket, request, n) => (behaviours[n - 1] ?? says(200))(socket, request);

export const hangs = () => {};
export const closes = socket => socket.end();
export const resets = socket => socket.resetAndDestroy();
export const ends_in_body = socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n0123456789');
export const ends_in_head = socket => socket.end('HTTP/1.1 200 OK\r\ncontent-le');
export const says_no_http = socket => socket.end('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');

/** One byte of a good answer at a time, and never the last. */
export const trickles = socket => {
    const answer = `HTTP/1.1 200 OK\r\nx-slow: ${'z'.repeat(10_000)}`;
    let at = 0;
    const timer = setInterval(() => socket.write(answer[at++]), 100);
    socket.on('close', () => clearInterval(timer));
};

/** This for ever, as fast as it is taken. */
const floods = (head, part) => socket => {
    socket.write(head);
    const go_on = () => {
        while (!socket.destroyed && socket.write(part));
    };
    socket.on('drain', go_on);
    go_on();
};
export const endless_headers = floods('HTTP/1.1 200 OK\r\n', `x-more: ${'h'.repeat(1_000)}\r\n`);
export const endless_header = floods('HTTP/1.1 200 OK\r\nx-more: ', 'h'.repeat(10_000));
export const endless_body = floods('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', `400\r\n${'b'.repeat(1_024)}\r\n`);
export const endless_continues = floods('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100));
