// What owners wrote, in the language of a view.
#pragma once

#include "platform/json/codec.h"

#include <string>

namespace daymark::site {

class Texts {
public:
    /// `own` is the page's own language: the texts as they were written are in it.
    Texts(std::string language, const std::string& own);

    /// The translation of a property ("name") where there is one, else the text as it was written. "pt" stands in for
    /// "pt-br".
    [[nodiscard]] const std::string& of(const std::string& written, const json::Translations& translations,
                                        const std::string& property) const;

private:
    std::string language_;
    bool as_written_;
};

}  // namespace daymark::site
