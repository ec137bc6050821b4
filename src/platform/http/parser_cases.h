// For tests: raw bytes and what the parser must make of them. The unit test, the fuzzers' seeds and the comparison with
// another parser all read this table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace daymark::http {

struct ParserCase {
    std::string name;
    std::string bytes;
    std::string outcome;  // as `judge` tells it
};

namespace cases {

using namespace std::string_view_literals;

struct Row {
    std::string_view name;
    std::string_view part;  // put into the frame of its group
    std::string_view outcome;
};

/// Request lines: behind each stand one Host header and the empty line.
inline constexpr Row request_lines[] = {
    {"plain", "GET / HTTP/1.1"sv, "GET /"sv},
    {"1.0", "GET / HTTP/1.0"sv, "GET /"sv},
    {"each method: HEAD", "HEAD /a HTTP/1.1"sv, "HEAD /a"sv},
    {"each method: POST", "POST /a HTTP/1.1"sv, "POST /a"sv},
    {"each method: PUT", "PUT /a HTTP/1.1"sv, "PUT /a"sv},
    {"each method: PATCH", "PATCH /a HTTP/1.1"sv, "PATCH /a"sv},
    {"each method: DELETE", "DELETE /a HTTP/1.1"sv, "DELETE /a"sv},
    {"each method: OPTIONS", "OPTIONS /a HTTP/1.1"sv, "OPTIONS /a"sv},
    {"lower-case method", "get / HTTP/1.1"sv, "501"sv},
    {"unknown method", "PROPFIND / HTTP/1.1"sv, "501"sv},
    {"TRACE", "TRACE / HTTP/1.1"sv, "405"sv},
    {"CONNECT", "CONNECT example.com:443 HTTP/1.1"sv, "405"sv},
    {"method with a space before", " GET / HTTP/1.1"sv, "400"sv},
    {"method with a non-token byte", "GE\x80T / HTTP/1.1"sv, "400"sv},
    {"method with NUL", "GET\0 / HTTP/1.1"sv, "400"sv},
    {"method with parentheses", "GET() / HTTP/1.1"sv, "400"sv},
    {"no method", "/ HTTP/1.1"sv, "400"sv},
    {"HTTP/0.9", "GET /"sv, "400"sv},
    {"nothing behind the target but a space", "GET / "sv, "400"sv},
    {"two spaces before the target", "GET  / HTTP/1.1"sv, "400"sv},
    {"two spaces before the version", "GET /  HTTP/1.1"sv, "400"sv},
    {"tab instead of space", "GET\t/\tHTTP/1.1"sv, "400"sv},
    {"tab before the version", "GET /\tHTTP/1.1"sv, "400"sv},
    {"space at the end", "GET / HTTP/1.1 "sv, "400"sv},
    {"space in the target", "GET /a b HTTP/1.1"sv, "400"sv},
    {"bare CR inside", "GET / HTTP/1.1\rX: y"sv, "400"sv},
    {"bare CR in the target", "GET /\r HTTP/1.1"sv, "400"sv},
    {"vertical tab as space", "GET /\v HTTP/1.1"sv, "400"sv},
    {"version 1.2", "GET / HTTP/1.2"sv, "505"sv},
    {"version 2.0", "GET / HTTP/2.0"sv, "505"sv},
    {"version 0.9", "GET / HTTP/0.9"sv, "505"sv},
    {"version 1", "GET / HTTP/1"sv, "400"sv},
    {"version 11", "GET / HTTP/11"sv, "400"sv},
    {"version 1.10", "GET / HTTP/1.10"sv, "400"sv},
    {"version 01.1", "GET / HTTP/01.1"sv, "400"sv},
    {"version with plus", "GET / HTTP/+1.1"sv, "400"sv},
    {"lower-case version", "GET / http/1.1"sv, "400"sv},
    {"other protocol", "GET / HTTPS/1.1"sv, "400"sv},
    {"ICY", "SOURCE /mp3 ICE/1.0"sv, "400"sv},
    {"HTTP/2 preface", "PRI * HTTP/2.0"sv, "400"sv},
    {"RTSP", "DESCRIBE rtsp://a/ RTSP/1.0"sv, "400"sv},
};

/// Targets: "GET <target> HTTP/1.1" with "Host: a".
inline constexpr Row targets[] = {
    {"path", "/a/b/c"sv, "GET /a/b/c"sv},
    {"query", "/a?b=c&d"sv, "GET /a?b=c&d"sv},
    {"empty query", "/a?"sv, "GET /a?"sv},
    {"question marks in the query", "/a?b?c"sv, "GET /a?b?c"sv},
    {"what browsers leave unescaped", "/a|b^[c]?d={e}`\\'|^"sv, "GET /a|b^[c]?d={e}`\\'|^"sv},
    {"escaped", "/a%20b?c=%26"sv, "GET /a%20b?c=%26"sv},
    {"escaped UTF-8", "/%C3%A4?%e2%82%ac=%F0%9F%98%80"sv, "GET /%C3%A4?%e2%82%ac=%F0%9F%98%80"sv},
    {"double and trailing slashes", "//a///b/"sv, "GET //a///b/"sv},
    {"single dot", "/./a"sv, "GET /./a"sv},
    {"three dots", "/.../a..b/..c"sv, "GET /.../a..b/..c"sv},
    {"dots in the query", "/a?b=/../c"sv, "GET /a?b=/../c"sv},
    {"encoded twice", "/%252e%252e/a"sv, "GET /%252e%252e/a"sv},
    {"star is for OPTIONS", "*"sv, "400"sv},
    {"climbs", "/../etc/passwd"sv, "404"sv},
    {"climbs in the middle", "/a/../b"sv, "404"sv},
    {"climbs at the end", "/a/.."sv, "404"sv},
    {"climbs, escaped", "/%2e%2E/a"sv, "404"sv},
    {"climbs, half escaped", "/a/.%2e/b"sv, "404"sv},
    {"climbs behind an escaped slash", "/a%2f..%2fb"sv, "404"sv},
    {"climbs behind an escaped backslash", "/a%5c..%5cb"sv, "404"sv},
    {"raw backslash in the path", "/..\\..\\a"sv, "400"sv},
    {"fragment", "/a#b"sv, "400"sv},
    {"fragment in the query", "/a?b#c"sv, "400"sv},
    {"NUL", "/a\0b"sv, "400"sv},
    {"DEL", "/a\x7f"sv, "400"sv},
    {"raw high bytes", "/\xc3\xa4"sv, "400"sv},
    {"raw high bytes in the query", "/?\xc3\xa4"sv, "400"sv},
    {"quote", "/a\"b"sv, "400"sv},
    {"angle brackets", "/<script>"sv, "400"sv},
    {"escaped NUL", "/a%00b"sv, "400"sv},
    {"escaped NUL in the query", "/?a=%00"sv, "400"sv},
    {"triplet cut short", "/a%"sv, "400"sv},
    {"triplet cut to one digit", "/a%4"sv, "400"sv},
    {"triplet of no hex", "/%zz"sv, "400"sv},
    {"triplet across the question mark", "/%4?1"sv, "400"sv},
    {"bad triplet in the query", "/?a=%g0"sv, "400"sv},
    {"%u escapes", "/%u002e"sv, "400"sv},
    {"overlong slash", "/..%c0%af.."sv, "400"sv},
    {"overlong in three bytes", "/%e0%80%af"sv, "400"sv},
    {"overlong in four bytes", "/%f0%80%80%af"sv, "400"sv},
    {"surrogate", "/%ed%a0%80"sv, "400"sv},
    {"above U+10FFFF", "/%f4%90%80%80"sv, "400"sv},
    {"Latin-1", "/%e4"sv, "400"sv},
    {"lone continuation byte", "/%80"sv, "400"sv},
    {"UTF-8 cut by the end of the path", "/%c3?%a4"sv, "400"sv},
    {"relative", "a/b"sv, "400"sv},
    {"authority alone", "a:80"sv, "400"sv},
    {"absolute", "http://a/b?c"sv, "GET /b?c"sv},
    {"absolute without a path", "http://a"sv, "GET /"sv},
    {"absolute, other case", "HTTP://A/b"sv, "GET /b"sv},
    {"absolute with the scheme's port", "http://a:80/b"sv, "GET /b"sv},
    {"absolute https", "https://a/b"sv, "GET /b"sv},
    {"absolute with another host", "http://b/"sv, "400"sv},
    {"absolute with another port", "http://a:81/"sv, "400"sv},
    {"absolute with userinfo", "http://u@a/"sv, "400"sv},
    {"absolute with userinfo that looks like the host", "http://a@b/"sv, "400"sv},
    {"absolute without a host", "http:///b"sv, "400"sv},
    {"absolute with one slash", "http:/a/b"sv, "400"sv},
    {"absolute of another scheme", "ftp://a/b"sv, "400"sv},
    {"absolute with a query and no path", "http://a?b"sv, "400"sv},
    {"absolute that climbs", "http://a/../b"sv, "404"sv},
};

/// Host headers: "GET / HTTP/1.1" and these lines.
inline constexpr Row hosts[] = {
    {"name", "Host: example.com\r\n"sv, "GET /"sv},
    {"name and port", "Host: example.com:8080\r\n"sv, "GET /"sv},
    {"empty port", "Host: example.com:\r\n"sv, "GET /"sv},
    {"IPv4", "Host: 127.0.0.1:80\r\n"sv, "GET /"sv},
    {"IPv6", "Host: [::1]:80\r\n"sv, "GET /"sv},
    {"other case, spaces around, dot at the end", "hOsT:\t Example.COM. \t\r\n"sv, "GET /"sv},
    {"underscore", "Host: a_b.example\r\n"sv, "GET /"sv},
    {"missing", ""sv, "400"sv},
    {"twice", "Host: a\r\nHost: a\r\n"sv, "400"sv},
    {"twice, different", "Host: a\r\nHost: b\r\n"sv, "400"sv},
    {"twice, other case", "Host: a\r\nhost: a\r\n"sv, "400"sv},
    {"empty", "Host:\r\n"sv, "400"sv},
    {"two names", "Host: a, b\r\n"sv, "400"sv},
    {"two names, space", "Host: a b\r\n"sv, "400"sv},
    {"userinfo", "Host: u@a\r\n"sv, "400"sv},
    {"path", "Host: a/b\r\n"sv, "400"sv},
    {"scheme", "Host: http://a\r\n"sv, "400"sv},
    {"port of letters", "Host: a:b\r\n"sv, "400"sv},
    {"port with sign", "Host: a:+80\r\n"sv, "400"sv},
    {"port too high", "Host: a:65536\r\n"sv, "400"sv},
    {"port zero", "Host: a:0\r\n"sv, "400"sv},
    {"two ports", "Host: a:80:80\r\n"sv, "400"sv},
    {"port alone", "Host: :80\r\n"sv, "400"sv},
    {"bracket open", "Host: [::1\r\n"sv, "400"sv},
    {"brackets empty", "Host: []\r\n"sv, "400"sv},
    {"brackets with zone", "Host: [fe80::1%25eth0]\r\n"sv, "400"sv},
    {"text behind brackets", "Host: [::1]a\r\n"sv, "400"sv},
    {"high bytes", "Host: \xc3\xa4.example\r\n"sv, "400"sv},
    {"percent", "Host: a%2eb\r\n"sv, "400"sv},
    {"quote", "Host: a\"b\r\n"sv, "400"sv},
    {"space before the colon", "Host : a\r\n"sv, "400"sv},
};

/// Header lines between "Host: a" and the empty line.
inline constexpr Row headers[] = {
    {"value with spaces around", "X:  \t a b \t\r\n"sv, "GET /"sv},
    {"empty value", "X:\r\n"sv, "GET /"sv},
    {"high bytes in a value", "X: \xe4\xff\r\n"sv, "GET /"sv},
    {"tab in a value", "X: a\tb\r\n"sv, "GET /"sv},
    {"all kinds of name characters", "!#$%&'*+-.^_`|~09aZ: x\r\n"sv, "GET /"sv},
    {"no colon", "X\r\n"sv, "400"sv},
    {"empty name", ": x\r\n"sv, "400"sv},
    {"space before the colon", "X : y\r\n"sv, "400"sv},
    {"tab before the colon", "X\t: y\r\n"sv, "400"sv},
    {"space in the name", "X Y: z\r\n"sv, "400"sv},
    {"folded", "X: a\r\n b\r\n"sv, "400"sv},
    {"folded by a tab", "X: a\r\n\tb\r\n"sv, "400"sv},
    {"folded before the first", " X: a\r\n"sv, "400"sv},
    {"folded to hide a coding", "Transfer-Encoding:\r\n chunked\r\n"sv, "400"sv},
    {"line of one space", " \r\n"sv, "400"sv},
    {"bare LF", "X: a\nY: b\r\n"sv, "400"sv},
    {"bare CR", "X: a\rY: b\r\n"sv, "400"sv},
    {"CR CR LF", "X: a\r\r\n"sv, "400"sv},
    {"LF CR", "X: a\n\r\n"sv, "400"sv},
    {"NUL in a value", "X: a\0b\r\n"sv, "400"sv},
    {"NUL in a name", "X\0: a\r\n"sv, "400"sv},
    {"control character in a value", "X: a\x01\r\n"sv, "400"sv},
    {"vertical tab around a value", "X: \va\r\n"sv, "400"sv},
    {"escape in a value", "X: \x1b[0m\r\n"sv, "400"sv},
    {"DEL in a value", "X: a\x7f\r\n"sv, "400"sv},
    {"high byte in a name", "X\xe4: a\r\n"sv, "400"sv},
    {"NBSP before the colon", "X\xa0: a\r\n"sv, "400"sv},
    {"brackets in a name", "X[0]: a\r\n"sv, "400"sv},
    {"expects 100-continue", "Expect: 100-Continue\r\n"sv, "GET /"sv},
    {"expects something else", "Expect: 200-ok\r\n"sv, "417"sv},
    {"expects two things", "Expect: 100-continue, x\r\n"sv, "417"sv},
    {"expects nothing", "Expect:\r\n"sv, "417"sv},
    {"Connection of strange options", "Connection: ,,close ,x\r\n"sv, "GET /"sv},
};

/// Framing: "POST / HTTP/1.1", "Host: a" and these bytes.
inline constexpr Row framings[] = {
    {"no length, no body", "\r\n"sv, "POST /"sv},
    {"length", "Content-Length: 3\r\n\r\nabc"sv, "POST / [abc]"sv},
    {"length zero", "Content-Length: 0\r\n\r\n"sv, "POST /"sv},
    {"length with zeros in front", "Content-Length: 003\r\n\r\nabc"sv, "POST / [abc]"sv},
    {"length, spaces around", "Content-Length: \t3 \r\n\r\nabc"sv, "POST / [abc]"sv},
    {"length, body unfinished", "Content-Length: 4\r\n\r\nabc"sv, "more"sv},
    {"length, then another request", "Content-Length: 3\r\n\r\nabcGET /x HTTP/1.1\r\nHost: a\r\n\r\n"sv,
     "POST / [abc] | GET /x"sv},
    {"length of 18 digits", "Content-Length: 999999999999999999\r\n\r\n"sv, "413"sv},
    {"length of 19 digits", "Content-Length: 1000000000000000000\r\n\r\n"sv, "400"sv},
    {"length that overflows to 3", "Content-Length: 18446744073709551619\r\n\r\nabc"sv, "400"sv},
    {"length empty", "Content-Length:\r\n\r\nabc"sv, "400"sv},
    {"length with plus", "Content-Length: +3\r\n\r\nabc"sv, "400"sv},
    {"length with minus", "Content-Length: -3\r\n\r\nabc"sv, "400"sv},
    {"length minus zero", "Content-Length: -0\r\n\r\n"sv, "400"sv},
    {"length in hex", "Content-Length: 0x3\r\n\r\nabc"sv, "400"sv},
    {"length with underscore", "Content-Length: 1_0\r\n\r\nabcabcabca"sv, "400"sv},
    {"length with a space inside", "Content-Length: 1 0\r\n\r\nabcabcabca"sv, "400"sv},
    {"length with a fraction", "Content-Length: 3.0\r\n\r\nabc"sv, "400"sv},
    {"length with an exponent", "Content-Length: 3e0\r\n\r\nabc"sv, "400"sv},
    {"length of other digits", "Content-Length: \xd9\xa3\r\n\r\nabc"sv, "400"sv},
    {"length as a list", "Content-Length: 3, 3\r\n\r\nabc"sv, "400"sv},
    {"length as a list with nothing", "Content-Length: 3,\r\n\r\nabc"sv, "400"sv},
    {"length twice, equal", "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"sv, "400"sv},
    {"length twice, different", "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"sv, "400"sv},
    {"length with a space before the colon", "Content-Length : 3\r\n\r\nabc"sv, "400"sv},
    {"length by underscore is another header", "Content_Length: 3\r\n\r\n"sv, "POST /"sv},
    {"coding by underscore is another header", "Transfer_Encoding: chunked\r\n\r\n"sv, "POST /"sv},

    {"chunked, other case", "transfer-ENCODING: ChUnKeD\r\n\r\n0\r\n\r\n"sv, "POST / []"sv},
    {"chunked, spaces around", "Transfer-Encoding: \tchunked \r\n\r\n0\r\n\r\n"sv, "POST / []"sv},
    {"chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"length and chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"length zero and chunked", "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"length and gzip", "Content-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\nabcde"sv, "400"sv},
    {"chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"chunked, then identity", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"chunked, chunked", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"chunked, identity", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"comma, chunked", "Transfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"chunked, comma", "Transfer-Encoding: chunked,\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"chunked with a parameter", "Transfer-Encoding: chunked;x=y\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"chunked quoted", "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"coding empty", "Transfer-Encoding:\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"xchunked", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"sv, "501"sv},
    {"gzip", "Transfer-Encoding: gzip\r\n\r\nabc"sv, "501"sv},
    {"gzip, then length", "Transfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"sv, "501"sv},
    {"identity", "Transfer-Encoding: identity\r\n\r\n"sv, "501"sv},
    {"chunked behind a vertical tab", "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"chunked behind NUL", "Transfer-Encoding: \0chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"coding with a space before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"coding behind a bare CR", "X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"coding behind a bare LF", "X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"head ended by LF CR LF", "X: y\n\r\n"sv, "400"sv},
    {"head ended by CR LF CR", "X: y\r\n\rabc"sv, "400"sv},
    {"head ended by LF LF", "X: y\n\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"sv, "400"sv},
};

/// Chunked bodies: behind "POST / HTTP/1.1", "Host: a" and "Transfer-Encoding: chunked".
inline constexpr Row chunks[] = {
    {"empty", "0\r\n\r\n"sv, "POST / []"sv},
    {"one", "5\r\nhello\r\n0\r\n\r\n"sv, "POST / [hello]"sv},
    {"two, hex in both cases", "a\r\n0123456789\r\nB\r\nabcdefghijk\r\n0\r\n\r\n"sv,
     "POST / [0123456789abcdefghijk]"sv},
    {"line ends in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n"sv, "POST / [\r\n\r\n]"sv},
    {"size with zeros in front", "00000005\r\nhello\r\n000\r\n\r\n"sv, "POST / [hello]"sv},
    {"then another request", "1\r\nx\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"sv, "POST / [x] | GET /x"sv},
    {"extension", "5;a\r\nhello\r\n0;b=c;d\r\n\r\n"sv, "POST / [hello]"sv},
    {"trailer", "0\r\nX: y\r\nZ:\r\n\r\n"sv, "POST / []"sv},
    {"trailer, then another request", "0\r\nX: y\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"sv, "POST / [] | GET /x"sv},
    {"trailer that would frame", "0\r\nContent-Length: 5\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"sv,
     "POST / [] | GET /x"sv},
    {"unfinished size", "5"sv, "more"sv},
    {"unfinished data", "5\r\nhel"sv, "more"sv},
    {"no last chunk", "5\r\nhello\r\n"sv, "more"sv},
    {"no final line end", "5\r\nhello\r\n0\r\n"sv, "more"sv},
    {"half a final line end", "0\r\n\r"sv, "more"sv},
    {"no size", "\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"size of 9 digits", "000000005\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"size that overflows", "100000000000000005\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"size above the limit", "ffffffff\r\n"sv, "413"sv},
    {"size with plus", "+5\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"size with minus", "-5\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"size with 0x", "0x5\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"size with underscore", "1_0\r\n0123456789abcdef\r\n0\r\n\r\n"sv, "400"sv},
    {"space before the size", " 5\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"space behind the size", "5 \r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"tab behind the size", "5\t\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"size of other letters", "g\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"bare LF behind the size", "5\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"bare CR behind the size", "5\rhello\r\n0\r\n\r\n"sv, "400"sv},
    {"data longer than the size", "3\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"data shorter than the size", "6\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"no line end behind the data", "5\r\nhello0\r\n\r\n"sv, "400"sv},
    {"bare LF behind the data", "5\r\nhello\n0\r\n\r\n"sv, "400"sv},
    {"bare CR behind the data", "5\r\nhello\r0\r\n\r\n"sv, "400"sv},
    {"bare LF behind the last chunk", "0\n\r\n"sv, "400"sv},
    {"bare LF at the end", "0\r\n\n"sv, "400"sv},
    {"CR and something else at the end", "0\r\n\rX"sv, "400"sv},
    {"extension without a name", "5;\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"extension without a value", "5;a=\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"extension with two values", "5;a=b=c\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"extension with spaces", "5; a = b\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"extension quoted", "5;a=\"b\"\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"bare LF in a quoted extension", "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"bare LF behind an extension", "5;a\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"bare CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"NUL in an extension", "5;a\0\r\nhello\r\n0\r\n\r\n"sv, "400"sv},
    {"trailer without a colon", "0\r\nX\r\n\r\n"sv, "400"sv},
    {"trailer without a name", "0\r\n: x\r\n\r\n"sv, "400"sv},
    {"trailer with a space before the colon", "0\r\nX : y\r\n\r\n"sv, "400"sv},
    {"trailer folded", "0\r\nX: y\r\n z\r\n\r\n"sv, "400"sv},
    {"trailer with a bare LF", "0\r\nX: y\n\r\n"sv, "400"sv},
    {"trailer with NUL", "0\r\nX: \0\r\n\r\n"sv, "400"sv},
};

/// Whole inputs.
inline constexpr Row wholes[] = {
    {"nothing", ""sv, ""sv},
    {"one byte", "G"sv, "more"sv},
    {"half a request line", "GET / HT"sv, "more"sv},
    {"no empty line", "GET / HTTP/1.1\r\nHost: a\r\n"sv, "more"sv},
    {"half an empty line", "GET / HTTP/1.1\r\nHost: a\r\n\r"sv, "more"sv},
    {"empty line in front", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET /"sv},
    {"half an empty line in front", "\r"sv, "more"sv},
    {"two empty lines in front", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "400"sv},
    {"bare LF in front", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "400"sv},
    {"empty line between requests", "GET /a HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n"sv,
     "GET /a | GET /b"sv},
    {"pipelined", "GET /a HTTP/1.1\r\nHost: a\r\n\r\nHEAD /b HTTP/1.0\r\nHost: b\r\n\r\nDELETE /c HTTP/1.1\r\nHo"sv,
     "GET /a | HEAD /b | more"sv},
    {"garbage behind a request", "GET /a HTTP/1.1\r\nHost: a\r\n\r\n\x01\x02"sv, "GET /a | 400"sv},
    {"a body without a length is the next request", "GET /a HTTP/1.1\r\nHost: a\r\n\r\nabc\r\n"sv, "GET /a | 400"sv},
    {"bare LF everywhere", "GET / HTTP/1.1\nHost: a\n\n"sv, "400"sv},
    {"bare CR everywhere", "GET / HTTP/1.1\rHost: a\r\r"sv, "400"sv},
    {"TLS client hello", "\x16\x03\x01\x02\x00\x01\x00"sv, "400"sv},
    {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"sv, "400"sv},
    {"proxy protocol", "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\nGET / HTTP/1.1\r\n"sv, "400"sv},
    {"byte order mark", "\xef\xbb\xbfGET / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "400"sv},
    {"star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"sv, "OPTIONS *"sv},
    {"1.0 without a Host", "GET / HTTP/1.0\r\n\r\n"sv, "400"sv},
    {"1.0 with chunked", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv, "400"sv},
    {"1.0 with a length", "POST / HTTP/1.0\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"sv, "POST / [hi]"sv},
    {"GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"sv, "GET / [hi]"sv},
    {"smuggled behind a hidden length",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n Content-Length: 0\r\n\r\n"sv, "400"sv},
    {"line end before the colon", "GET / HTTP/1.1\r\nHost\r\n: a\r\n\r\n"sv, "400"sv},
    {"header before the request line ends", "GET / Host: a HTTP/1.1\r\nHost: a\r\n\r\n"sv, "400"sv},
};

/// At the limits and one above them.
inline std::vector<ParserCase> limits() {
    const auto request = [](const std::string& target, const std::string& more) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
    };
    const auto path = [](std::size_t length) { return "/" + std::string(length - 1, 'a'); };
    const auto header = [](std::size_t length) { return "X: " + std::string(length - 3, 'a') + "\r\n"; };
    const auto times = [](std::size_t count, const std::string& text) {
        std::string all;
        while (count-- > 0) all += text;
        return all;
    };
    const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    return {
        {"request line of 8 KiB", request(path(8192 - 13), ""), "GET " + path(8192 - 13)},
        {"request line above 8 KiB", request(path(8192 - 12), ""), "414"},
        {"request line without end", "GET " + path(8300), "414"},
        {"header of 8 KiB", request("/", header(8192)), "GET /"},
        {"header above 8 KiB", request("/", header(8193)), "431"},
        {"header without end", "GET / HTTP/1.1\r\nX: " + std::string(8300, 'a'), "431"},
        {"100 headers", request("/", times(99, "X: y\r\n")), "GET /"},
        {"101 headers", request("/", times(100, "X: y\r\n")), "431"},
        {"headers of 32 KiB", request("/", times(3, header(8190)) + header(8190 - 11)), "GET /"},
        {"headers above 32 KiB", request("/", times(3, header(8190)) + header(8190 - 10)), "431"},
        {"100 parameters", request("/?" + times(99, "a&"), ""), "GET /?" + times(99, "a&")},
        {"101 parameters", request("/?" + times(100, "a&"), ""), "400"},
        {"chunk extensions of 1 KiB", chunked + "0;" + std::string(1022, 'a') + "\r\n\r\n", "POST / []"},
        {"chunk extensions above 1 KiB", chunked + "0;" + std::string(1023, 'a') + "\r\n\r\n", "400"},
        {"chunk extensions above 1 KiB together", chunked + times(103, "1;abcdefgh\r\nx\r\n") + "0\r\n\r\n", "400"},
        {"trailers of 8 KiB", chunked + "0\r\n" + header(8188) + "\r\n", "POST / []"},
        {"trailers above 8 KiB", chunked + "0\r\n" + header(8190) + "\r\n", "400"},
        {"trailers without end", chunked + "0\r\nX: " + std::string(9000, 'a'), "400"},
        {"chunks above the body limit together", chunked + times(2, "90000\r\n" + std::string(0x90000, 'a') + "\r\n"),
         "413"},
    };
}

}  // namespace cases

[[nodiscard]] inline std::vector<ParserCase> parser_cases() {
    std::vector<ParserCase> all = cases::limits();
    const auto add = [&all](const auto& rows, const std::string& group, const std::string& before,
                            const std::string& behind) {
        for (const cases::Row& row : rows) {
            all.push_back({group + ": " + std::string(row.name), before + std::string(row.part) + behind,
                           std::string(row.outcome)});
        }
    };
    const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
    add(cases::request_lines, "request line", "", "\r\nHost: a\r\n\r\n");
    add(cases::targets, "target", "GET ", " HTTP/1.1\r\nHost: a\r\n\r\n");
    add(cases::hosts, "host", "GET / HTTP/1.1\r\n", "\r\n");
    add(cases::headers, "header", "GET / HTTP/1.1\r\nHost: a\r\n", "\r\n");
    add(cases::framings, "framing", post, "");
    add(cases::chunks, "chunked", post + "Transfer-Encoding: chunked\r\n\r\n", "");
    add(cases::wholes, "whole", "", "");
    return all;
}

}  // namespace daymark::http
