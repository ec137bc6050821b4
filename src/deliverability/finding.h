// One thing that bears on whether mails arrive: what was looked up, what was found, what it means, what to do.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::deliverability {

enum class Topic { Relay, Spf, Dkim, Dmarc, Alignment, Returns, ReverseName };

enum class Verdict {
    Good,
    Unknown,  // it cannot be told from here
    Warning,  // it may hurt
    Bad,      // mails will be refused, or taken for spam
};

inline constexpr std::array topic_words{
    std::pair{std::string_view("RELAY"), Topic::Relay},
    std::pair{std::string_view("SPF"), Topic::Spf},
    std::pair{std::string_view("DKIM"), Topic::Dkim},
    std::pair{std::string_view("DMARC"), Topic::Dmarc},
    std::pair{std::string_view("ALIGNMENT"), Topic::Alignment},
    std::pair{std::string_view("RETURNS"), Topic::Returns},
    std::pair{std::string_view("REVERSE_NAME"), Topic::ReverseName},
};
inline constexpr std::array verdict_words{
    std::pair{std::string_view("GOOD"), Verdict::Good},
    std::pair{std::string_view("UNKNOWN"), Verdict::Unknown},
    std::pair{std::string_view("WARNING"), Verdict::Warning},
    std::pair{std::string_view("BAD"), Verdict::Bad},
};
template <class Words, class Item>
[[nodiscard]] constexpr std::string_view word_in(const Words& words, Item item) {
    for (const auto& [word, known] : words) {
        if (known == item) return word;
    }
    return {};
}

/// To be published in the DNS.
struct Record {
    std::string name, type, value;
};

/// All texts are printable and of bounded length, whatever the DNS said. `advice` is "" when there is nothing to do.
struct Finding {
    Topic topic = Topic::Relay;
    Verdict verdict = Verdict::Unknown;
    std::string asked, found, meaning, advice;
    std::optional<Record> record = {};
};

struct Report {
    std::vector<Finding> findings;

    /// Whether nothing in it is Bad.
    [[nodiscard]] bool fine() const;
};

/// What others wrote, fit to be shown: ASCII without control characters, cut short.
[[nodiscard]] std::string shown(std::string_view text);
/// "a, b, c"
[[nodiscard]] std::string joined(const std::vector<std::string>& texts);

}  // namespace daymark::deliverability
