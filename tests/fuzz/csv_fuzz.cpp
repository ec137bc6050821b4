// Tables: any bytes are read or refused, and what was read is the same after it was written and read again.
#include "platform/base/error.h"
#include "platform/text/csv.h"

#include <algorithm>
#include <cstdlib>

using namespace daymark;

namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& table) {
    std::vector<std::vector<std::string>> rows;
    text::read_csv(table, {}, [&](text::CsvRow row) {
        for (std::string& cell : row.cells) cell = std::string(text::unguarded(cell));
        rows.push_back(std::move(row.cells));
    });
    return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    std::vector<std::vector<std::string>> rows;
    try {
        rows = rows_of(std::string(reinterpret_cast<const char*>(bytes), size));
    } catch (const Error&) {
        return 0;
    }
    // A guard makes a cell longer, and a row of one empty cell is an empty line.
    const auto odd = [](const std::vector<std::string>& row) {
        return row.size() < 2 || std::ranges::any_of(row, [](const std::string& cell) { return cell.size() > 1'000; });
    };
    std::erase_if(rows, odd);
    if (rows.empty()) return 0;
    // The first line tells what parts cells.
    std::string table = text::csv_line({"a", "b", "c", "d"});
    for (const auto& row : rows) table += text::csv_line(row);
    auto again = rows_of(table);
    again.erase(again.begin());
    if (again != rows) std::abort();
    return 0;
}
