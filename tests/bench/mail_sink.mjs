// Postfix's own tools for loads: a server that takes mails and throws them away, and a client that sends one mail as
// often as it can.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually, run } from '../support/daymark.mjs';
import { Raw } from '../support/wire.mjs';

const is_root = process.getuid() === 0;

/** The end of a file, which may be long. */
function tail(file, size = 200) {
    const descriptor = openSync(file, 'r');
    try {
        const whole = fstatSync(descriptor).size;
        const bytes = Buffer.alloc(Math.min(size, whole));
        readSync(descriptor, bytes, 0, bytes.length, whole - bytes.length);
        return bytes.toString('latin1');
    } finally {
        closeSync(descriptor);
    }
}

/** Takes mails on this port. count() tells how many it took. */
export async function start_smtp_sink(port) {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-smtp-'));
    const counters = openSync(`${folder}/counters`, 'w');
    const words = [...(is_root ? ['-u', 'nobody'] : []), '-c', `127.0.0.1:${port}`, '1024'];
    const child = spawn('/usr/sbin/smtp-sink', words, { stdio: ['ignore', counters, 'ignore'] });
    closeSync(counters);
    const at_exit = () => child.kill('SIGKILL');
    process.on('exit', at_exit);
    await eventually('smtp-sink', async () => {
        const raw = await Raw.open(port);
        raw.destroy();
        return true;
    });
    return {
        pid: child.pid,
        count: () => Number([...tail(`${folder}/counters`).matchAll(/mesg=(\d+)/g)].at(-1)?.[1] ?? 0),
        async stop() {
            child.kill('SIGKILL');
            await once(child, 'exit');
            process.off('exit', at_exit);
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** Sends this mail over so many connections, which stay open, for about so long. Mails per second. */
export async function smtp_source({ port, mail, sessions, seconds }) {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-smtp-'));
    try {
        // It ends lines by itself.
        writeFileSync(`${folder}/mail`, mail.replaceAll('\r\n', '\n'), 'latin1');
        const rate = async messages => {
            const begun = performance.now();
            const { code, stderr } = await run('/usr/sbin/smtp-source', [
                '-d', '-s', String(sessions), '-m', String(messages), '-M', 'bench.example',
                '-f', 'status@localhost', '-t', 'reader@example.com', '-F', `${folder}/mail`, `127.0.0.1:${port}`,
            ]);
            if (code !== 0) throw new Error(`smtp-source: ${stderr}`);
            return (messages / (performance.now() - begun)) * 1000;
        };
        return await rate(Math.ceil((await rate(2000)) * seconds));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
