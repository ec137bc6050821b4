// Reading and writing instants.
#include "platform/base/time_text.h"

#include <array>
#include <cstdlib>

namespace daymark {
namespace {

/// Takes a text apart from the front. After the first mismatch everything fails, so callers need to ask only once.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

    /// Takes one character if it is one of `any_of`; 0 otherwise.
    char take(std::string_view any_of) {
        if (!ok_ || rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return 0;
        const char taken = rest_.front();
        rest_.remove_prefix(1);
        return taken;
    }
    void need(std::string_view any_of) { ok_ = take(any_of) != 0; }

    /// Exactly `width` digits with a value within [low, high].
    int number(int width, int low, int high) {
        int value = 0;
        for (int i = 0; i < width; ++i) value = value * 10 + digit();
        ok_ = ok_ && value >= low && value <= high;
        return value;
    }

    /// 1 to 9 digits after the point, as whole milliseconds.
    int fraction() {
        int ms = 0;
        int count = 0;
        for (int weight = 100; const char c = take(decimal_digits); weight /= 10, ++count) ms += weight * (c - '0');
        ok_ = ok_ && count >= 1 && count <= 9;
        return ms;
    }

private:
    static constexpr std::string_view decimal_digits = "0123456789";

    int digit() {
        const char c = take(decimal_digits);
        ok_ = c != 0;
        return c == 0 ? 0 : c - '0';
    }

    std::string_view rest_;
    bool ok_ = true;
};

Millis scan_date(Scanner& scan) {
    using namespace std::chrono;
    const int year_number = scan.number(4, 1, 9999);
    scan.need("-");
    const int month_number = scan.number(2, 1, 12);
    scan.need("-");
    const int last_day =
        scan.ok() ? static_cast<int>(static_cast<unsigned>((year{year_number} / month_number / last).day())) : 0;
    const int day_number = scan.number(2, 1, last_day);
    if (!scan.ok()) return 0;
    return Millis{sys_days{year{year_number} / month_number / day_number}.time_since_epoch().count()} * one_day;
}

Millis scan_time_of_day(Scanner& scan) {
    Millis ms = scan.number(2, 0, 23) * one_hour;
    scan.need(":");
    ms += scan.number(2, 0, 59) * one_minute;
    if (!scan.take(":")) return ms;
    // RFC 3339 allows a leap second; it is stored as the second that follows.
    ms += scan.number(2, 0, 60) * one_second;
    if (scan.take(".,")) ms += scan.fraction();
    return ms;
}

/// How far the written clock is ahead of UTC; 0 when no zone is written.
Millis scan_zone(Scanner& scan) {
    if (scan.take("Zz")) return 0;
    const char sign = scan.take("+-");
    if (sign == 0) return 0;
    Millis offset = scan.number(2, 0, 23) * one_hour;
    if (scan.take(":") || !scan.at_end()) offset += scan.number(2, 0, 59) * one_minute;
    return sign == '-' ? -offset : offset;
}

struct Civil {
    int year;
    unsigned month, day, weekday;
    unsigned hour, minute, second, ms;
};

Civil civil_of(Millis instant) {
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds{instant}};
    const sys_days date = floor<days>(point);
    const year_month_day ymd{date};
    const auto within = static_cast<unsigned>((point - date).count());
    return {.year = static_cast<int>(ymd.year()),
            .month = static_cast<unsigned>(ymd.month()),
            .day = static_cast<unsigned>(ymd.day()),
            .weekday = weekday{date}.c_encoding(),
            .hour = within / 3'600'000,
            .minute = within / 60'000 % 60,
            .second = within / 1000 % 60,
            .ms = within % 1000};
}

std::string padded(unsigned value, std::size_t width) {
    std::string digits = std::to_string(value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

std::string year_text(int year) { return (year < 0 ? "-" : "") + padded(static_cast<unsigned>(std::abs(year)), 4); }

std::string clock_part(const Civil& at) {
    return padded(at.hour, 2) + ":" + padded(at.minute, 2) + ":" + padded(at.second, 2);
}

constexpr std::array<std::string_view, 7> weekday_names = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::optional<Millis> parse_time(std::string_view text) {
    Scanner scan(text);
    Millis ms = scan_date(scan);
    // Contract api.md §1: the space form carries no zone and means UTC.
    if (scan.take("Tt ")) {
        ms += scan_time_of_day(scan);
        ms -= scan_zone(scan);
    }
    if (!scan.ok() || !scan.at_end() || !valid_time(ms)) return std::nullopt;
    return ms;
}

std::string iso_time(Millis ms) {
    const Civil at = civil_of(ms);
    return year_text(at.year) + "-" + padded(at.month, 2) + "-" + padded(at.day, 2) + "T" + clock_part(at) + "." +
           padded(at.ms, 3) + "Z";
}

std::string http_date(Millis ms) {
    const Civil at = civil_of(ms);
    return std::string(weekday_names[at.weekday]) + ", " + padded(at.day, 2) + " " +
           std::string(month_names[at.month - 1]) + " " + year_text(at.year) + " " + clock_part(at) + " GMT";
}

}  // namespace daymark
