// Runs wrk against one server and counts what that server spent.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../support/daymark.mjs';
import { median } from '../support/dice.mjs';
import { cpu_us } from './machine.mjs';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'wrk.lua');

/**
 * One run, on these cores if any are named: { per_second, cpu_us, p50_ms, p99_ms, failed, refused }. `pid` is the
 * server's first process.
 */
export async function wrk_once({
    url,
    pid,
    connections,
    seconds,
    threads = 2,
    cores,
    headers = {},
    method = 'GET',
    body,
}) {
    const header_words = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
    const words = [
        '-t',
        String(Math.min(threads, connections)),
        '-c',
        String(connections),
        '-d',
        `${seconds}s`,
        '--timeout',
        '10s',
        ...header_words,
        '-s',
        script,
        url,
    ];
    const env = { ...process.env, BENCH_METHOD: method, ...(body ? { BENCH_BODY: body } : {}) };
    const spent_before = cpu_us(pid);
    const { code, stdout, stderr } = cores
        ? await run('taskset', ['-c', cores, 'wrk', ...words], { env })
        : await run('wrk', words, { env });
    const spent = cpu_us(pid) - spent_before;
    const line = stdout.split('\n').find(each => each.startsWith('{'));
    if (code !== 0 || !line) throw new Error(`wrk failed: ${stderr}${stdout}`);
    const seen = JSON.parse(line);
    return {
        per_second: seen.requests / (seen.us / 1e6),
        cpu_us: spent / seen.requests,
        p50_ms: seen.p50_us / 1000,
        p99_ms: seen.p99_us / 1000,
        failed: seen.failed,
        refused: seen.status,
    };
}

/** The median of each figure. */
export function medians(runs) {
    return Object.fromEntries(Object.keys(runs[0]).map(name => [name, median(runs.map(each => each[name]))]));
}

/** Runs each of `targets` by turns, `times` times; gives the medians by name. */
export async function by_turns(targets, times) {
    const runs = Object.fromEntries(Object.keys(targets).map(name => [name, []]));
    for (let turn = 0; turn < times; ++turn) {
        for (const [name, target] of Object.entries(targets)) runs[name].push(await wrk_once(target));
    }
    return Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, medians(all)]));
}
