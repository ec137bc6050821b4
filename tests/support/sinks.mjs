// Where messages arrive: a mail server and an HTTP receiver on loopback that keep a journal, and misbehave when asked to.
import { createServer as create_http } from 'node:http';
import { createServer as create_tcp } from 'node:net';

const listening = server =>
    new Promise(resolve => {
        server.listen(0, '127.0.0.1', () => resolve(server.address().port));
    });

/**
 * SMTP as far as a relay's client needs it. `received`: { to, id, subject, bytes } of each mail that was accepted.
 * `misbehave(step, session)` may answer instead: a reply line, or 'cut' for the end of the connection. Steps: 'connect', 'MAIL',
 * 'RCPT', 'DATA', 'dot' (the mail counts as accepted: a client cannot know).
 */
export async function start_mail_sink({ misbehave = () => undefined, delay = () => 0 } = {}) {
    const received = [];
    const sockets = new Set();
    const server = create_tcp(socket => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => {});
        const session = { to: [], data: undefined };
        let rest = '';
        const say = line => socket.write(`${line}\r\n`);
        const step = (name, usual) => {
            const instead = misbehave(name, session);
            if (instead === 'cut') return socket.destroy();
            say(instead ?? usual);
            return instead;
        };
        const accept = text => {
            const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
            const header = name => head.match(new RegExp(`^${name}: *(.*)$`, 'im'))?.[1];
            for (const to of session.to)
                received.push({ to, id: header('Message-ID'), subject: header('Subject'), bytes: text });
        };
        const take_line = line => {
            const verb = line.slice(0, 4).toUpperCase();
            if (verb === 'EHLO' || verb === 'HELO') say('250-sink\r\n250-PIPELINING\r\n250 8BITMIME');
            else if (verb === 'MAIL') (session.to = []), step('MAIL', '250 ok');
            else if (verb === 'RCPT') step('RCPT', '250 ok') ?? session.to.push(line.match(/<(.*)>/)[1]);
            else if (verb === 'DATA') step('DATA', '354 go on') ?? (session.data = '');
            else if (verb === 'QUIT') say('221 bye'), socket.end();
            else say('250 ok');
        };
        socket.setEncoding('latin1');
        socket.on('data', text => {
            rest += text;
            for (;;) {
                if (session.data !== undefined) {
                    const end = rest.indexOf('\r\n.\r\n');
                    if (end < 0) return;
                    accept(rest.slice(0, end).replace(/(^|\r\n)\.\./g, '$1.'));
                    rest = rest.slice(end + 5);
                    session.data = undefined;
                    const wait = delay();
                    if (wait > 0) setTimeout(() => step('dot', '250 2.0.0 taken'), wait);
                    else step('dot', '250 2.0.0 taken');
                    continue;
                }
                const end = rest.indexOf('\r\n');
                if (end < 0) return;
                const line = rest.slice(0, end);
                rest = rest.slice(end + 2);
                take_line(line);
            }
        });
        step('connect', '220 sink');
    });
    const port = await listening(server);
    return {
        received,
        url: `smtp://127.0.0.1:${port}?tls=never`,
        close: () => {
            for (const socket of sockets) socket.destroy();
            server.close();
        },
    };
}

/**
 * `received`: { path, headers, body } of each request that came whole. `answer(request)` gives a status (200 when it gives
 * nothing), 'cut' for the end of the connection, 'silence' for no answer, or { status, headers, body }.
 */
export async function start_http_sink({ answer = () => undefined, delay = () => 0 } = {}) {
    const received = [];
    const server = create_http((request, response) => {
        const parts = [];
        request.on('error', () => {});
        request.on('data', part => parts.push(part));
        request.on('end', () => {
            const whole = {
                method: request.method, path: request.url, headers: request.headers,
                body: Buffer.concat(parts).toString(),
            };
            received.push(whole);
            const wished = answer(whole) ?? 200;
            if (wished === 'cut') return request.socket.destroy();
            if (wished === 'silence') return undefined;
            const { status = 200, headers = {}, body = 'ok' } = typeof wished === 'object' ? wished : { status: wished };
            const reply = () => response.writeHead(status, headers).end(body);
            const wait = delay();
            return wait > 0 ? setTimeout(reply, wait) : reply();
        });
    });
    server.keepAliveTimeout = 60_000;
    const port = await listening(server);
    return {
        received,
        port,
        url: `http://127.0.0.1:${port}`,
        close: () => {
            server.closeAllConnections();
            server.close();
        },
    };
}
