// The hostile bytes of attacks.test.mjs, as tables.

const inner = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
const post = headers => `POST /v1/pages HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
const chunked_end = '0\r\n\r\n';

/** Requests whose end two parsers could see in two places: [name, bytes]. A second request hides behind each. */
export function framings() {
    const coded = (header, body = chunked_end) => post(`${header}\r\n`) + body + inner;
    return [
        [
            'Content-Length and Transfer-Encoding',
            post(`Content-Length: ${chunked_end.length}\r\nTransfer-Encoding: chunked\r\n`) + chunked_end + inner,
        ],
        [
            'Transfer-Encoding and Content-Length',
            post('Transfer-Encoding: chunked\r\nContent-Length: 0\r\n') + chunked_end + inner,
        ],
        ['two different Content-Lengths', post(`Content-Length: 0\r\nContent-Length: ${inner.length}\r\n`) + inner],
        ['two equal Content-Lengths', post('Content-Length: 5\r\nContent-Length: 5\r\n') + 'hello' + inner],
        ['a list of Content-Lengths', post('Content-Length: 5, 5\r\n') + 'hello' + inner],
        ['Content-Length with a plus', post('Content-Length: +5\r\n') + 'hello' + inner],
        ['Content-Length with a minus', post('Content-Length: -1\r\n') + inner],
        ['Content-Length in hex', post('Content-Length: 0x5\r\n') + 'hello' + inner],
        ['Content-Length with a space inside', post('Content-Length: 1 0\r\n') + 'hello12345' + inner],
        ['empty Content-Length', post('Content-Length:\r\n') + inner],
        ['Content-Length beyond 64 bits', post('Content-Length: 18446744073709551617\r\n') + 'h' + inner],
        ['space before the colon', post('Content-Length : 5\r\n') + 'hello' + inner],
        ['tab before the colon', post('Transfer-Encoding\t: chunked\r\n') + chunked_end + inner],
        ['folded header', post('X-A: b\r\n Content-Length: 5\r\n') + 'hello' + inner],
        ['folded Transfer-Encoding', post('Transfer-Encoding:\r\n chunked\r\n') + chunked_end + inner],
        ['first header folded', `POST /v1/pages HTTP/1.1\r\n Host: localhost\r\nContent-Length: 0\r\n\r\n${inner}`],
        ['bare LF in the head', `POST /v1/pages HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n${inner}`],
        ['one bare LF', post('X-A: b\nContent-Length: 5\r\n') + 'hello' + inner],
        ['bare CR in a value', post('X-A: b\rContent-Length: 5\r\n') + 'hello' + inner],
        ['CR CR LF', post('X-A: b\r\r\nContent-Length: 5\r\n') + 'hello' + inner],
        ['NUL in a value', post('X-A: b\0c\r\nContent-Length: 0\r\n') + inner],
        ['NUL in a name', post('Content-\0Length: 5\r\n') + 'hello' + inner],
        ['no colon', post('Content-Length 5\r\n') + inner],
        ['empty header name', post(': 5\r\n') + inner],
        ['identity coding', coded('Transfer-Encoding: identity')],
        ['unknown coding', coded('Transfer-Encoding: xchunked')],
        ['gzip, chunked', coded('Transfer-Encoding: gzip, chunked')],
        ['chunked twice', coded('Transfer-Encoding: chunked, chunked')],
        ['chunked, identity', coded('Transfer-Encoding: chunked, identity')],
        ['chunked in quotes', coded('Transfer-Encoding: "chunked"')],
        ['chunked with a parameter', coded('Transfer-Encoding: chunked;a=b')],
        ['two Transfer-Encodings', coded('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity')],
        ['vertical tab before chunked', coded('Transfer-Encoding: \x0bchunked')],
        ['empty Transfer-Encoding', coded('Transfer-Encoding:')],
        [
            'chunked in HTTP/1.0',
            `POST /v1/pages HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${chunked_end}${inner}`,
        ],
        ['chunk size with a plus', coded('Transfer-Encoding: chunked', `+0\r\n\r\n`)],
        ['chunk size in 0x', coded('Transfer-Encoding: chunked', `0x0\r\n\r\n`)],
        ['chunk size beyond 64 bits', coded('Transfer-Encoding: chunked', `10000000000000000\r\n`)],
        ['chunk with a bare LF', coded('Transfer-Encoding: chunked', '5\nhello\n0\n\n')],
        ['chunk longer than it says', coded('Transfer-Encoding: chunked', '3\r\nhello\r\n0\r\n\r\n')],
        ['chunk size with a space', coded('Transfer-Encoding: chunked', '5 \r\nhello\r\n0\r\n\r\n')],
        ['negative chunk size', coded('Transfer-Encoding: chunked', '-1\r\n\r\n')],
        ['two Hosts', `GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: acme.localhost\r\n\r\n${inner}`],
        ['no Host', `GET /healthz HTTP/1.1\r\n\r\n${inner}`],
        ['a list as Host', `GET /healthz HTTP/1.1\r\nHost: localhost, acme.localhost\r\n\r\n${inner}`],
        ['Host with a user', `GET /healthz HTTP/1.1\r\nHost: a@localhost\r\n\r\n${inner}`],
        ['Host with a path', `GET /healthz HTTP/1.1\r\nHost: localhost/x\r\n\r\n${inner}`],
        ['two spaces in the request line', `GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n${inner}`],
        ['tab in the request line', `GET\t/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n${inner}`],
        ['no version', `GET /healthz\r\nHost: localhost\r\n\r\n${inner}`],
        ['unknown method', `BREW /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n${inner}`],
        ['method in lower case', `get /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n${inner}`],
    ];
}

/** Bytes that are no HTTP/1.1 at all: [name, bytes]. */
export function garbage(random_byte) {
    const noise = size => Buffer.from(Array.from({ length: size }, random_byte));
    const cases = [
        ['HTTP/2 preface', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1')],
        ['TLS hello', Buffer.from('160301020001', 'hex')],
        ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
        ['SMTP', Buffer.from('EHLO example.com\r\n')],
        ['Redis', Buffer.from('*1\r\n$4\r\nPING\r\n')],
        ['blank lines', Buffer.from('\r\n'.repeat(1000))],
        ['only LF', Buffer.from('\n'.repeat(1000))],
        ['only NUL', Buffer.alloc(10_000)],
        ['HTTP/3.7', Buffer.from('GET / HTTP/3.7\r\nHost: a\r\n\r\n')],
        ['HTTP/1.10', Buffer.from('GET / HTTP/1.10\r\nHost: a\r\n\r\n')],
        [
            'proxy request',
            Buffer.from('CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\nUpgrade: \0\r\n\r\n', 'latin1'),
        ],
    ];
    for (let i = 0; i < 20; ++i) cases.push([`noise ${i}`, noise(1 + i * 97)]);
    for (let i = 0; i < 20; ++i)
        cases.push([`noise after a request line ${i}`, Buffer.concat([Buffer.from('GET / HTTP/1.1\r\n'), noise(200)])]);
    return cases;
}

/** Targets with what may answer them. Nothing here may be read as another path than it is. */
export const bad_targets = [
    ['/%', [400]],
    ['/%2', [400]],
    ['/%zz', [400]],
    ['/a%', [400]],
    ['/%00', [400, 404]],
    ['/a%00.json', [400, 404]],
    ['/%c0%ae%c0%ae/', [400, 404]],
    ['/%c0%af', [400, 404]],
    ['/%e0%80%af', [400, 404]],
    ['/%ff', [400, 404]],
    ['/%ed%a0%80', [400, 404]],
    ['/%f4%90%80%80', [400, 404]],
    ['/\xff', [400]],
    ['/\xc3\xa4', [400]],
    ['/a b', [400]],
    ['/a\tb', [400]],
    ['/%0d%0aX-Evil:%201', [400, 404]],
    ['/a\\b', [400, 404]],
    ['/%5c..%5c', [400, 404]],
    ['a', [400]],
    ['?', [400]],
    ['#', [400]],
    ['/#a', [400, 404]],
    ['*', [400]],
    ['ftp://localhost/', [400]],
    ['http://', [400]],
    ['http:///x', [400]],
    ['//', [200, 301, 400, 404]],
    ['/summary.json%00', [400, 404]],
    ['/summary%2ejson', [200, 404]],
    ['/%2573ummary.json', [404]],
    ['/<script>', [400, 404]],
    ['/"onload="x', [400, 404]],
    ['/v1/%2e%2e/pages', [400, 404]],
];

/** Paths that try to climb. */
export function escapes(page_id) {
    const secrets = ['etc/passwd', 'secret.key', 'daymark.db', `snapshots/${page_id}.page`];
    const climbs = [
        '/../',
        '/../../../../',
        '/..%2f',
        '/..%2f..%2f..%2f..%2f',
        '/%2e%2e/',
        '/%2e%2e%2f',
        '/.%2e/',
        '/..;/',
        '/....//',
        '/..%5c',
        '/..%c0%af',
        '/%252e%252e/',
        '/incident/../../',
        '/./',
        '//',
        '/x/../../',
    ];
    return climbs.flatMap(climb => secrets.map(secret => climb + secret));
}

export const odd_hosts = [
    'evil.example',
    'acme.localhost.evil.example',
    'evilacme.localhost',
    'a.acme.localhost',
    '127.0.0.1',
    '[::1]:80',
    'localhost.',
    'xn--acme-.localhost',
    'acme.localhos',
    'acmelocalhost',
    'acme.localhost..',
];
