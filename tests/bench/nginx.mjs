// nginx as the yardstick: one file with the same compressed bytes, set up to be as fast as it can.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { eventually } from '../support/daymark.mjs';
import { free_port, send } from '../support/wire.mjs';

const frame = (folder, workers, server) => `
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
${server}
    }
}
`;

// The headers are those a cacheable page needs, fewer than Daymark sends. The file stays open and its facts cached.
const page_server = (folder, port) => `
        listen 127.0.0.1:${port} reuseport backlog=4096;
        root ${folder};
        location = / {
            try_files /page =404;
            add_header Content-Encoding gzip;
            add_header Vary Accept-Encoding;
            add_header Cache-Control "public, max-age=5, stale-while-revalidate=60";
        }`;

const sink_server = (hosts, port) => `
${hosts.map(host => `        listen ${host}:${port} backlog=4096;`).join('\n')}
        location / { return 204; }
        location = /count { stub_status; }`;

async function run_nginx(workers, server_in, prepare = () => {}) {
    const folder = await mkdtemp('/tmp/daymark-nginx-');
    const port = await free_port();
    await prepare(folder);
    await writeFile(`${folder}/conf`, frame(folder, workers, server_in(folder, port)));
    const child = spawn('nginx', ['-p', folder, '-c', `${folder}/conf`], { stdio: ['ignore', 'ignore', 'ignore'] });
    const at_exit = () => child.kill('SIGTERM');
    process.on('exit', at_exit);
    return {
        pid: child.pid,
        port,
        async stop() {
            child.kill('SIGTERM');
            await once(child, 'exit');
            process.off('exit', at_exit);
            await rm(folder, { recursive: true, force: true });
        },
    };
}

/** Serves `bytes`, which are gzip, at /. Gives { pid, url, stop }. */
export async function start_nginx(bytes, workers) {
    const nginx = await run_nginx(workers, page_server, folder => writeFile(`${folder}/page`, bytes));
    const answer = await eventually('nginx', async () => send(nginx.port, { path: '/' }));
    if (answer.status !== 200 || !answer.bytes.equals(bytes))
        throw new Error(`nginx answers ${answer.status}: ${answer.text.slice(0, 200)}`);
    return {
        ...nginx,
        url: `http://127.0.0.1:${nginx.port}/`,
        head_bytes: Object.entries(answer.headers).reduce(
            (sum, [name, value]) => sum + name.length + String(value).length + 4,
            0,
        ),
    };
}

/** Answers 204 to whatever comes, on the first `hosts` addresses of 127.0.0.0. count() tells to how much. */
export async function start_nginx_sink(hosts) {
    const addresses = Array.from({ length: hosts }, (_, n) => `127.0.0.${n + 1}`);
    const nginx = await run_nginx(1, (_, port) => sink_server(addresses, port));
    const agent = new Agent({ keepAlive: true });
    let asked = 0;
    const count = async () => {
        const { text } = await send(nginx.port, { path: '/count', agent });
        asked += 1;
        return Number(/^ *\d+ +\d+ +(\d+)/m.exec(text)[1]) - asked;
    };
    await eventually('nginx', async () => (await count()) >= 0);
    return { ...nginx, count, hosts };
}
