// A mail server of Debian's, with a configuration, a queue and mailboxes of its own in a folder of its own.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './daymark.mjs';

const free_port = () =>
    new Promise(resolve => {
        const server = createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });

export class Postfix {
    /** Has a mailbox for each of these at reader.example, and refuses others there. Needs root, as Postfix does. */
    static start(...readers) {
        return Postfix.start_with({ readers });
    }

    /** The same with more settings for main.cf and more lines for master.cf. */
    static async start_with({ readers = [], settings = {}, services = [] }) {
        const postfix = Object.assign(new Postfix(), { readers, settings, services });
        postfix.folder = mkdtempSync(path.join(tmpdir(), 'daymark-postfix-'));
        chmodSync(postfix.folder, 0o755);
        postfix.port = await free_port();
        postfix.configure();
        postfix.run('start');
        await eventually('Postfix', () => {
            execFileSync('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${postfix.port}; read -r line <&3; [[ $line == 220* ]]`]);
            return true;
        }, { within_ms: 20_000, every_ms: 100 });
        return postfix;
    }

    configure() {
        const at = name => path.join(this.folder, name);
        for (const name of ['etc', 'queue', 'data', 'mails']) mkdirSync(at(name));
        const [uid, gid] = ['-u', '-g'].map(flag => Number(execFileSync('id', [flag, 'postfix'])));
        chownSync(at('data'), uid, gid);
        chownSync(at('mails'), uid, gid);
        writeFileSync(at('etc/main.cf'), Object.entries({
            compatibility_level: 3.6, queue_directory: at('queue'), data_directory: at('data'),
            command_directory: '/usr/sbin', daemon_directory: '/usr/lib/postfix/sbin', myhostname: 'mail.example',
            inet_interfaces: '127.0.0.1', inet_protocols: 'ipv4', mynetworks: '127.0.0.0/8', mydestination: '',
            virtual_mailbox_domains: 'reader.example', virtual_mailbox_base: at('mails'),
            virtual_mailbox_maps: `inline:{ ${this.readers.map(name => `{ ${name}@reader.example = ${name}/ }`).join(', ')} }`, virtual_uid_maps: `static:${uid}`,
            virtual_gid_maps: `static:${gid}`, virtual_minimum_uid: 1, maillog_file: at('log'), maillog_file_prefixes: this.folder,
            smtpd_recipient_restrictions: 'permit_mynetworks,reject', smtputf8_enable: 'no', alias_maps: '', local_recipient_maps: '', ...this.settings,
        }).map(([name, value]) => `${name} = ${value}\n`).join(''));
        const daemons = [
            [`127.0.0.1:${this.port}`, 'inet', 'smtpd'], ['pickup', 'unix', 'pickup'], ['cleanup', 'unix', 'cleanup'],
            ['qmgr', 'unix', 'qmgr'], ['rewrite', 'unix', 'trivial-rewrite'], ['bounce', 'unix', 'bounce'],
            ['defer', 'unix', 'bounce'], ['trace', 'unix', 'bounce'], ['virtual', 'unix', 'virtual'],
            ['anvil', 'unix', 'anvil'], ['scache', 'unix', 'scache'], ['postlog', 'unix-dgram', 'postlogd'],
            ['error', 'unix', 'error'], ['retry', 'unix', 'error'], ['proxymap', 'unix', 'proxymap'],
        ];
        const open = new Set(['smtpd', 'pickup', 'cleanup', 'qmgr', 'postlogd']);
        const processes = { qmgr: 1, postlogd: 1, scache: 1, pickup: 1, cleanup: 0, bounce: 0, proxymap: '-' };
        writeFileSync(at('etc/master.cf'), daemons.map(([name, type, program]) =>
            // service, type, private, unprivileged, chroot, wake-up, processes, program
            [name, type, open.has(program) ? 'n' : '-', program === 'virtual' ? 'n' : '-', 'n',
                { qmgr: '300', pickup: '60' }[program] ?? '-', processes[program] ?? '-', program].join(' ') + '\n',
        ).join('') + this.services.map(line => `${line}\n`).join(''));
    }

    run(command) {
        execFileSync('/usr/sbin/postfix', ['-c', path.join(this.folder, 'etc'), command], { stdio: 'ignore' });
    }

    get url() {
        return `smtp://127.0.0.1:${this.port}`;
    }

    /** The bytes of what arrived for an address, as a Maildir keeps it. */
    mails_to(address) {
        const folder = path.join(this.folder, 'mails', address.split('@')[0], 'new');
        if (!existsSync(folder)) return [];
        return readdirSync(folder).sort().map(name => readFileSync(path.join(folder, name)));
    }

    async dispose() {
        this.run('abort');
        rmSync(this.folder, { recursive: true, force: true });
    }
}
