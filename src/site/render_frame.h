// What surrounds the main part of every public document: head, header, footer, the owner's own code.
#pragma once

#include "site/page_view.h"
#include "site/render.h"
#include "site/render_words.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

struct Frame {
    const PageFace* face = nullptr;  // null: nobody's page
    std::string title;
    std::string description;  // "" for none
    char tone = 'n';
    std::string to_root;  // relative or absolute address of the page in this language, with a slash at its end
    // Below the page's root in whatever language: "", "<notice>". Nothing: not to be indexed, in this language only.
    std::optional<std::string> path;
    std::string picture{};  // absolute address of one that shows the state; "" for none
    std::string main;       // HTML
    bool has_times = true;  // whether a choice of time zone makes sense
};
[[nodiscard]] Document framed(const Words& words, const Frame& frame);

/// The title of a document that is about a part of the page: "Search is slow · Acme".
[[nodiscard]] std::string title_on(const PageFace& face, const Words& words, const std::string& what);

/// From a document to the page's root, where what is of no language stands.
[[nodiscard]] std::string page_root(const PageFace& face, const std::string& to_root);

/// Whether the page is there in a language: on its server in all that we have, as files in some.
[[nodiscard]] bool is_in(const PageFace& face, const Words& words);

/// The absolute address of the page in the face's language, with a slash at its end.
[[nodiscard]] std::string local_root(const PageFace& face);

/// `to_root` as it leads from a document's address on the server; in a copy the document stands one folder deeper.
[[nodiscard]] std::string root_from(const PageFace& face, std::string_view to_root);
/// What the address of a document ends in: "" on the server, "/" in a copy.
[[nodiscard]] std::string end_of_address(const PageFace& face);
/// The root below which forms are sent: files cannot answer them.
[[nodiscard]] std::string root_of_forms(const PageFace& face, const std::string& to_root);

/// The slot's HTML when the owner's code may run here, else "".
[[nodiscard]] std::string own_code(const PageFace& face, const std::optional<std::string>& slot);

/// The account's bare name, or "" when it can be none.
[[nodiscard]] std::string twitter_name(const std::optional<std::string>& given);

/// JSON that cannot end the script element it stands in.
[[nodiscard]] std::string script_safe(std::string json);

/// An http(s) address, or "" for any other scheme.
[[nodiscard]] std::string web_address(const std::optional<std::string>& given);

}  // namespace daymark::site
