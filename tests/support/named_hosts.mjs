// Hosts of the Internet as one program sees them: their names lead to loopback, and whoever listens there has a certificate
// that it trusts. Nothing of the machine is changed: the program gets a mount namespace of its own. Needs root, for port 443.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Not where the kernel gives no namespaces, as in some containers. */
export const hosts_can_be_named = process.getuid() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

export class NamedHosts {
    /** `takers`: what takes the requests for each name: (request, response) => … */
    static async start(takers) {
        const hosts = new NamedHosts();
        hosts.folder = mkdtempSync(path.join(tmpdir(), 'daymark-hosts-'));
        // Another one for each process, so that two do not meet at the port.
        hosts.address = `127.${1 + ((process.pid >> 14) & 127)}.${(process.pid >> 7) & 127}.${1 + (process.pid & 127)}`;
        const names = Object.keys(takers);
        const at = name => path.join(hosts.folder, name);
        execFileSync('openssl', [
            'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', '/CN=tests',
            '-addext', `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}`, '-keyout', at('key.pem'), '-out', at('cert.pem'),
        ], { stdio: 'ignore' });
        writeFileSync(at('hosts'), `127.0.0.1 localhost\n${names.map(name => `${hosts.address} ${name}\n`).join('')}`);
        hosts.server = createServer({ key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) }, (request, response) => {
            const taker = takers[request.headers.host];
            return taker ? taker(request, response) : response.writeHead(421).end();
        });
        hosts.server.keepAliveTimeout = 60_000;
        await new Promise((resolve, reject) => {
            hosts.server.once('error', reject).listen(443, hosts.address, resolve);
        });
        return hosts;
    }

    /** A program that is this one among these hosts. */
    among(program) {
        const script = path.join(this.folder, path.basename(program));
        const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
        const [names, trusted] = ['hosts', 'cert.pem'].map(name => quoted(path.join(this.folder, name)));
        const inside = `mount --bind ${names} /etc/hosts && mount --bind ${trusted} /etc/ssl/certs/ca-certificates.crt && exec "$@"`;
        writeFileSync(script, `#!/bin/sh\nexec unshare --mount sh -c ${quoted(inside)} sh ${quoted(program)} "$@"\n`);
        chmodSync(script, 0o755);
        return script;
    }

    close() {
        this.server.closeAllConnections();
        this.server.close();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
