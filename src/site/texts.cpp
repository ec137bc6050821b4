// Choice of a translation.
#include "site/texts.h"

#include "platform/http/message.h"

namespace daymark::site {

Texts::Texts(std::string language, const std::string& own)
    : language_(std::move(language)), as_written_(http::same_ignoring_case(language_, own)) {}

const std::string& Texts::of(const std::string& written, const json::Translations& translations,
                             const std::string& property) const {
    const auto texts = translations.find(property);
    if (as_written_ || texts == translations.end()) return written;
    const std::string_view language = language_;
    for (const std::string_view wanted : {language, language.substr(0, language.find('-'))}) {
        for (const auto& [code, text] : texts->second) {
            if (http::same_ignoring_case(code, wanted) && !text.empty()) return text;
        }
    }
    return written;
}

}  // namespace daymark::site
