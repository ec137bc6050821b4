// A clock that stands still for the real program: libfaketime between it and the system.
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const as_text = moment => moment.toISOString().slice(0, 19).replace('T', ' ');

/** Environment variables for a program that shall take `moment` for the present. Its pauses pass as ever. */
export function standing_at(moment) {
    const library = readdirSync('/usr/lib')
        .map(folder => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`)
        .find(existsSync);
    if (!library) throw new Error('libfaketime is missing; ./dev setup installs it');
    return {
        LD_PRELOAD: library,
        FAKETIME: as_text(moment),
        TZ: 'UTC',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        NO_FAKE_STAT: '1',
    };
}

/** The same beginning with the present, until it is put forward: `env` for the program, and for the test what it is there. */
export class MovableClock {
    constructor() {
        this.folder = mkdtempSync(path.join(tmpdir(), 'daymark-clock-'));
        this.file = path.join(this.folder, 'now');
        this.set(Math.floor(Date.now() / 1_000) * 1_000);
        const { FAKETIME: _, ...rest } = standing_at(new Date(this.time));
        this.env = { ...rest, FAKETIME_TIMESTAMP_FILE: this.file, FAKETIME_NO_CACHE: '1' };
    }

    now = () => this.time;

    set(time) {
        this.time = time;
        writeFileSync(`${this.file}.next`, `${as_text(new Date(time))}\n`);
        renameSync(`${this.file}.next`, this.file);
    }

    /** To this moment, in whole seconds, unless it is there already. */
    forward_to(time) {
        if (time > this.time) this.set(Math.ceil(time / 1_000) * 1_000);
    }

    close() {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
