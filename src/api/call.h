// What a handler gets: the request, who calls, and the doing that was permitted.
#pragma once

#include "activity/act.h"
#include "api/walks.h"
#include "pages/page.h"
#include "platform/db/slice.h"
#include "platform/http/message.h"
#include "platform/http/router.h"
#include "platform/json/fields.h"
#include "team/permission.h"
#include "users/user.h"

#include <string>
#include <string_view>

namespace daymark::api {

struct Call {
    const http::Request& request;
    const http::Params& params;
    db::Db& db;
    Act act;
    users::User caller;  // of the key; empty on public routes
    users::ApiKey key;
    pages::Page page;                                        // of `:page_id`, as it was when access was checked
    team::Permission permission = team::Permission::Member;  // on the page
    Walks* walks = nullptr;

    /// A parameter of the path. It must be in the route's pattern.
    [[nodiscard]] const std::string& param(std::string_view name) const;
    /// The body as an object. Contract §1: the content type does not matter; an absent body is {}.
    [[nodiscard]] json::object body() const;
    /// The same, but a bare array stands for {"<name>": array}.
    [[nodiscard]] json::object body_or_list(std::string_view name) const;
    /// The part of a list that `page` and `per_page` ask for (contract §1.1).
    [[nodiscard]] db::Slice slice() const;
    /// Says where that part ended, by `cursor_of` of its last record.
    template <class Record>
    void note_end(const std::vector<Record>& part) const {
        if (!part.empty()) note_end_at(cursor_of(part.back()));
    }
    /// The body read by its field table.
    template <json::Shape T>
    [[nodiscard]] T read() const {
        return json::read<T>(body());
    }

private:
    void note_end_at(db::Cursor end) const;
};

}  // namespace daymark::api
