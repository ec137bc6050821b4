// A name server on loopback whose messages are made by a library that has nothing to do with the program's.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import path from 'node:path';
import { createRequire } from 'node:module';
import { root } from './daymark.mjs';

const packet = createRequire(path.join(root, 'tests/e2e/package.json'))('dns-packet');

const kinds = { TXT: data => data, MX: ([preference, exchange]) => ({ preference, exchange }), A: data => data, PTR: data => data };

/** `records`: { 'TXT example.com': ['…'], 'MX example.com': [[10, 'mx.example.com']] }, read anew for each question. */
export async function start_name_server(records) {
    const asked = [];
    const answer_to = (message, tcp) => {
        const { id, questions } = packet.decode(message);
        const [{ name, type }] = questions;
        asked.push(`${type} ${name}`);
        const found = records[`${type} ${name}`] ?? [];
        const known = Object.keys(records).some(key => key.endsWith(` ${name}`));
        const answers = found.map(data => ({ type, name, class: 'IN', ttl: 60, data: kinds[type](data) }));
        const flags = packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | (known ? 0 : 3);
        const whole = packet.encode({ type: 'response', id, flags, questions, answers });
        if (tcp || whole.length <= 512) return whole;
        return packet.encode({ type: 'response', id, flags: flags | packet.TRUNCATED_RESPONSE, questions, answers: [] });
    };
    const connections = createServer(socket => {
        let bytes = Buffer.alloc(0);
        socket.on('error', () => {});
        socket.on('data', more => {
            bytes = Buffer.concat([bytes, more]);
            if (bytes.length < 2 || bytes.length < 2 + bytes.readUInt16BE(0)) return;
            const answer = answer_to(bytes.subarray(2), true);
            const size = Buffer.alloc(2);
            size.writeUInt16BE(answer.length);
            socket.end(Buffer.concat([size, answer]));
        });
    });
    await new Promise(resolve => connections.listen(0, '127.0.0.1', resolve));
    const { port } = connections.address();
    const datagrams = createSocket('udp4');
    datagrams.on('message', (message, from) => datagrams.send(answer_to(message, false), from.port, from.address));
    await new Promise(resolve => datagrams.bind(port, '127.0.0.1', resolve));
    return {
        asked,
        server: `127.0.0.1:${port}`,
        close: () => {
            datagrams.close();
            connections.close();
        },
    };
}
