// A clock that stands still for the real program: libfaketime between it and the system.
import { existsSync, readdirSync } from 'node:fs';

/** Environment variables for a program that shall take `moment` for the present. Its pauses pass as ever. */
export function standing_at(moment) {
    const library = readdirSync('/usr/lib')
        .map(folder => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`)
        .find(existsSync);
    if (!library) throw new Error('libfaketime is missing; ./dev setup installs it');
    return {
        LD_PRELOAD: library,
        FAKETIME: moment.toISOString().slice(0, 19).replace('T', ' '),
        TZ: 'UTC',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        NO_FAKE_STAT: '1',
    };
}
