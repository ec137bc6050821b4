// kill -9 in the midst of exports: the folder is a whole tree at every moment, the old one or the new one.
// DAYMARK_EXPORT_KILL_ROUNDS says how often.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Daymark, eventually } from '../support/daymark.mjs';
import { between, dice, seed } from '../support/dice.mjs';

const rounds = Number(process.env.DAYMARK_EXPORT_KILL_ROUNDS ?? 12);

/** Throws unless every file of the folder is the one that its manifest names. Gives the manifest. */
async function whole(folder) {
    const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
    const listed = new Map(manifest.files.map(file => [file.path, file]));
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries
        .filter(entry => entry.isFile())
        .map(entry => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
        .filter(name => name !== 'manifest.json');
    assert.deepEqual(names.sort(), [...listed.keys()].sort());
    for (const name of names) {
        const bytes = await readFile(path.join(folder, name));
        assert.equal(createHash('sha256').update(bytes).digest('hex'), listed.get(name).sha256, name);
    }
    return manifest;
}

test('killed at any moment, an export leaves a whole tree', async t => {
    t.diagnostic(`seed ${seed}`);
    const roll = dice();
    const kept = await mkdtemp(path.join(tmpdir(), 'daymark-export-kill-'));
    const folder = path.join(kept, 'acme');
    const server = await Daymark.start({ args: ['--export-dir', kept] });
    try {
        const page = await server.create_page('acme', ['Search', 'API', 'Mail']);
        const report = n =>
            server.call('POST', `/v1/${page.id}/incidents`, { name: `Trouble ${n}`, message: 'Looking', status: 'INVESTIGATING' });
        for (let n = 0; n < 20; ++n) await report(n);
        await eventually('the first copy', () => whole(folder), { within_ms: 20_000 });
        for (let round = 0; round < rounds; ++round) {
            await report(`of round ${round}`);
            await sleep(between(roll, 0, 400));
            await server.kill();
            await whole(folder);
            await server.start();
        }
        const last = await report('at last');
        await eventually('the last copy', async () => (await whole(folder)).files.some(file => file.path === `${last.id}/index.html`), { within_ms: 20_000 });
        await eventually('no half trees', async () => (await readdir(kept)).join() === 'acme');
    } finally {
        await server.dispose();
        await rm(kept, { recursive: true, force: true });
    }
});
