// JSON in, with limits, over Boost.JSON's parser; JSON out.
#include "platform/json/json.h"

#include "platform/base/error.h"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace daymark::json {
namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "The body is not valid JSON: " + why);
}

class Checker {
public:
    explicit Checker(const ParseLimits& limits) : limits_(limits) {}

    void check(const value& node) {
        count();
        if (node.is_object()) {
            for (const auto& [name, member] : node.get_object()) {
                check_string(name);
                count();
                check(member);
            }
        } else if (node.is_array()) {
            for (const value& element : node.get_array()) check(element);
        } else if (node.is_string()) {
            check_string(node.get_string());
        } else if (node.is_double() && !std::isfinite(node.get_double())) {
            // Boost.JSON reads 1e400 as infinity, which no JSON text can carry back.
            refuse("a number is out of range");
        }
    }

private:
    void count() {
        if (++seen_ > limits_.values) refuse("more than " + std::to_string(limits_.values) + " values");
    }
    void check_string(std::string_view text) const {
        if (text.size() > limits_.string_bytes)
            refuse("a string is longer than " + std::to_string(limits_.string_bytes) + " bytes");
    }

    const ParseLimits& limits_;
    std::size_t seen_ = 0;
};

/// Numbers of more characters than any client means cost time in proportion. Runs over the text before it is parsed.
void check_number_lengths(std::string_view text, std::size_t longest) {
    bool in_string = false;
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') in_string = !in_string;
        if (in_string && c == '\\') ++i;
        const bool of_number =
            !in_string && ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E');
        run = of_number ? run + 1 : 0;
        if (run > longest) refuse("a number is longer than " + std::to_string(longest) + " characters");
    }
}

class Writer {
public:
    explicit Writer(std::string& out) : out_(out) {}

    void write(const value& node) {
        switch (node.kind()) {
            case kind::null:
                out_ += "null";
                return;
            case kind::bool_:
                out_ += node.get_bool() ? "true" : "false";
                return;
            case kind::int64:
                write_digits(node.get_int64());
                return;
            case kind::uint64:
                write_digits(node.get_uint64());
                return;
            case kind::double_:
                write_double(node.get_double());
                return;
            case kind::string:
                write_string(node.get_string());
                return;
            case kind::array:
                write_array(node.get_array());
                return;
            case kind::object:
                write_object(node.get_object());
                return;
        }
    }

private:
    void write_array(const array& items) {
        char before = '[';
        for (const value& item : items) {
            out_ += before;
            write(item);
            before = ',';
        }
        out_ += items.empty() ? "[]" : "]";
    }
    void write_object(const object& members) {
        char before = '{';
        for (const auto& [name, member] : members) {
            out_ += before;
            write_string(name);
            out_ += ':';
            write(member);
            before = ',';
        }
        out_ += members.empty() ? "{}" : "}";
    }
    void write_string(std::string_view text) {
        out_ += '"';
        for (const char c : text) write_character(c);
        out_ += '"';
    }
    void write_character(char c) {
        constexpr std::string_view named = "\b\f\n\r\t\"\\", letters = "bfnrt\"\\", digits = "0123456789abcdef";
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') {
            out_ += c;
        } else if (const auto at = named.find(c); at != std::string_view::npos) {
            (out_ += '\\') += letters[at];
        } else {
            ((out_ += "\\u00") += c < 0x10 ? '0' : '1') += digits[c & 0xf];
        }
    }
    template <class Number, class... Format>
    void write_digits(Number number, Format... format) {
        char digits[64];
        out_.append(digits, std::to_chars(digits, digits + sizeof digits, number, format...).ptr);
    }
    /// Boost.JSON would write 0.5 as 5E-1 and 3.0 as 3E0, which some clients refuse where an integer is meant.
    void write_double(double number) {
        const double size = std::abs(number);
        if (number == 0 || !std::isfinite(number)) {
            out_ += number == 0 ? "0" : "null";
        } else if (size >= 1e-6 && size < 1e21) {
            write_digits(number, std::chars_format::fixed);
        } else {
            const std::size_t from = out_.size();
            write_digits(number, std::chars_format::scientific);
            // 1e-07 is 1e-7 in JavaScript.
            if (const auto exponent = out_.find("e-0", from); exponent != std::string::npos)
                out_.erase(exponent + 2, 1);
        }
    }

    std::string& out_;
};

}  // namespace

value parse(std::string_view text, const ParseLimits& limits) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());

    check_number_lengths(text, limits.number_characters);
    boost::json::parse_options options;
    options.max_depth = limits.depth;
    boost::system::error_code failed;
    value parsed = boost::json::parse(boost::json::string_view(text.data(), text.size()), failed, {}, options);
    if (failed) refuse(failed.message());
    Checker(limits).check(parsed);
    return parsed;
}

std::string text(const value& value) {
    std::string out;
    Writer(out).write(value);
    return out;
}

}  // namespace daymark::json
