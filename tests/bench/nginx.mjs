// nginx as the yardstick: one file with the same compressed bytes, set up to be as fast as it can.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { eventually } from '../support/daymark.mjs';
import { free_port, send } from '../support/wire.mjs';

// The headers are those a cacheable page needs, fewer than Daymark sends. The file stays open and its facts cached.
const settings = (folder, port, workers) => `
daemon off;
user root;
worker_processes ${workers};
worker_rlimit_nofile 20000;
pid ${folder}/pid;
error_log ${folder}/errors warn;
events { worker_connections 16000; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 10000000;
    keepalive_timeout 75s;
    open_file_cache max=1000 inactive=1h;
    open_file_cache_valid 1h;
    default_type "text/html; charset=utf-8";
    client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
    uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
    server {
        listen 127.0.0.1:${port} reuseport backlog=4096;
        root ${folder};
        location = / {
            try_files /page =404;
            add_header Content-Encoding gzip;
            add_header Vary Accept-Encoding;
            add_header Cache-Control "public, max-age=5, stale-while-revalidate=60";
        }
    }
}
`;

/** Serves `bytes`, which are gzip, at /. Gives { pid, url, stop }. */
export async function start_nginx(bytes, workers) {
    const folder = await mkdtemp('/tmp/daymark-nginx-');
    const port = await free_port();
    await writeFile(`${folder}/page`, bytes);
    await writeFile(`${folder}/conf`, settings(folder, port, workers));
    const child = spawn('nginx', ['-p', folder, '-c', `${folder}/conf`], { stdio: ['ignore', 'ignore', 'ignore'] });
    process.on('exit', () => child.kill('SIGTERM'));
    const answer = await eventually('nginx', async () => send(port, { path: '/' }));
    if (answer.status !== 200 || !answer.bytes.equals(bytes))
        throw new Error(`nginx answers ${answer.status}: ${answer.text.slice(0, 200)}`);
    return {
        pid: child.pid,
        url: `http://127.0.0.1:${port}/`,
        head_bytes: Object.entries(answer.headers).reduce(
            (sum, [name, value]) => sum + name.length + String(value).length + 4,
            0,
        ),
        async stop() {
            child.kill('SIGTERM');
            await once(child, 'exit');
            await rm(folder, { recursive: true, force: true });
        },
    };
}
