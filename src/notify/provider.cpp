// Accounts with providers, and how these say no.
#include "notify/provider.h"

#include "platform/crypto/base64.h"
#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::notify {
namespace {

using Fault = net::HttpAnswer::Fault;
using enum Verdict::Result;

constexpr std::size_t longest_word = 128;
constexpr std::size_t longest_short_code = 7;

bool stands_in_words(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-").find(c) != std::string_view::npos;
}

bool is_account_fault(const net::HttpAnswer& answer) {
    if (answer.fault != Fault::None) return answer.fault == Fault::BadAddress || answer.fault == Fault::Refused;
    constexpr int statuses[] = {401, 402, 403, 404, 410};
    return answer.status / 100 == 3 || std::ranges::find(statuses, answer.status) != std::end(statuses);
}

}  // namespace

std::string field_of(const Account& account, std::string_view name) {
    const auto found = account.find(name);
    if (found == account.end()) return {};
    std::string text = found->second;
    std::erase_if(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
    return std::string(text::trimmed(text));
}

std::string sender_of(const Account& account, std::string_view name) {
    const std::string sender = field_of(account, name);
    const auto digits = subscribers::phone_digits(sender);
    return digits && digits->size() > longest_short_code ? *digits : sender;
}

std::string international_sender_of(const Account& account, std::string_view name) {
    const std::string sender = sender_of(account, name);
    const bool number = sender.size() > longest_short_code && subscribers::phone_digits(sender) == sender;
    return number ? "+" + sender : sender;
}

std::string basic_authorization(std::string_view user, std::string_view password) {
    return "Basic " + crypto::base64(std::string(user) + ":" + std::string(password));
}

net::HttpRequest form_post(std::string url, const net::Headers& pairs) {
    return {"POST", std::move(url), {{"Content-Type", "application/x-www-form-urlencoded"}}, form_of(pairs)};
}

std::string word_of(std::string_view text) {
    const bool fits = text.size() <= longest_word && std::ranges::all_of(text, stands_in_words);
    return fits ? std::string(text) : std::string();
}

std::string word_of(const json::value* value) {
    if (value == nullptr) return {};
    if (value->is_string()) return word_of(std::string_view(value->get_string()));
    return value->is_int64() || value->is_uint64() ? json::text(*value) : std::string();
}

const json::value* member(const json::value* value, std::string_view name) {
    const json::object* object = value == nullptr ? nullptr : value->if_object();
    return object == nullptr ? nullptr : object->if_contains(name);
}

const json::value* element(const json::value* value, std::size_t index) {
    const json::array* array = value == nullptr ? nullptr : value->if_array();
    return array == nullptr ? nullptr : array->if_contains(index);
}

std::optional<Verdict> meaning_of(std::span<const Refusal> table, std::string_view code,
                                  const net::HttpAnswer& answer) {
    const auto row = std::ranges::find(table, code, &Refusal::code);
    if (row == table.end()) return std::nullopt;
    Verdict verdict;
    verdict.result = row->result;
    verdict.reason = "error " + std::string(row->code) + ": " + std::string(row->words);
    verdict.account_fault = row->account_fault;
    if (verdict.result == Again) verdict.wait = judge_by_status(answer).wait;
    return verdict;
}

bool succeeded(const net::HttpAnswer& answer) { return answer.fault == Fault::None && answer.status / 100 == 2; }

Verdict taken(const net::HttpAnswer& answer, std::string id) {
    Verdict verdict = judge_by_status(answer);
    // Guess: better told twice than never. A proxy's page says 200, too, but hardly 201.
    if (id.empty() && answer.status != 201) {
        verdict.result = Again;
        verdict.reason = reason_of(answer) + ", but no answer of the provider";
        verdict.unknown = true;
    }
    verdict.remote_id = std::move(id);
    return verdict;
}

Verdict refused(const net::HttpAnswer& answer, std::string_view code) {
    Verdict verdict = judge_by_status(answer);
    verdict.unknown = answer.fault != Fault::None && answer.sent;
    if (verdict.result == Again) return verdict;
    verdict.result = Failed;
    verdict.reason = reason_of(answer);
    verdict.account_fault = is_account_fault(answer);
    if (!code.empty()) verdict.reason += ", error " + std::string(code);
    return verdict;
}

}  // namespace daymark::notify
