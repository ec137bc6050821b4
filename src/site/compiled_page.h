// A page as bytes: every document of it, compressed, with the heads they are sent with. Immutable once made.
#pragma once

#include "platform/base/clock.h"
#include "platform/http/message.h"
#include "site/gate.h"
#include "site/render.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace daymark::site {

/// Where a page is reached: on a host of its own, or below /p/ on the main host, where the owner's code stays inert
/// because the dashboard lives on the same origin.
enum class Mount { OwnHost, MainHost };

enum class Encoding { Identity, Gzip, Brotli };
inline constexpr std::size_t encoding_count = 3;

/// Who may keep a copy.
enum class Caching {
    Public,   // short freshness, long use while we are away
    Minute,   // pictures, which caches in between fetch for many readers
    Hour,     // what changes with a release only
    Private,  // of a page that not everybody may see: never kept, and no other site may read it
    None,     // errors: never kept
};

/// One document in its three encodings, each with its own strong ETag, and the 304 answers to them.
struct Variants {
    std::array<std::shared_ptr<const http::ReadyBytes>, encoding_count> full;
    std::array<std::shared_ptr<const http::ReadyBytes>, encoding_count> not_modified;
    std::array<std::string, encoding_count> etags;  // with their quotes

    // What the heads of all encodings are made from.
    std::string shared_lines;
    std::string hash;
    Caching caching = Caching::Public;

    /// Brotli takes as long as all the rest, so that a change reaches readers before it is done.
    [[nodiscard]] bool has_brotli() const { return full[static_cast<std::size_t>(Encoding::Brotli)] != nullptr; }
};

/// Wraps a document, as it is and as gzip.
[[nodiscard]] Variants pack(const Document& document, int status, Caching caching);
/// The same document with its brotli form added.
[[nodiscard]] Variants with_brotli(const Variants& variants);

/// The same for one reader only, whatever it was made for.
[[nodiscard]] Variants kept_private(const Variants& variants);

/// The best encoding that `Accept-Encoding` allows: brotli where there is one, then gzip, then identity.
[[nodiscard]] Encoding choose_encoding(std::string_view accept_encoding, bool has_brotli = true);

/// What to send for a request on this document: the whole or "not modified", in the encoding the client wants.
[[nodiscard]] http::Ready choose(const Variants& variants, const http::RequestHead& head);
/// The same for a worker's answer.
[[nodiscard]] http::Response respond(const Variants& variants, const http::Request& request);

/// Lets string_view look up without making a string.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

struct CompiledPage;
/// A private page as each audience sees it that asked since it was made, by the audience's key.
using Rooms = TextMap<std::shared_ptr<const CompiledPage>>;

struct CompiledPage {
    std::string page_id;
    std::string subdomain;
    std::int64_t revision = 0;
    Millis compiled_at = 0;
    /// When time alone changes what it says: the next midnight, or the next minute while something is wrong.
    Millis stale_at = 0;
    bool gone = false;     // deleted: every address answers 410
    std::string language;  // the page's own
    Audience audience;     // who may get its documents; those of a private page that is closed are nobody's
    /// By path below the page's root: "" is the page, "summary.json", "incident/<id>".
    TextMap<std::shared_ptr<const Variants>> documents;
    /// Stand-ins below /p/ for documents that carry the owner's code.
    TextMap<std::shared_ptr<const Variants>> inert;
    /// What each notice page was made from, by the notice's id: an unchanged one is taken over by the next compilation.
    TextMap<std::string> notice_marks;
    std::string feed_mark;  // the same of its feeds
    /// Uploads that it shows.
    Pictures pictures;
    /// For every other path, and what it was made from: it changes with the page's face only.
    std::shared_ptr<const Variants> missing;
    std::string face_mark;

    /// Of a private page, which has no documents itself: its gate, what those see who are not let in, and its rooms.
    std::shared_ptr<const Gate> gate;
    std::shared_ptr<const Variants> closed;
    Rooms rooms;

    [[nodiscard]] const Variants* find(std::string_view path, Mount mount) const;
};

}  // namespace daymark::site
