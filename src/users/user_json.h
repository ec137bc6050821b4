// Users and keys on the wire.
#pragma once

#include "platform/json/fields.h"
#include "users/user.h"

template <>
struct daymark::json::EnumWords<daymark::users::Scope> {
    static constexpr std::array table{
        std::pair{std::string_view("write"), daymark::users::Scope::Write},
        std::pair{std::string_view("read"), daymark::users::Scope::Read},
    };
};

namespace daymark::users {

struct UserView {
    std::string id, email;
    std::optional<std::string> name;
    std::string slug;
    std::optional<std::string> avatar;

    static constexpr std::string_view schema_name = "User";
    static constexpr auto fields = std::tuple{
        json::field("id", &UserView::id),         json::field("email", &UserView::email),
        json::field("name", &UserView::name),     json::field("slug", &UserView::slug),
        json::field("avatar", &UserView::avatar),
    };
};
[[nodiscard]] inline UserView view(const User& user) {
    return {user.id, user.email, user.name, user.slug, user.avatar};
}

struct KeyDraft {
    std::string name;
    std::optional<json::Time> expires = {};
    Scope scope = Scope::Write;
    std::optional<std::string> page_id = {}, text = {};

    static constexpr std::string_view schema_name = "ApiKeyDraft";
    static constexpr auto fields = std::tuple{
        json::field("name", &KeyDraft::name).required().up_to(100).described("What the key is for"),
        json::field("expiresAt", &KeyDraft::expires).described("When it stops working; never when left out"),
        json::field("scope", &KeyDraft::scope).described("read: it can change nothing"),
        json::field("pageId", &KeyDraft::page_id)
            .up_to(64)
            .described("The only page it is for; all of yours when left out"),
        json::field("key", &KeyDraft::text)
            .up_to(32)
            .described("A key that clients have already: 32 lower-case letters and digits. Made when left out"),
    };
};

struct KeyView {
    std::string id, name, hint;
    json::Time created;
    std::optional<json::Time> last_used, expires, revoked;
    Scope scope = Scope::Write;
    std::optional<std::string> page_id;
    bool session = false;
    std::optional<std::string> text;

    static constexpr std::string_view schema_name = "ApiKey";
    static constexpr auto fields = std::tuple{
        json::field("id", &KeyView::id),
        json::field("name", &KeyView::name),
        json::field("hint", &KeyView::hint).described("First and last four characters"),
        json::field("createdAt", &KeyView::created),
        json::field("lastUsedAt", &KeyView::last_used).described("Exact to a minute"),
        json::field("expiresAt", &KeyView::expires),
        json::field("revokedAt", &KeyView::revoked),
        json::field("scope", &KeyView::scope),
        json::field("pageId", &KeyView::page_id),
        json::field("session", &KeyView::session)
            .described("Made by signing in to the dashboard; ends with signing out"),
        json::field("key", &KeyView::text).described("The key itself: only in the answer that creates it"),
    };
};
[[nodiscard]] KeyView view(const ApiKey& key, std::optional<std::string> text = {});

struct SessionView {
    UserView user;
    std::optional<json::Time> expires;
    std::optional<std::string> page_id;

    static constexpr std::string_view schema_name = "Session";
    static constexpr auto fields = std::tuple{
        json::field("user", &SessionView::user),
        json::field("expiresAt", &SessionView::expires),
        json::field("pageId", &SessionView::page_id).described("The only page it reaches; null: all of the user's"),
    };
};

}  // namespace daymark::users
