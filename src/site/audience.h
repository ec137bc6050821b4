// For whom a document is made, and what they see of the page.
#pragma once

#include "pages/page.h"

#include <string>
#include <string_view>
#include <vector>

namespace daymark::site {

/// Everybody, all who are let in to a private page, or those of them who see only some of its components.
class Audience {
public:
    /// Of a public page.
    [[nodiscard]] static Audience everybody() { return {}; }
    /// Of a private page, all of it.
    [[nodiscard]] static Audience insiders();
    /// Of a private page, what these components are about: any number, in any order.
    [[nodiscard]] static Audience of(std::vector<std::string> component_ids);

    [[nodiscard]] bool is_everybody() const { return key_.empty(); }
    [[nodiscard]] bool sees_all() const { return among_.empty(); }
    [[nodiscard]] bool sees(std::string_view component_id) const {
        return sees_all() || among_.find(component_id) != std::string::npos;
    }

    /// Of those who do not see all: what they see, in no order that means anything.
    [[nodiscard]] std::vector<std::string> components() const;

    /// Equal for audiences that see the same, and only for them: what is kept for one is kept under its key. "" is
    /// everybody's.
    [[nodiscard]] const std::string& key() const { return key_; }
    /// As notices::Selection wants it.
    [[nodiscard]] const std::string& among() const { return among_; }

    /// For storing, and back.
    [[nodiscard]] std::string text() const { return key_ + "\n" + among_; }
    [[nodiscard]] static Audience from_text(std::string_view text);

private:
    std::string key_, among_;
};

/// Whether a page may be shown to an audience: the one rule in front of every byte of it. A document that was made for
/// everybody is none for insiders, since theirs travel with other heads.
[[nodiscard]] inline bool is_shown_to(const pages::Page& page, const Audience& audience) {
    return !page.deleted_at && page.settings.is_private != audience.is_everybody();
}

}  // namespace daymark::site
