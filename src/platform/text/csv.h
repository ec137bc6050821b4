// Tables as spreadsheets write and read them: comma-separated values (RFC 4180) in UTF-8.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::text {

struct CsvRow {
    std::int64_t line = 0;  // where it begins, from 1
    std::vector<std::string> cells;
};
struct CsvLimits {
    std::size_t rows = 100'000;
    std::size_t cells = 100;  // of a row
    std::size_t cell_bytes = 64 << 10;
};

/// Hands over one row after another. Lines end with LF or CRLF, empty ones are none; a byte order mark is passed over;
/// cells are parted by what the first line has most of: comma, semicolon or tab. Spaces around a cell do not count
/// unless it is quoted. Error BadRequest names as its field the line that cannot be read ("line 7"); `take` may have
/// got those before it.
void read_csv(std::string_view text, const CsvLimits& limits, const std::function<void(CsvRow)>& take);

/// A row with its line end, each cell guarded and quoted where it must be.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

/// A cell that a spreadsheet would take for a formula gets a quote in front, which spreadsheets do not show.
[[nodiscard]] std::string guarded(std::string_view cell);
/// What was guarded; other cells as they are.
[[nodiscard]] std::string_view unguarded(std::string_view cell);

}  // namespace daymark::text
