// What our uses of ICU have in common.
#pragma once

#include "platform/base/error.h"
#include "platform/base/zone.h"

#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <memory>
#include <string>

namespace daymark::site {

inline void require(UErrorCode status, const char* what) {
    if (U_FAILURE(status) != 0) throw Error(ErrorCode::Internal, "Internal error", {std::string("ICU: ") + what});
}

template <class T>
std::unique_ptr<T> made(T* raw, UErrorCode status, const char* what) {
    std::unique_ptr<T> owned(raw);
    require(status, what);
    return owned;
}

inline std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

/// A name of CLDR. Figures are western ones in every language.
inline icu::Locale with_western_figures(const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale(name.c_str());  // reading it as a whole tag, figures and all, takes ICU 20 ms
    locale.setKeywordValue("numbers", "latn", status);
    require(status, "locale");
    return locale;
}

/// Zones are ours (platform/base/zone.h): ICU is given what the wall clock shows, as if it were UTC.
inline UDate wall_clock(std::string_view zone, Millis at) {
    return static_cast<UDate>(instant_of("UTC", local_time(zone, at)));
}

inline std::string dated(const icu::DateFormat& format, std::string_view zone, Millis at) {
    icu::UnicodeString text;
    return utf8(format.format(wall_clock(zone, at), text));
}

}  // namespace daymark::site
