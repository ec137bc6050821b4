// Who may do what: the one table behind every route.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace daymark::team {

/// What a person holds on a page or workspace, in the contract's words.
enum class Permission { Full, Write, Editor, Read, Member };

/// What a route asks of its caller.
enum class Needs {
    Nothing,       // public
    User,          // a valid key
    OwnWorkspace,  // FULL on the workspace named in the path
    SeePage,
    EditNotices,  // incidents, maintenances and their updates
    EditComponents,
    EditPage,  // look, texts and settings
    OwnPage,   // delete it, choose its team
};
inline constexpr std::array all_needs{Needs::Nothing,     Needs::User,           Needs::OwnWorkspace, Needs::SeePage,
                                      Needs::EditNotices, Needs::EditComponents, Needs::EditPage,     Needs::OwnPage};

/// Guess: the contract names the five words and says no more. EDITOR tells the world what happens (notices), WRITE also
/// shapes the page, FULL owns it, READ looks on, MEMBER may see a private page but not use the API.
[[nodiscard]] constexpr bool may(Permission permission, Needs needs) {
    switch (needs) {
        case Needs::Nothing:
        case Needs::User:
            return true;
        case Needs::OwnWorkspace:
        case Needs::OwnPage:
            return permission == Permission::Full;
        case Needs::EditPage:
        case Needs::EditComponents:
            return permission <= Permission::Write;
        case Needs::EditNotices:
            return permission <= Permission::Editor;
        case Needs::SeePage:
            return permission <= Permission::Read;
    }
    return false;
}

inline constexpr std::array permission_words{
    std::pair{std::string_view("FULL"), Permission::Full},     std::pair{std::string_view("WRITE"), Permission::Write},
    std::pair{std::string_view("EDITOR"), Permission::Editor}, std::pair{std::string_view("READ"), Permission::Read},
    std::pair{std::string_view("MEMBER"), Permission::Member},
};

[[nodiscard]] constexpr std::string_view word_of(Permission permission) {
    for (const auto& [word, item] : permission_words) {
        if (item == permission) return word;
    }
    return {};
}

[[nodiscard]] constexpr std::optional<Permission> permission_from(std::string_view word) {
    for (const auto& [name, permission] : permission_words) {
        if (name == word) return permission;
    }
    return std::nullopt;
}

}  // namespace daymark::team
