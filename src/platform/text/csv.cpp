// CSV by libcsv.
#include "platform/text/csv.h"

#include "platform/base/error.h"
#include "platform/text/utf8.h"

#include <algorithm>
#include <utility>

#include <csv.h>

namespace daymark::text {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view begins_formula = "=+-@\t\r";

[[noreturn]] void refuse(std::int64_t line, const std::string& why) {
    throw Error::bad_field("line " + std::to_string(line), why);
}

char separator_of(std::string_view first_line) {
    char best = ',';
    for (const char candidate : {';', '\t'}) {
        if (std::ranges::count(first_line, candidate) > std::ranges::count(first_line, best)) best = candidate;
    }
    return best;
}

/// What libcsv told of the line that it was given. Its calls come through C, so nothing may be thrown there.
struct Heard {
    std::size_t most_cells = 0;
    std::vector<std::string> cells;  // of the row that is not whole yet
    std::vector<std::vector<std::string>> rows;
    bool too_many_cells = false;
};

void on_cell(void* bytes, std::size_t size, void* heard_) noexcept {
    auto& heard = *static_cast<Heard*>(heard_);
    if (heard.cells.size() >= heard.most_cells)
        heard.too_many_cells = true;
    else
        heard.cells.emplace_back(static_cast<const char*>(bytes), size);
}

void on_row(int /*its_end*/, void* heard_) noexcept {
    auto& heard = *static_cast<Heard*>(heard_);
    heard.rows.push_back(std::exchange(heard.cells, {}));
}

class Parser {
public:
    explicit Parser(char separator) {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0)
            throw Error(ErrorCode::Internal, "Internal error", {"csv_init"});
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
        csv_set_blk_size(&parser_, 4096);
    }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    [[nodiscard]] bool take(std::string_view line, Heard& heard) {
        return csv_parse(&parser_, line.data(), line.size(), on_cell, on_row, &heard) == line.size();
    }
    [[nodiscard]] bool finish(Heard& heard) { return csv_fini(&parser_, on_cell, on_row, &heard) == 0; }
    /// The longest cell until now, or somewhat more.
    [[nodiscard]] std::size_t longest_cell() { return csv_get_buffer_size(&parser_); }

private:
    csv_parser parser_{};
};

/// Reads line by line, so that each row knows where it began.
class Reading {
public:
    Reading(char separator, const CsvLimits& limits, const std::function<void(CsvRow)>& take)
        : parser_(separator), limits_(limits), take_(take) {
        heard_.most_cells = limits.cells;
    }

    void line(std::string_view line) {
        ++line_;
        if (clean_length(line) < line.size()) refuse(line_, "is not UTF-8, or holds NUL");
        if (!within_row_ && line.find_first_not_of(" \t\r\n") == std::string_view::npos) return;
        if (!within_row_) begun_at_ = line_;
        if (!parser_.take(line, heard_)) refuse(line_, "has a quote where none can be");
        within_row_ = heard_.rows.empty();
        hand_over();
    }
    void end() {
        if (!parser_.finish(heard_)) refuse(begun_at_, "begins a cell whose quote is never closed");
        hand_over();
    }

private:
    void hand_over() {
        if (heard_.too_many_cells) refuse(begun_at_, "has more than " + std::to_string(limits_.cells) + " cells");
        if (parser_.longest_cell() > limits_.cell_bytes + 4096) refuse(begun_at_, "has a cell that is too long");
        for (std::vector<std::string>& cells : heard_.rows) {
            if (++rows_ > limits_.rows)
                refuse(begun_at_, "is one too many: at most " + std::to_string(limits_.rows) + " rows are taken");
            take_({begun_at_, std::move(cells)});
        }
        heard_.rows.clear();
    }

    Parser parser_;
    const CsvLimits& limits_;
    const std::function<void(CsvRow)>& take_;
    Heard heard_;
    std::int64_t line_ = 0, begun_at_ = 1;
    std::size_t rows_ = 0;
    bool within_row_ = false;  // a quoted cell goes on
};

std::string quoted(std::string_view cell) {
    std::string text(csv_write(nullptr, 0, cell.data(), cell.size()), '\0');
    csv_write(text.data(), text.size(), cell.data(), cell.size());
    return text;
}

bool must_be_quoted(std::string_view cell) {
    return cell.find_first_of(",;\t\r\n\"") != std::string_view::npos || cell.starts_with(' ') || cell.ends_with(' ');
}

}  // namespace

void read_csv(std::string_view text, const CsvLimits& limits, const std::function<void(CsvRow)>& take) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    Reading reading(separator_of(text.substr(0, text.find('\n'))), limits, take);
    while (!text.empty()) {
        const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
        reading.line(line);
        text.remove_prefix(line.size());
    }
    reading.end();
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells) {
        const std::string safe = guarded(cell);
        if (&cell != &cells.front()) line += ',';
        line += must_be_quoted(safe) ? quoted(safe) : safe;
    }
    return line + "\r\n";
}

std::string guarded(std::string_view cell) {
    const bool formula = !cell.empty() && begins_formula.find(cell.front()) != std::string_view::npos;
    // What looks guarded already is guarded once more, so that it comes back as it was.
    return (formula || unguarded(cell).size() < cell.size() ? "'" : "") + std::string(cell);
}

std::string_view unguarded(std::string_view cell) {
    if (cell.size() < 2 || cell.front() != '\'') return cell;
    const bool was_guarded = cell[1] == '\'' || begins_formula.find(cell[1]) != std::string_view::npos;
    return was_guarded ? cell.substr(1) : cell;
}

}  // namespace daymark::text
