// JSON values and the one parser for everything that comes from outside, with its limits.
#pragma once

#include <boost/json.hpp>

#include <string>
#include <string_view>

namespace daymark::json {

using boost::json::array;
using boost::json::kind;
using boost::json::object;
using boost::json::string;
using boost::json::value;

struct ParseLimits {
    std::size_t depth = 64;
    std::size_t values = 50'000;            // objects, arrays, names and scalars together
    std::size_t string_bytes = 256 * 1024;  // of one string, decoded
    std::size_t number_characters = 400;
};

/// Parses RFC 8259 JSON. Throws Error BadRequest for anything else: bad UTF-8, lone surrogates, trailing data, numbers
/// that no double holds, too deep, too many values, too long strings or numbers. A byte order mark in front is
/// accepted. Of repeated names the last wins.
[[nodiscard]] value parse(std::string_view text, const ParseLimits& limits = {});

/// Compact text, as JavaScript's JSON.stringify writes it: no spaces, non-ASCII unescaped, no `\/`, 0.5 and 3 as such.
[[nodiscard]] std::string text(const value& value);

}  // namespace daymark::json
