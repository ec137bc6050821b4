// What channels have in common that reach people through a provider, with the page's own account.
#pragma once

#include "notify/channel.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daymark::notify {

/// A field of the account as it was meant: without blanks around it and control characters, which come along when it
/// is pasted and would break a header. "" when there is none.
[[nodiscard]] std::string field_of(const Account& account, std::string_view name);
/// The sender that people see: a phone number as its digits, any other name or short code as it is.
[[nodiscard]] std::string sender_of(const Account& account, std::string_view name);
/// The same with a plus before the digits of a phone number.
[[nodiscard]] std::string international_sender_of(const Account& account, std::string_view name);

/// The header Authorization of RFC 7617.
[[nodiscard]] std::string basic_authorization(std::string_view user, std::string_view password);
/// application/x-www-form-urlencoded.
[[nodiscard]] net::HttpRequest form_post(std::string url, const net::Headers& pairs);

/// A word or a whole number of an answer as text, at most 128 letters, digits and "._-": a code, an id. "" for all
/// else.
[[nodiscard]] std::string word_of(const json::value* value);
[[nodiscard]] std::string word_of(std::string_view text);
/// The member, or an array's element; null when there is none.
[[nodiscard]] const json::value* member(const json::value* value, std::string_view name);
[[nodiscard]] const json::value* element(const json::value* value, std::size_t index);

/// What a provider means by one of its codes.
struct Refusal {
    std::string_view code;
    Verdict::Result result = Verdict::Result::Failed;
    std::string_view words;  // for the owner
    bool account_fault = false;
};
/// Nothing for a code that is not in the table.
[[nodiscard]] std::optional<Verdict> meaning_of(std::span<const Refusal> table, std::string_view code,
                                                const net::HttpAnswer& answer);

/// A success, under the provider's id. 201 is one in any case; another answer without an id is not the provider's, but
/// that of something in between, so the message is sent again.
[[nodiscard]] Verdict taken(const net::HttpAnswer& answer, std::string id);
/// It was not taken, and its code, if it has one, says nothing more. By the status: a provider's address is the same
/// for all, so that 404 is no word about the recipient; 401, 402, 403, 404, 410 and redirects mean that nobody else
/// gets through either.
[[nodiscard]] Verdict refused(const net::HttpAnswer& answer, std::string_view code = {});
[[nodiscard]] bool succeeded(const net::HttpAnswer& answer);

}  // namespace daymark::notify
