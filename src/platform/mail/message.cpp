// The body and its encodings by GMime; headers here, since GMime passes on words that look encoded, broken UTF-8 and
// encoded words of any length.
#include "platform/mail/message.h"

#include "platform/mail/address.h"
#include "platform/mail/gmime.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace daymark::mail {
namespace {

constexpr std::size_t longest_line = 998;  // RFC 5322

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::string valid_utf8(std::string text) {
    if (g_utf8_validate_len(text.data(), text.size(), nullptr) != 0) return text;
    const Owned<char> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
    return valid.get();
}

/// What people wrote, so that nothing in it can end a header.
std::string one_line(std::string text) {
    std::ranges::replace_if(text, is_control, ' ');
    return valid_utf8(std::move(text));
}

/// Whether it may stand in a header as it is. What looks like an encoded word would be read as one.
bool is_plain(std::string_view line) {
    constexpr std::size_t longest = 150;  // headers of people's words are seldom longer
    return line.size() <= longest && line.find("=?") == std::string_view::npos && std::ranges::all_of(line, is_ascii);
}

/// A byte in an encoded word of the kind Q.
std::string encoded(char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (g_ascii_isalnum(c) != 0) return {c};
    if (c == ' ') return "_";
    const auto byte = static_cast<unsigned char>(c);
    return {'=', digits[byte / 16U], digits[byte % 16U]};
}

/// Encoded words (RFC 2047), each on a line of at most 76 bytes; none ends inside a character. Not of the kind B: there
/// are readers that stop at the padding of the first word.
std::string encoded(std::string_view line) {
    constexpr std::size_t most = 54;
    std::string words, word;
    while (!line.empty()) {
        std::string character;
        do {
            character += encoded(line.front());
            line.remove_prefix(1);
        } while (!line.empty() && (static_cast<unsigned char>(line.front()) & 0xc0U) == 0x80);
        if (word.size() + character.size() > most) words += "=?UTF-8?Q?" + std::exchange(word, "") + "?=\r\n ";
        word += character;
    }
    return words + "=?UTF-8?Q?" + word + "?=";
}

std::string quoted(std::string_view line) {
    std::string text = "\"";
    for (const char c : line) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

std::string address_text(const std::string& address) {
    if (!is_address(address)) throw std::runtime_error("A mail has an address that cannot stand in a header");
    return with_ascii_host(valid_utf8(address));
}

std::string mailbox_text(const Mailbox& mailbox) {
    const std::string address = address_text(mailbox.address);
    if (mailbox.name.empty()) return address;
    const std::string name = one_line(mailbox.name);
    return (is_plain(name) ? quoted(name) + " <" : encoded(name) + "\r\n <") + address + '>';
}

std::string subject_text(const std::string& subject) {
    const std::string line = one_line(subject);
    return is_plain(line) ? line : encoded(line);
}

std::string date_text(Millis date) {
    const Owned<GDateTime> time(g_date_time_new_from_unix_utc(date / one_second));
    if (!time) throw std::runtime_error("A mail has a date that no calendar has");
    return Owned<char>(g_mime_utils_header_format_date(time.get())).get();
}

const std::string& checked_id(const std::string& id) {
    const bool enclosed = id.size() > 2 && id.front() == '<' && id.back() == '>';
    if (!enclosed || !is_address(std::string_view(id).substr(1, id.size() - 2)) || !std::ranges::all_of(id, is_ascii))
        throw std::runtime_error("A mail has a Message-ID that cannot stand in a header");
    return id;
}

std::string header(std::string_view name, std::string_view value) {
    return std::string(name) + ": " + std::string(value) + "\r\n";
}

/// On one line, as the programs that read it like it best.
std::string more_header(const std::string& name, std::string value) {
    const bool named =
        !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
    std::ranges::replace_if(value, is_control, ' ');
    std::ranges::replace_if(value, std::not_fn(is_ascii), '?');
    if (!named || name.size() + 2 + value.size() > longest_line)
        throw std::runtime_error("A mail has a header that cannot stand on a line");
    return header(name, value);
}

std::string headers_of(const Message& message) {
    std::string text = header("From", mailbox_text(message.from)) + header("To", mailbox_text(message.to));
    if (!message.reply_to.empty()) text += header("Reply-To", address_text(message.reply_to));
    text += header("Subject", subject_text(message.subject)) + header("Date", date_text(message.date)) +
            header("Message-ID", checked_id(message.message_id)) + header("MIME-Version", "1.0");
    for (const auto& [name, value] : message.headers) text += more_header(name, value);
    return text;
}

/// Whatever ended its lines before.
std::string with_crlf(std::string_view text) {
    std::string lines;
    lines.reserve(text.size() + text.size() / 16);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' && text[i] != '\n') {
            lines += text[i];
            continue;
        }
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
        lines += "\r\n";
    }
    return lines;
}

/// `text` must outlive it.
Owned<GMimePart> part_of(const char* subtype, const std::string& text) {
    Owned<GMimePart> part(g_mime_part_new_with_type("text", subtype));
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
    const Owned<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    g_mime_part_set_content(part.get(), content.get());
    // Plain ASCII is encoded too: some servers cut blanks off the ends of lines.
    const auto best = g_mime_part_get_best_content_encoding(part.get(), GMIME_ENCODING_CONSTRAINT_7BIT);
    g_mime_part_set_content_encoding(part.get(), best == GMIME_CONTENT_ENCODING_BASE64
                                                     ? GMIME_CONTENT_ENCODING_BASE64
                                                     : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return part;
}

/// Texts with lines ended by CRLF.
std::string body_of(const std::string& text, const std::string& html, GMimeFormatOptions* options) {
    const Owned<GMimeMultipart> body(g_mime_multipart_new_with_subtype("alternative"));
    g_mime_multipart_set_boundary(body.get(), "=_daymark");  // neither encoding of a part can have "=_" in it
    g_mime_multipart_add(body.get(), GMIME_OBJECT(part_of("plain", text).get()));
    g_mime_multipart_add(body.get(), GMIME_OBJECT(part_of("html", html).get()));

    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(body.get()), options, out.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

GMimeFormatOptions* crlf_options() {
    start_gmime();
    GMimeFormatOptions* options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    // While no other thread does: GMime makes each of its types when it is first used.
    (void)body_of("a", "\u00e4", options);
    return options;
}

}  // namespace

std::string bytes_of(const Message& message) {
    static GMimeFormatOptions* const options = crlf_options();
    const std::string text = with_crlf(valid_utf8(message.text));
    const std::string html = with_crlf(valid_utf8(message.html));
    return headers_of(message) + body_of(text, html, options);
}

}  // namespace daymark::mail
