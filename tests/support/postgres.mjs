// A private PostgreSQL in a throw-away folder, which tests may stop, kill and freeze.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from './daymark.mjs';
import { free_port } from './wire.mjs';

const bin = readdirSync('/usr/lib/postgresql', { withFileTypes: true })
    .map(entry => `/usr/lib/postgresql/${entry.name}/bin`)
    .filter(folder => existsSync(`${folder}/initdb`))
    .sort()
    .at(-1);
const is_root = process.getuid() === 0;

/** Runs as user postgres when we are root: PostgreSQL refuses to be root's. */
function as_postgres(program, ...words) {
    const [file, args] = is_root ? ['runuser', ['-u', 'postgres', '--', program, ...words]] : [program, words];
    return run(file, args, { cwd: '/tmp' });
}

async function must(what, outcome) {
    const { code, stdout, stderr } = await outcome;
    if (code !== 0) throw new Error(`${what} failed: ${stderr}${stdout}`);
    return stdout;
}

const living = new Set();
process.on('exit', () => {
    for (const postgres of living) {
        for (const pid of postgres.processes()) {
            try {
                process.kill(pid, 'SIGKILL');
            } catch {
                /* gone already */
            }
        }
        rmSync(postgres.folder, { recursive: true, force: true });
    }
});

export class Postgres {
    /** Makes a cluster with C collation, so that text sorts as on SQLite, and starts it. */
    static async start() {
        const postgres = new Postgres();
        postgres.folder = await mkdtemp('/tmp/daymark-pg-');
        if (is_root) {
            const [uid, gid] = await Promise.all(
                ['-u', '-g'].map(async flag => Number(await must('id', run('id', [flag, 'postgres'])))),
            );
            await chown(postgres.folder, uid, gid);
        }
        postgres.data = path.join(postgres.folder, 'data');
        await must(
            'initdb',
            as_postgres(
                `${bin}/initdb`,
                '-D',
                postgres.data,
                '-U',
                'postgres',
                '-A',
                'trust',
                '-E',
                'UTF8',
                '--locale=C',
            ),
        );
        postgres.port = await free_port();
        living.add(postgres);
        await postgres.start();
        return postgres;
    }

    get url() {
        return this.url_of('postgres');
    }
    url_of(database) {
        return `postgresql://postgres@127.0.0.1:${this.port}/${database}`;
    }

    async start() {
        const options = `-p ${this.port} -k ${this.folder} -c listen_addresses=127.0.0.1 -c max_connections=200`;
        await must(
            'pg_ctl start',
            as_postgres(`${bin}/pg_ctl`, '-D', this.data, '-w', '-l', `${this.folder}/log`, '-o', options, 'start'),
        );
    }

    /** Modes of pg_ctl: smart, fast, immediate (as after a crash). */
    stop(mode = 'fast') {
        return must('pg_ctl stop', as_postgres(`${bin}/pg_ctl`, '-D', this.data, '-w', '-m', mode, 'stop'));
    }

    async restart(mode) {
        await this.stop(mode);
        await this.start();
    }

    /** kill -9 of everything; the next start recovers from the log. */
    kill() {
        this.signal('SIGKILL');
    }
    /** Alive, but silent. */
    freeze() {
        this.signal('SIGSTOP');
    }
    thaw() {
        this.signal('SIGCONT');
    }

    signal(name) {
        for (const pid of this.processes()) {
            try {
                process.kill(pid, name);
            } catch {
                /* ended meanwhile */
            }
        }
    }

    /** The first process and all its children, which lead sessions of their own. */
    processes() {
        let first;
        try {
            first = Number(readFileSync(`${this.data}/postmaster.pid`, 'utf8').split('\n')[0]);
        } catch {
            return [];
        }
        const children = readdirSync('/proc')
            .filter(name => /^\d+$/.test(name))
            .filter(pid => {
                try {
                    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))[1]) === first;
                } catch {
                    return false;
                }
            });
        return [first, ...children.map(Number)];
    }

    /** Runs SQL and gives what psql prints, bare. */
    sql(text, database = 'postgres') {
        return this.psql(database, '-c', text);
    }

    /** Runs the statements in a file, each by itself. */
    sql_file(file, database = 'postgres') {
        return this.psql(database, '-f', file);
    }

    psql(database, ...words) {
        const quiet = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1'];
        return must('psql', run(`${bin}/psql`, [...quiet, '-d', this.url_of(database), ...words]));
    }

    /** The second becomes what the first is; nobody may be connected to either. */
    async copy_database(from, to) {
        await this.sql(`drop database if exists ${to}`);
        await this.sql(`create database ${to} template ${from}`);
    }

    /** A fresh database; gives its URL. */
    async create_database(name) {
        await this.sql(`create database ${name}`);
        return this.url_of(name);
    }

    pgbench(...words) {
        return run(`${bin}/pgbench`, ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres', ...words]);
    }

    async dispose() {
        this.thaw();
        await this.stop('immediate').catch(() => this.kill());
        living.delete(this);
        await rm(this.folder, { recursive: true, force: true });
    }
}
