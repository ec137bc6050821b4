// What the figures were taken on, and what processes cost.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { run } from '../support/daymark.mjs';

const ticks_per_second = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** The machine in general words. */
export function machine() {
    const model = cpus()[0].model.replace(/\s+/g, ' ').trim();
    return {
        model,
        cores: cpus().length,
        memory_gib: Math.round(totalmem() / 2 ** 30),
        kernel: release().split('.').slice(0, 2).join('.'),
    };
}

export async function versions() {
    const first_line = async (file, ...words) => {
        const { stdout, stderr } = await run(file, words);
        return (stdout || stderr).split('\n')[0].trim();
    };
    return {
        nginx: (await first_line('nginx', '-v')).replace('nginx version: ', ''),
        sqlite: (await first_line('sqlite3', '--version')).split(' ')[0],
        wrk: (await first_line('wrk', '-v')).split(' ')[1],
        node: process.version,
    };
}

export const load_now = () => loadavg()[0];

/** A process and its children. */
export function family(pid) {
    const children = readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .map(Number)
        .filter(other => {
            try {
                return stat_of(other).parent === pid;
            } catch {
                return false;
            }
        });
    return [pid, ...children.flatMap(child => family(child))];
}

function stat_of(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** Keeps a process, all its threads and its children on these cores. */
export async function pin(pid, cores) {
    for (const each of family(pid)) await run('taskset', ['-a', '-c', '-p', cores, String(each)]);
}

/** Processor time that a process and its children have used, in microseconds. */
export const cpu_us = pid => (family(pid).reduce((sum, each) => sum + stat_of(each).ticks, 0) / ticks_per_second) * 1e6;

/** Memory of a process and its children in MiB: the proportional size, in which what they share counts once. */
export function memory_mib(pid) {
    const one = each => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, 'utf8'))[1]);
    return family(pid).reduce((sum, each) => sum + one(each), 0) / 1024;
}

/** Processor time of each thread of a process, in seconds, by the thread's id. */
export function thread_seconds(pid) {
    const used = new Map();
    for (const id of readdirSync(`/proc/${pid}/task`)) {
        try {
            used.set(id, stat_of(`${pid}/task/${id}`).ticks / ticks_per_second);
        } catch {
            // ended meanwhile
        }
    }
    return used;
}
