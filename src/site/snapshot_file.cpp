// The format of a snapshot file: a version line, then fields that each carry their length, then a checksum of all
// before it.
#include "platform/base/checksum.h"
#include "site/snapshots.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace daymark::site {
namespace {

// Raise the number when the fields change: files of another version are then made anew instead of misread.
constexpr std::string_view version_line = "daymark snapshot 4\n";
constexpr std::size_t checksum_size = 8;

std::string checksum(std::string_view content) {
    std::array<char, checksum_size + 1> digits{};
    std::snprintf(digits.data(), digits.size(), "%08x", crc32(content));
    return digits.data();
}

void put(std::string& out, std::string_view field) {
    out += std::to_string(field.size()) + ":";
    out += field;
}
void put(std::string& out, std::int64_t number) { put(out, std::to_string(number)); }

void put(std::string& out, const Variants& variants) {
    for (std::size_t i = 0; i < encoding_count; ++i) {
        put(out, variants.full[i]->head);
        put(out, variants.full[i]->body);
        put(out, variants.not_modified[i]->head);
        put(out, variants.etags[i]);
    }
    put(out, variants.shared_lines);
    put(out, variants.hash);
    put(out, static_cast<std::int64_t>(variants.caching));
}

/// Each distinct document is written once, however many paths lead to it.
void put(std::string& out, const TextMap<std::shared_ptr<const Variants>>& documents) {
    std::unordered_map<const Variants*, std::vector<std::string_view>> paths;
    for (const auto& [path, variants] : documents) paths[variants.get()].push_back(path);
    put(out, static_cast<std::int64_t>(paths.size()));
    for (const auto& [variants, names] : paths) {
        put(out, static_cast<std::int64_t>(names.size()));
        for (const std::string_view name : names) put(out, name);
        put(out, *variants);
    }
}

/// Takes fields off the front; `good` turns false, and stays so, at the first one that does not fit.
struct Fields {
    std::string_view rest;
    bool good = true;

    std::string_view text() {
        std::size_t size = 0;
        const auto [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
        const auto digits = static_cast<std::size_t>(end - rest.data());
        if (failed != std::errc() || digits >= rest.size() || *end != ':' || size > rest.size() - digits - 1) {
            good = false;
            rest = {};
            return {};
        }
        const std::string_view field = rest.substr(digits + 1, size);
        rest.remove_prefix(digits + 1 + size);
        return field;
    }
    std::int64_t number() {
        const std::string_view digits = text();
        std::int64_t value = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) good = false;
        return value;
    }
    std::shared_ptr<const Variants> variants() {
        auto made = std::make_shared<Variants>();
        for (std::size_t i = 0; i < encoding_count; ++i) {
            std::string head(text());
            std::string body(text());
            made->full[i] =
                std::make_shared<const http::ReadyBytes>(http::ReadyBytes{std::move(head), std::move(body)});
            made->not_modified[i] = std::make_shared<const http::ReadyBytes>(http::ReadyBytes{std::string(text()), {}});
            made->etags[i] = text();
        }
        made->shared_lines = text();
        made->hash = text();
        made->caching = static_cast<Caching>(number());
        return made;
    }
    TextMap<std::shared_ptr<const Variants>> documents() {
        TextMap<std::shared_ptr<const Variants>> made;
        for (std::int64_t left = number(); good && left > 0; --left) {
            std::vector<std::string> names;
            for (std::int64_t more = number(); good && more > 0; --more) names.emplace_back(text());
            const auto document = variants();
            for (std::string& name : names) made[std::move(name)] = document;
        }
        return made;
    }
    Pictures pictures() {
        Pictures made;
        for (std::int64_t left = number(); good && left > 0; --left) {
            std::string path(text()), type(text()), bytes(text());
            made[std::move(path)] =
                std::make_shared<const uploads::Content>(uploads::Content{std::move(type), std::move(bytes)});
        }
        return made;
    }
};

void put(std::string& out, const CompiledPage& page) {
    put(out, page.page_id);
    put(out, page.subdomain);
    put(out, page.revision);
    put(out, page.compiled_at);
    put(out, page.stale_at);
    put(out, page.gone ? 1 : 0);
    put(out, page.language);
    put(out, page.audience.text());
    put(out, page.documents);
    put(out, page.inert);
    put(out, static_cast<std::int64_t>(page.notice_marks.size()));
    for (const auto& [id, mark] : page.notice_marks) {
        put(out, id);
        put(out, mark);
    }
    put(out, static_cast<std::int64_t>(page.pictures.size()));
    for (const auto& [path, picture] : page.pictures) {
        put(out, path);
        put(out, picture->type);
        put(out, picture->bytes);
    }
    put(out, *page.missing);
    put(out, page.face_mark);
    put(out, page.gate ? 1 : 0);
    if (!page.gate) return;
    put(out, page.gate->text());
    put(out, *page.closed);
    put(out, static_cast<std::int64_t>(page.rooms.size()));
    for (const auto& [key, room] : page.rooms) put(out, *room);
}

std::shared_ptr<const CompiledPage> page_from(Fields& fields, const crypto::SecretKey& key) {
    auto page = std::make_shared<CompiledPage>();
    page->page_id = fields.text();
    page->subdomain = fields.text();
    page->revision = fields.number();
    page->compiled_at = fields.number();
    page->stale_at = fields.number();
    page->gone = fields.number() == 1;
    page->language = fields.text();
    page->audience = Audience::from_text(fields.text());
    page->documents = fields.documents();
    page->inert = fields.documents();
    for (std::int64_t left = fields.number(); fields.good && left > 0; --left) {
        std::string id(fields.text());
        page->notice_marks[std::move(id)] = fields.text();
    }
    page->pictures = fields.pictures();
    page->missing = fields.variants();
    page->face_mark = fields.text();
    if (fields.number() == 0 || !fields.good) return page;
    page->gate = std::make_shared<const Gate>(Gate::from_text(fields.text(), key));
    page->closed = fields.variants();
    for (std::int64_t left = fields.number(); fields.good && left > 0; --left) {
        const auto room = page_from(fields, key);
        page->rooms[room->audience.key()] = room;
    }
    return page;
}

}  // namespace

std::string to_snapshot(const CompiledPage& page) {
    std::string out(version_line);
    put(out, page);
    return out + checksum(out);
}

std::shared_ptr<const CompiledPage> from_snapshot(std::string_view bytes, const crypto::SecretKey& key) {
    if (!bytes.starts_with(version_line) || bytes.size() < version_line.size() + checksum_size) return nullptr;
    const std::string_view content = bytes.substr(0, bytes.size() - checksum_size);
    if (checksum(content) != bytes.substr(content.size())) return nullptr;
    Fields fields{content.substr(version_line.size())};
    const auto page = page_from(fields, key);
    return fields.good && fields.rest.empty() ? page : nullptr;
}

}  // namespace daymark::site
