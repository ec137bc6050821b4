// MIME by GMime; the fields inside of reports, which have the form of headers, here.
#include "platform/mail/report.h"

#include "platform/mail/gmime.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daymark::mail {
namespace {

// More than any honest report has.
constexpr std::size_t longest_text = 300;
constexpr std::size_t most_receivers = 20;
constexpr std::size_t most_groups = 100;
constexpr int most_parts = 20;
constexpr int deepest = 4;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), g_ascii_tolower);
    return text;
}

/// "<id@host>" without the brackets.
std::string id_in(std::string_view text) { return clean_text(text::trimmed(text, " \t\r\n<>")); }

/// Behind the type of "rfc822; kim@example.com", "smtp; 550 …".
std::string_view behind_type(std::string_view text) {
    const std::size_t end = text.find(';');
    const bool typed = end != std::string_view::npos && text.substr(0, end).find_first_of("0123456789.") > end;
    return typed ? text.substr(end + 1) : text;
}

// --- fields ----------------------------------------------------------------------------------------------------------

/// Fields as they stand in headers, their names in lower case.
class Fields {
public:
    void add(std::string_view name, std::string_view value) {
        fields_.emplace_back(lower(std::string(name)), std::string(value.substr(0, 2 * longest_text)));
    }
    void go_on(std::string_view line) {
        if (!fields_.empty() && fields_.back().second.size() < longest_text) fields_.back().second += line;
    }
    [[nodiscard]] bool empty() const { return fields_.empty(); }
    [[nodiscard]] std::string_view of(std::string_view name) const {
        const auto found = std::ranges::find(fields_, name, &std::pair<std::string, std::string>::first);
        return found == fields_.end() ? std::string_view() : found->second;
    }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// Groups of fields with an empty line between them.
std::vector<Fields> groups_of(std::string_view text) {
    std::vector<Fields> groups(1);
    while (!text.empty()) {
        std::string_view line = text::take_until(text, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::size_t colon = line.find(':');
        if (line.empty()) {
            if (groups.size() == most_groups) break;
            if (!groups.back().empty()) groups.emplace_back();
        } else if (line.front() == ' ' || line.front() == '\t') {
            groups.back().go_on(line);
        } else if (colon != std::string_view::npos) {
            groups.back().add(text::trimmed(line.substr(0, colon)), line.substr(colon + 1));
        }
    }
    return groups;
}

Fields fields_of(GMimeHeaderList* headers) {
    Fields fields;
    for (int i = 0; i < g_mime_header_list_get_count(headers); ++i) {
        GMimeHeader* const header = g_mime_header_list_get_header_at(headers, i);
        const char* const value = g_mime_header_get_raw_value(header);
        fields.add(g_mime_header_get_name(header), value == nullptr ? "" : value);
    }
    return fields;
}

// --- parts -----------------------------------------------------------------------------------------------------------

bool is_type(GMimeObject* object, const char* type, const char* subtype) {
    return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype) != 0;
}

/// Whatever its encoding.
std::string content_of(GMimeObject* object) {
    if (!GMIME_IS_PART(object)) return {};
    GMimeDataWrapper* const content = g_mime_part_get_content(GMIME_PART(object));
    if (content == nullptr) return {};
    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, out.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return bytes->data == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

/// The headers of the mail that came back, be it whole or its headers alone.
Fields original_in(GMimeObject* part) {
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage* const message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
        return message == nullptr ? Fields() : fields_of(g_mime_object_get_header_list(GMIME_OBJECT(message)));
    }
    const bool headers = is_type(part, "text", "rfc822-headers") || is_type(part, "message", "*");
    return headers ? groups_of(content_of(part)).front() : Fields();
}

void read_delivery(const std::vector<Fields>& groups, Report& report) {
    report.kind = Report::Kind::Delivery;
    const auto action_of = [](const Fields& fields) { return lower(clean_text(fields.of("action"))); };
    // The first group is about the mail as a whole.
    const auto named = [&](const Fields& fields) { return !action_of(fields).empty(); };
    const auto failed = [&](const Fields& fields) { return action_of(fields).starts_with("failed"); };
    auto found = std::ranges::find_if(groups, failed);
    if (found == groups.end()) found = std::ranges::find_if(groups, named);
    if (found == groups.end()) return;
    const std::string action = action_of(*found), status = clean_text(found->of("status"));
    report.action = action.substr(0, action.find_first_of(" (;"));
    report.status = status.substr(0, status.find_first_of(" (;"));
    report.diagnostic = clean_text(behind_type(found->of("diagnostic-code")));
}

void read_feedback(const Fields& fields, Report& report) {
    report.kind = Report::Kind::Feedback;
    report.feedback_type = lower(clean_text(fields.of("feedback-type")));
    report.original_sender = id_in(fields.of("original-mail-from"));
}

void read_parts(GMimeMultipart* parts, Report& report) {
    const int count = std::min(g_mime_multipart_get_count(parts), most_parts);
    for (int i = 0; i < count; ++i) {
        GMimeObject* const part = g_mime_multipart_get_part(parts, i);
        const bool delivery =
            is_type(part, "message", "delivery-status") || is_type(part, "message", "global-delivery-status");
        if (report.kind == Report::Kind::None && delivery) {
            read_delivery(groups_of(content_of(part)), report);
        } else if (report.kind == Report::Kind::None && is_type(part, "message", "feedback-report")) {
            read_feedback(groups_of(content_of(part)).front(), report);
        } else if (report.original_id.empty()) {
            const Fields original = original_in(part);
            report.original_id = id_in(original.of("message-id"));
            if (report.original_sender.empty()) report.original_sender = id_in(original.of("return-path"));
        }
    }
}

/// Mails inside of mails are not looked into: somebody may pass on a report of another mail.
void find_report(GMimeObject* object, int depth, Report& report) {
    if (!GMIME_IS_MULTIPART(object) || depth > deepest) return;
    GMimeMultipart* const parts = GMIME_MULTIPART(object);
    if (is_type(object, "multipart", "report")) read_parts(parts, report);
    const int count = std::min(g_mime_multipart_get_count(parts), most_parts);
    for (int i = 0; i < count && report.kind == Report::Kind::None; ++i)
        find_report(g_mime_multipart_get_part(parts, i), depth + 1, report);
}

// --- the mail itself -------------------------------------------------------------------------------------------------

void add_receivers(std::string_view text, std::vector<std::string>& receivers) {
    constexpr std::string_view between = " \t\r\n,;<>()\"";
    while (!text.empty()) {
        const std::size_t from = std::min(text.find_first_not_of(between), text.size());
        text.remove_prefix(from);
        const std::string_view word = text.substr(0, text.find_first_of(between));
        text.remove_prefix(word.size());
        if (word.find('@') == std::string_view::npos || word.size() > longest_text) continue;
        if (receivers.size() == most_receivers) return;
        receivers.push_back(clean_text(word));
    }
}

void read_headers(GMimeMessage* message, Report& report) {
    const Fields fields = fields_of(g_mime_object_get_header_list(GMIME_OBJECT(message)));
    report.id = id_in(fields.of("message-id"));
    for (const char* name : {"x-original-to", "envelope-to", "delivered-to", "to"})
        add_receivers(fields.of(name), report.came_to);
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string kept(text::trimmed(text, text::blanks_and_line_ends).substr(0, longest_text));
    std::ranges::replace_if(
        kept, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }, ' ');
    if (g_utf8_validate_len(kept.data(), kept.size(), nullptr) != 0) return kept;
    kept = Owned<char>(g_utf8_make_valid(kept.data(), static_cast<gssize>(kept.size()))).get();
    std::size_t end = std::min(kept.size(), longest_text);
    while (end < kept.size() && (static_cast<unsigned char>(kept[end]) & 0xc0U) == 0x80) --end;
    kept.resize(end);
    return kept;
}

Report read_report(std::string_view mail) {
    start_gmime();
    if (mail.starts_with("From ")) text::take_until(mail, '\n');
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(mail.data(), mail.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    Report report;
    if (!message) return report;
    read_headers(message.get(), report);
    if (GMimeObject* const body = g_mime_message_get_mime_part(message.get())) find_report(body, 1, report);
    return report;
}

}  // namespace daymark::mail
