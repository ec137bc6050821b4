// Plain file servers as owners have them, on a folder: { name, origin, close() } each. Absolute addresses of the page
// are answered by none of them.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { free_port } from './wire.mjs';

/** As a bucket with website hosting does it: keys by name, "index.html" behind a slash, a redirect to it without. */
export async function bucket(folder) {
    const server = http.createServer(async (request, response) => {
        const { files } = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
        const types = new Map(files.map(file => [file.path, file.contentType]));
        const key = decodeURIComponent(new URL(request.url, 'http://bucket').pathname).slice(1);
        const file = key === '' || key.endsWith('/') ? `${key}index.html` : key;
        response.setHeader('access-control-allow-origin', '*');
        if (!types.has(file) && types.has(`${file}/index.html`)) {
            response.writeHead(302, { location: `/${file}/` }).end();
        } else {
            const found = types.has(file) ? file : '404.html';
            response.writeHead(found === file ? 200 : 404, { 'content-type': types.get(found) });
            response.end(await readFile(path.join(folder, found)));
        }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return {
        name: 'a bucket',
        origin: `http://127.0.0.1:${server.address().port}`,
        async close() {
            server.closeAllConnections();
            await new Promise(closed => server.close(closed));
        },
    };
}

async function answers(origin) {
    for (let tries = 0; ; ++tries) {
        if (await fetch(`${origin}/robots.txt`).then(answer => answer.ok, () => false)) return;
        if (tries === 400) throw new Error(`nothing answers at ${origin}`);
        await new Promise(later => setTimeout(later, 25));
    }
}

async function child(name, port, file, words) {
    const running = spawn(file, words, { stdio: 'ignore' });
    const exited = once(running, 'exit');
    const origin = `http://127.0.0.1:${port}`;
    await answers(origin);
    return {
        name,
        origin,
        async close() {
            running.kill();
            await exited;
        },
    };
}

export async function python(folder) {
    const port = await free_port();
    return child('python -m http.server', port, 'python3', [
        '-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', folder,
    ]);
}

export function has_nginx() {
    try {
        execFileSync('nginx', ['-v'], { stdio: 'ignore' });
        return true;
    } catch {
        return false;
    }
}

/** With the settings of docs/export.md. */
export async function nginx(folder) {
    const port = await free_port();
    const own = await mkdtemp(path.join(tmpdir(), 'daymark-nginx-'));
    const config = path.join(own, 'nginx.conf');
    await writeFile(config, `daemon off; master_process off; worker_processes 1;
error_log ${own}/error.log; pid ${own}/pid;
events {}
http {
    access_log off;
    include /etc/nginx/mime.types;
    types { text/calendar ics; application/manifest+json webmanifest; }
    client_body_temp_path ${own}/body; proxy_temp_path ${own}/proxy; fastcgi_temp_path ${own}/fastcgi;
    uwsgi_temp_path ${own}/uwsgi; scgi_temp_path ${own}/scgi;
    server {
        listen 127.0.0.1:${port};
        root ${folder};
        absolute_redirect off;
        gzip_static on;
        error_page 404 /404.html;
    }
}
`);
    const server = await child('nginx', port, 'nginx', ['-c', config, '-p', own, '-e', `${own}/error.log`]);
    return {
        ...server,
        async close() {
            await server.close();
            await rm(own, { recursive: true, force: true });
        },
    };
}
