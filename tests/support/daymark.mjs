// Runs the real program for black-box tests: start, ask, stop, kill -9, start again on the same data.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { send } from './wire.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const release_program = process.env.DAYMARK_BIN ?? path.join(root, 'build/release/daymark');
/** The program with sanitizers, where it was built: slower, but it notices what the release would survive by luck. */
export const strict_program = existsSync(process.env.DAYMARK_ASAN_BIN ?? '')
    ? process.env.DAYMARK_ASAN_BIN
    : release_program;

// Without this a test that is interrupted would leave its servers and folders behind.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const living = new Set();
process.on('exit', () => {
    for (const server of living) {
        server.child?.kill('SIGKILL');
        if (server.own_folder) rmSync(server.data, { recursive: true, force: true });
    }
});

export class Daymark {
    /** Options: data (folder), database (PostgreSQL URL), program, args (more flags), env, user ({ uid, gid } to run as).
     *  Nothing runs yet. */
    static async make(options = {}) {
        const server = new Daymark();
        Object.assign(
            server,
            // News waits for longer than any test lasts, unless the test is about sending it.
            { program: release_program, args: [], port: 0, key: undefined, log: [] },
            options,
            { env: { DAYMARK_SEND_DELAY: '3600', ...options.env } },
        );
        server.own_folder = options.data === undefined;
        if (server.own_folder) server.data = await mkdtemp(path.join(tmpdir(), 'daymark-test-'));
        living.add(server);
        return server;
    }

    /** A running server with a user, whose key the calls use. */
    static async start(options = {}) {
        const server = await Daymark.make(options);
        await server.start();
        await server.create_user('owner@acme.example');
        return server;
    }

    get url() {
        return `http://127.0.0.1:${this.port}`;
    }
    get pid() {
        return this.child.pid;
    }
    get where() {
        return ['--data', this.data, ...(this.database ? ['--database', this.database] : [])];
    }

    /** Starts the process and waits for /healthz. The port of the first start is kept by later ones. */
    async start({ wait_ms = 20_000 } = {}) {
        this.spawn();
        await this.listening(wait_ms);
        const deadline = Date.now() + wait_ms;
        for (;;) {
            const answer = await this.get('/healthz').catch(() => undefined);
            if (answer?.status === 200) return this;
            if (Date.now() > deadline || this.child.exitCode !== null) throw this.trouble('does not answer /healthz');
            await sleep(5);
        }
    }

    /** Starts the process and does not wait for anything. */
    spawn() {
        const words = [
            'serve',
            // Tests call faster than any client should; cases on the limit set their own.
            '--rate-limit', '0',
            '--listen',
            `127.0.0.1:${this.port}`,
            '--admin-listen',
            '127.0.0.1:0',
            ...this.where,
            ...this.args,
        ];
        this.agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
        this.said = '';
        this.child = spawn(this.program, words, {
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, ...this.env },
            ...this.user,
        });
        this.exited = once(this.child, 'exit').then(([code, signal]) => ({ code, signal }));
        this.child.stdout.setEncoding('utf8').on('data', text => {
            this.said += text;
        });
        this.child.stderr.setEncoding('utf8').on('data', text => {
            this.log.push(text);
            if (this.log.length > 500) this.log.shift();
        });
    }

    /** Waits until the process says where it listens, which tells the port when the system picked it. */
    async listening(wait_ms = 20_000) {
        const deadline = Date.now() + wait_ms;
        let found;
        while (!(found = /Daymark listens on http:\/\/\S*:(\d+)/.exec(this.said))) {
            if (this.child.exitCode !== null || this.child.signalCode !== null)
                throw this.trouble('ended at its start');
            if (Date.now() > deadline) throw this.trouble('does not listen');
            await sleep(2);
        }
        this.port = Number(found[1]);
    }

    trouble(what) {
        return new Error(`daymark ${what}; its last lines:\n${this.log.join('').slice(-4000)}`);
    }

    async stop(signal = 'SIGTERM') {
        if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return this.exited;
        this.child.kill(signal);
        const ended = await this.exited;
        this.agent.destroy();
        return ended;
    }

    /** Where /metrics is: http://127.0.0.1:… */
    get admin_url() {
        return /"admin":"([^"]+)"/.exec(this.log.join(''))?.[1];
    }

    kill() {
        return this.stop('SIGKILL');
    }

    async restart() {
        await this.stop();
        return this.start();
    }

    /** Ends the process and removes the data folder, if it is the test's own. */
    async dispose() {
        await this.kill();
        living.delete(this);
        if (this.own_folder) await rm(this.data, { recursive: true, force: true });
    }

    /** Runs another command of the program on the same data: { code, stdout, stderr }. */
    command(...words) {
        return run(this.program, [...words, ...this.where], { env: { ...process.env, ...this.env } });
    }

    /** Signs a user up and remembers the key for later calls, unless there is one. */
    async create_user(email, name = 'Owner') {
        const { code, stdout, stderr } = await this.command('user', 'create', '--email', email, '--name', name);
        if (code !== 0) throw new Error(`user create failed: ${stderr}`);
        const user = JSON.parse(stdout);
        this.key ??= user.apiKey;
        return user;
    }

    /** One API call; see send() for the answer. */
    api(method, target, body, { key = this.key, ...rest } = {}) {
        return send(this.port, {
            method,
            path: target,
            body,
            agent: this.agent,
            ...rest,
            headers: { authorization: `Bearer ${key}`, ...rest.headers },
        });
    }

    /** The same for calls that must succeed: gives the JSON. */
    async call(method, target, body) {
        const answer = await this.api(method, target, body);
        if (answer.status !== 200) throw new Error(`${method} ${target} answered ${answer.status}: ${answer.text}`);
        return answer.json;
    }

    /** Any path of the main host. */
    get(target, options = {}) {
        return send(this.port, { path: target, agent: this.agent, ...options });
    }

    /** A document of a page, on the page's own host. */
    page(subdomain, target = '/', { headers, ...rest } = {}) {
        return this.get(target, { ...rest, headers: { host: `${subdomain}.localhost:${this.port}`, ...headers } });
    }

    create_page(subdomain, components = [], more = {}) {
        return this.call('POST', '/v2/pages', {
            email: 'owner@acme.example',
            name: `Page ${subdomain}`,
            subdomain,
            components,
            ...more,
        });
    }

    /** Starts the process; milliseconds until it serves the page's first answer. */
    async start_and_time(subdomain, wait_ms = 20_000) {
        const begun = performance.now();
        this.spawn();
        for (;;) {
            const answer = await this.page(subdomain, '/', { timeout_ms: 2000 }).catch(() => undefined);
            if (answer?.status === 200) return performance.now() - begun;
            if (this.child.exitCode !== null || performance.now() - begun > wait_ms)
                throw this.trouble('serves no page');
            await sleep(2);
        }
    }

    /** Resident memory in KiB. */
    async resident_kib() {
        return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${this.pid}/status`, 'utf8'))[1]);
    }
}

/** Runs a program to its end: { code, stdout, stderr }. */
export function run(file, words, options = {}) {
    return new Promise(resolve => {
        execFile(file, words, { maxBuffer: 64 << 20, timeout: 120_000, ...options }, (error, stdout, stderr) => {
            resolve({
                code: error ? (error.code ?? 1) : 0,
                stdout,
                stderr: stderr || (error && !stderr ? String(error) : stderr),
            });
        });
    });
}

/** Repeats `look` until it gives something true; the error says what was waited for. */
export async function eventually(what, look, { within_ms = 5000, every_ms = 10 } = {}) {
    const deadline = performance.now() + within_ms;
    let last;
    for (;;) {
        try {
            const found = await look();
            if (found) return found;
            last = undefined;
        } catch (error) {
            last = error;
        }
        if (performance.now() > deadline)
            throw new Error(`${what}: not within ${within_ms} ms${last ? ` (${last.message})` : ''}`);
        await sleep(every_ms);
    }
}
