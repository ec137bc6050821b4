// Runs the program as a client, with an environment of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';

import { release_program } from './daymark.mjs';

/** Runs a command to its end: { code, stdout, stderr, json }. Nothing but these variables is there. */
export function run_client(environment, words, input = '') {
    return new Promise(resolve => {
        const child = spawn(release_program, words, { env: { PATH: process.env.PATH, ...environment } });
        const said = { stdout: '', stderr: '' };
        for (const name of ['stdout', 'stderr']) {
            child[name].setEncoding('utf8').on('data', text => {
                said[name] += text;
            });
        }
        child.stdin.on('error', () => {});
        child.stdin.end(input);
        child.on('close', code =>
            resolve({
                code,
                ...said,
                get json() {
                    return JSON.parse(said.stdout);
                },
            }),
        );
    });
}

/** Fails with what the command said. */
export function assert_code(answer, code) {
    assert.equal(answer.code, code, `${answer.stdout}${answer.stderr}`);
}
