// A worker thread that asks for a page at a fixed rate on kept connections and judges every body it gets. Started by
// start_load(); it answers with its figures when told to stop.
import { createHash } from 'node:crypto';
import net from 'node:net';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { pages_whole } from './pages.mjs';

/** Asks `rate` times a second for `host` on `port`. stop() gives { requests, versions, faults, skipped, times }. */
export function start_load({ port, host, rate, connections = 16 }) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { port, host, rate, connections } });
    const result = new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
    });
    return {
        stop() {
            worker.postMessage('stop');
            return result;
        },
    };
}

const unpack = { gzip: gunzipSync, br: brotliDecompressSync, identity: bytes => bytes };
const codings = Object.keys(unpack);

class Reader {
    constructor(load) {
        this.load = load;
        this.rest = [];
        this.size = 0;
        this.wanted = 0; // bytes of the answer under way; 0 when its head is not whole yet
        this.asked = []; // when the questions were sent that wait for an answer
        this.socket = net.connect({ host: '127.0.0.1', port: load.port, noDelay: true });
        this.socket.on('data', part => this.take(part));
        this.socket.on('error', error => load.fault(error.message));
        this.socket.on('close', () => {
            if (!load.over) load.fault('a connection was closed');
        });
    }

    ask(coding) {
        this.asked.push(performance.now());
        this.socket.write(`GET / HTTP/1.1\r\nHost: ${this.load.host}\r\nAccept-Encoding: ${coding}\r\n\r\n`);
    }

    take(part) {
        this.rest.push(part);
        this.size += part.length;
        while (this.size > 0 && this.size >= this.wanted) {
            const bytes = this.rest.length === 1 ? this.rest[0] : Buffer.concat(this.rest);
            this.rest = [bytes];
            const head_end = bytes.indexOf('\r\n\r\n');
            if (head_end < 0) return;
            const head = bytes.subarray(0, head_end).toString('latin1');
            this.wanted = head_end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)[1]);
            if (this.size < this.wanted) return;
            this.load.times.push(performance.now() - this.asked.shift());
            this.load.judge(head, bytes.subarray(head_end + 4, this.wanted));
            const left = bytes.subarray(this.wanted);
            this.rest = left.length > 0 ? [left] : [];
            this.size = left.length;
            this.wanted = 0;
        }
    }
}

class Load {
    constructor({ port, host, rate, connections }) {
        Object.assign(this, { port, host, rate, over: false, requests: 0, skipped: 0, faults: [], times: [] });
        this.bodies = new Map(); // ETag → digest: the same tag must mean the same bytes
        this.tags = new Map(); // and the other way round
        this.readers = Array.from({ length: connections }, () => new Reader(this));
        this.turn = 0;
    }

    fault(what) {
        if (this.faults.length < 20) this.faults.push(what);
    }

    judge(head, body) {
        this.requests += 1;
        const tag = /\r\netag: *(\S+)/i.exec(head)?.[1];
        const digest = createHash('sha1').update(body).digest('base64');
        const known = this.bodies.get(tag);
        if (known === digest) return;
        if (known !== undefined) return this.fault(`two bodies under the tag ${tag}`);
        if (this.tags.has(digest)) return this.fault(`two tags for the same body: ${tag} and ${this.tags.get(digest)}`);
        this.bodies.set(tag, digest);
        this.tags.set(digest, tag);
        const coding = /\r\ncontent-encoding: *(\S+)/i.exec(head)?.[1] ?? 'identity';
        try {
            const said = pages_whole({
                status: Number(head.slice(9, 12)),
                text: unpack[coding](body).toString('utf8'),
            });
            const calm = said.headline === 'All systems operational';
            if (calm !== (said.open.length === 0))
                this.fault(`"${said.headline}" over ${said.open.length} open incidents`);
        } catch (error) {
            this.fault(error.message);
        }
    }

    /** Keeps to the rate as a whole; a pause of the machine is made up for, but not with more than a burst. */
    run() {
        const begun = performance.now();
        let sent = 0;
        this.timer = setInterval(() => {
            const due = Math.floor(((performance.now() - begun) / 1000) * this.rate);
            for (let burst = 0; sent < due && burst < this.rate / 10; ++burst, ++sent) {
                const reader = this.readers[this.turn++ % this.readers.length];
                if (reader.asked.length > 50) this.skipped += 1;
                else reader.ask(codings[this.turn % codings.length]);
            }
        }, 2);
    }

    stop() {
        clearInterval(this.timer);
        this.over = true;
        for (const reader of this.readers) reader.socket.destroy();
        return {
            requests: this.requests,
            versions: this.bodies.size / codings.length,
            faults: this.faults,
            skipped: this.skipped,
            times: this.times,
        };
    }
}

if (workerData?.rate) {
    const load = new Load(workerData);
    parentPort.once('message', () => {
        parentPort.postMessage(load.stop());
        parentPort.close();
    });
    load.run();
}
