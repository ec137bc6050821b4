// The forms in which people subscribe and change what they get: what is asked, what they gave, what was wrong.
#pragma once

#include "site/form.h"
#include "site/page_view.h"
#include "subscribers/self_service.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

/// A way to hear of changes, at "subscribe/<path>".
struct Way {
    std::string_view path;
    std::string_view brand;                       // its name in every language; "" when it has a word
    std::string_view word;                        // key of that word
    std::optional<subscribers::Channel> channel;  // none: nothing is stored
    std::string_view file = {};                   // of a feed
};
/// Those that the page offers, in their order.
[[nodiscard]] std::vector<const Way*> ways_of(const PageFace& face);
/// "" is the first of them. Nothing when the page does not offer it.
[[nodiscard]] const Way* find_way(const PageFace& face, std::string_view path);

struct SubscribeForm {
    const Way* way = nullptr;
    std::string address;              // as typed
    std::string webhook_email;        // as typed
    bool connects = false;            // its channel can be connected at the service itself
    std::string programs_token = {};  // by which programs read a private page in this reader's name; "" for none
    subscribers::Choice choice;
    std::map<std::string, std::string, std::less<>> notice_names;  // of choice.notices; an id that lacks one is gone
    std::map<std::string, std::string_view, std::less<>> errors;   // field → key of its text

    /// What somebody sent. A component or notice must look like an id; whether it is there is not looked at.
    void read(const Form& sent);
    /// Notes what an Error BadRequest of `ask` or `change` said.
    void note(const Error& error);
};

}  // namespace daymark::site
